"""The first passage: which meeting, when, where, under whom, on what basis, and who was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from siaga.engines.documents.brief import phrases
from siaga.engines.documents.brief.facts import AgendaFact, MeetingFact, SeatFact
from siaga.engines.documents.brief.voice import Voice, bare, ended
from siaga.engines.documents.model import Sentence
from siaga.engines.documents.words import hours, long_date


def frame(meeting: MeetingFact, agenda: Sequence[AgendaFact], voice: Voice) -> Iterator[Sentence]:
    """Everything the frame of a meeting states, and that it does not state the rest."""
    yield _when_and_where(meeting, voice)
    if meeting.day_printed:
        yield voice.tell(phrases.DAY_PRINTED, meeting, printed=meeting.day_printed)
    if meeting.series or meeting.convener:
        yield voice.tell(phrases.SERIES, meeting, **_stated(meeting, voice, "convener", "series"))
    yield from _chair(meeting, voice)
    yield voice.tell(phrases.MODERATOR, meeting, **_stated(meeting, voice, "moderator"))
    yield voice.tell(phrases.BASIS, meeting, **_stated(meeting, voice, "basis"))
    if meeting.basis_printed:
        yield voice.tell(phrases.BASIS_PRINTED, meeting, printed=meeting.basis_printed)
    if agenda:
        yield voice.tell(phrases.AGENDA, *agenda, points="; ".join(bare(point.title) for point in agenda))
    for phrase, name in _PARAGRAPHS:
        if text := getattr(meeting, name):
            yield voice.tell(phrase, meeting, **{name: ended(text)})
    if meeting.source:
        yield voice.tell(phrases.SOURCE, meeting, source=bare(meeting.source))
    yield from voice.notes(meeting, *agenda)


_PARAGRAPHS = (
    (phrases.PURPOSE, "purpose"),
    (phrases.OPENING, "opening"),
    (phrases.CLOSING, "closing"),
)


def seats(attendance: Sequence[SeatFact], voice: Voice) -> Iterator[Sentence]:
    """Who came, who was stood in for, who did not come; then who spoke as a resource person."""
    for presence, phrase in phrases.SEATS.items():
        group = [seat for seat in attendance if seat.presence == presence]
        if group:
            yield voice.tell(phrase, *group, who="; ".join(_seat(seat, voice) for seat in group))
    speakers = [seat for seat in attendance if seat.as_speaker]
    if speakers:
        yield voice.tell(phrases.SPEAKERS, *speakers, who="; ".join(bare(seat.who) for seat in speakers))
    yield from voice.notes(*attendance)


def _seat(seat: SeatFact, voice: Voice) -> str:
    who = bare(seat.who)
    if seat.represented_by:
        who = voice.say(phrases.BY, who=who, by=seat.represented_by)
    return f"{who} ({bare(seat.reason)})" if seat.reason else who


def _when_and_where(meeting: MeetingFact, voice: Voice) -> Sentence:
    phrase = phrases.AHEAD if meeting.ahead else phrases.TOOK_PLACE
    return voice.tell(
        phrases.CANCELLED if meeting.cancelled else phrase,
        meeting,
        named=_named(meeting, voice),
        day=_day(meeting, voice),
        hours=_hours(meeting, voice),
        venue=meeting.venue or voice.say(phrases.VENUE_UNSTATED),
    )


def _named(meeting: MeetingFact, voice: Voice) -> str:
    """The title, after the word for what it is unless it begins with that word itself."""
    noun = voice.say(phrases.NOUNS.get(meeting.kind, phrases.MEETING))
    if meeting.title.casefold().startswith(noun.casefold()):
        return meeting.title
    return voice.say(phrases.NAMED, noun=noun, title=meeting.title)


def _day(meeting: MeetingFact, voice: Voice) -> str:
    """The day, or the days between which it lies, or that the source names none."""
    if meeting.moment.day:
        return voice.say(phrases.ON_DAY, day=voice.day(meeting.moment.day))
    days = (("first", meeting.not_before), ("last", meeting.not_after))
    known = {name: long_date(day, voice.language) for name, day in days if day}
    phrase = {
        ("first", "last"): phrases.BETWEEN,
        ("first",): phrases.NOT_BEFORE,
        ("last",): phrases.NOT_AFTER,
    }.get(tuple(known), phrases.DAY_UNSTATED)
    return voice.say(phrase, **known)


def _hours(meeting: MeetingFact, voice: Voice) -> str:
    if meeting.moment.starts is None:
        return voice.say(phrases.HOURS_UNSTATED)
    return voice.say(phrases.AT, hours=hours(meeting.moment, voice.language))


def _chair(meeting: MeetingFact, voice: Voice) -> Iterator[Sentence]:
    if meeting.chair_for:
        yield voice.tell(
            phrases.CHAIR_FOR, meeting, **_stated(meeting, voice, "chair"), office=meeting.chair_for
        )
    else:
        yield voice.tell(phrases.CHAIR, meeting, **_stated(meeting, voice, "chair"))
    if meeting.chair_printed and meeting.chair_printed != meeting.chair:
        yield voice.tell(phrases.CHAIR_PRINTED, meeting, printed=meeting.chair_printed)


def _stated(meeting: MeetingFact, voice: Voice, *names: str) -> dict[str, str]:
    return {name: bare(getattr(meeting, name)) or voice.not_stated for name in names}
