"""The tables of the coordination: meetings and what belongs to them, promises, dated events. All optional."""

from __future__ import annotations

from .. import cells, model
from .columns import ORIGIN, REGION, SUBJECT, WORD, Column, Table, may, must

_VISIBILITY = may(
    "visibility", cells.choice(model.Visibility), "public, internal or restricted; empty: public"
)
_PRINTED = may("as_printed", cells.short(300), "the few words of the source that a rule must see")
_MEETING = must("meeting", WORD, "code of the meeting")


def _number(about: str) -> Column:
    return must("number", cells.ordinal, about)


EVENTS = Table(
    "events",
    (
        must("code", WORD, "short code, for example kpu-term-ends"),
        must("day", cells.day, "the day it happened"),
        must("title", cells.short(200), "what happened, in a sentence"),
        may("title_en", cells.short(200), "the same in English"),
        may("stage", WORD, "code of the stage it touches"),
        may("institution", WORD, "code of the institution it touches"),
        may("office", WORD, "code of the office it touches"),
        may("note", cells.text, "what a reader should know besides"),
        *ORIGIN,
    ),
    model.Event,
    ("code",),
    optional=True,
)

SERIES = Table(
    "series",
    (
        must("code", WORD, "short code, for example forkopimda"),
        must("name", cells.short(160), "what the meetings are called"),
        must("kind", cells.choice(model.SeriesKind), "one of the kinds of series"),
        must("convener", WORD, "code of the institution that calls the meetings"),
        must("region", REGION, "the region it is for"),
        _VISIBILITY,
        *ORIGIN,
    ),
    model.Series,
    ("code",),
    optional=True,
)

MEETINGS = Table(
    "meetings",
    (
        must("code", WORD, "short code, for example forkopimda-2024-11-14"),
        must("series", WORD, "code of the series"),
        must("title", cells.short(200), "title of the meeting"),
        must("regime", cells.choice(model.MeetingRegime), "the election it is about: pilkada or pemilu"),
        may("day", cells.day, "the day; empty when not stated"),
        may("day_printed", cells.short(80), "the day as the source writes it, weekday and all"),
        may("not_before", cells.day, "first day it can have been, when the day is not stated"),
        may("not_after", cells.day, "last day it can have been, when the day is not stated"),
        may("during", WORD, "code of the stage it fell into, when the day is not stated"),
        may("starts", cells.hour, "hour it began, local time"),
        may("ends", cells.hour, "hour it ended, local time"),
        may("venue", cells.short(200), "where"),
        may("chair", WORD, "code of the office that chaired"),
        may("chair_printed", cells.short(160), "title of the chair, or of whom they stood for, as printed"),
        may("chair_for", WORD, "code of the office the chair stood in for"),
        may("moderator", WORD, "code of the office that moderated"),
        may("legal_basis", WORD, "code of the regulation in legal_bases.csv"),
        may("basis_printed", cells.short(200), "the legal basis as the source writes it"),
        may("purpose", cells.text, "what it was for"),
        may("opening", cells.text, "opening words of the record"),
        may("closing", cells.text, "closing words of the record"),
        _VISIBILITY,
        *ORIGIN,
    ),
    model.Meeting,
    ("code",),
    optional=True,
)

AGENDA = Table(
    "agenda",
    (
        _MEETING,
        _number("number of the point"),
        must("title", cells.short(200), "what is on the table"),
        may("note", cells.text, "a note on it"),
        may("presenter", WORD, "code of the institution that presents it"),
        _VISIBILITY,
        *ORIGIN,
    ),
    model.AgendaItem,
    ("meeting", "number"),
    optional=True,
)

ATTENDANCE = Table(
    "attendance",
    (
        _MEETING,
        _number("number on the list"),
        must("institution", WORD, "code of the institution"),
        may("office", WORD, "code of the office, when the source names one"),
        may("as_printed", cells.short(200), "how the source names them"),
        may("as_speaker", cells.yes_no, "true for a resource person"),
        must("presence", cells.choice(model.Presence), "present, represented, excused, absent or not_stated"),
        may("person", cells.short(120), "name of the person, when stated"),
        may("represented_by", cells.short(160), "who came instead; needed for represented"),
        may("reason", cells.text, "why they did not come; needed for excused"),
        *ORIGIN,
    ),
    model.Attendance,
    ("meeting", "number"),
    optional=True,
)

STATEMENTS = Table(
    "statements",
    (
        _MEETING,
        _number("number of the statement"),
        may("agenda", cells.ordinal, "number of the point of the agenda"),
        may("topic", cells.short(120), "topic in a word or two"),
        may("institution", WORD, "code of the institution that speaks"),
        may("office", WORD, "code of the office that speaks"),
        may("person", cells.short(120), "name of the speaker, when stated"),
        must("text", cells.text, "what was said, in the words of the record"),
        _PRINTED,
        _VISIBILITY,
        *ORIGIN,
    ),
    model.Statement,
    ("meeting", "number"),
    optional=True,
)

CLAIMS = Table(
    "claims",
    (
        must("code", WORD, "short code, for example kpps-2024-11-13"),
        _MEETING,
        must("statement", cells.ordinal, "number of the statement the figure stands in"),
        must("subject", SUBJECT, "what is counted, the same word for the same thing, for example kpps"),
        must("label", cells.short(160), "what is counted, in words"),
        may("institution", WORD, "code of the institution that names the figure"),
        must("region", REGION, "the region it is for"),
        may("value", cells.amount, "the figure; empty when not stated"),
        must("unit", cells.unit, "orang, TPS, Rp, persen"),
        may("bound", cells.choice(model.Bound), "equal, more, less or target; empty: equal"),
        may("as_of", cells.day, "the day it holds for"),
        _PRINTED,
        _VISIBILITY,
        *ORIGIN,
    ),
    model.Claim,
    ("code",),
    optional=True,
)

CONCLUSIONS = Table(
    "conclusions",
    (
        _MEETING,
        _number("number of the conclusion"),
        must("kind", cells.choice(model.ConclusionKind), "conclusion, decision or advice"),
        must("text", cells.text, "what was concluded"),
        _PRINTED,
        may("addressee", WORD, "code of the office it is addressed to"),
        may("day", cells.day, "day it takes effect, when stated"),
        _VISIBILITY,
        *ORIGIN,
    ),
    model.Conclusion,
    ("meeting", "number"),
    optional=True,
)

ACTIONS = Table(
    "actions",
    (
        _MEETING,
        _number("number of the action"),
        may("conclusion", cells.ordinal, "number of the conclusion it follows from"),
        must("title", cells.short(300), "what is to be done"),
        may("owner", WORD, "code of the institution that has to do it; empty when not stated"),
        may("partners", cells.codes(WORD), "codes of those who help, divided by spaces"),
        may("region", REGION, "where; empty: the region of the series"),
        may("due", cells.day, "day it is due; empty when not stated"),
        may("due_printed", cells.short(160), "how the source speaks of the deadline"),
        may("event_day", cells.day, "day something is to take place, which is no deadline"),
        may("priority", cells.choice(model.Priority), "low, normal, high or urgent; empty: normal"),
        _VISIBILITY,
        *ORIGIN,
    ),
    model.Action,
    ("meeting", "number"),
    optional=True,
)

DUTIES = Table(
    "duties",
    (
        must("code", WORD, "short code, for example dinkes-referral-hospital"),
        must("institution", WORD, "code of the institution that has to have it ready"),
        must("area", cells.choice(model.DutyArea), "one of the areas of readiness"),
        must("text", cells.text, "what has to be ready"),
        _PRINTED,
        may("basis", cells.choice(model.DutyBasis), "promised or practice; empty: promised"),
        may("due", cells.day, "day it is due; empty when not stated"),
        may("due_printed", cells.short(160), "how the source speaks of the deadline"),
        may("meeting", WORD, "code of the meeting it was promised at"),
        may("statement", cells.ordinal, "number of the statement it was promised in"),
        _VISIBILITY,
        *ORIGIN,
    ),
    model.Duty,
    ("code",),
    optional=True,
)
