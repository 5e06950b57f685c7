"""Sentences from facts. Each function tells one kind of fact and forgets nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from siaga.engines.documents.brief import phrases
from siaga.engines.documents.brief.facts import (
    ActionFact,
    ClaimFact,
    ConclusionFact,
    Fact,
    Record,
    StatementFact,
)
from siaga.engines.documents.brief.frame import frame, seats
from siaga.engines.documents.brief.voice import Voice, bare, ended
from siaga.engines.documents.model import Language, Passage, Sentence
from siaga.engines.documents.words import grouped, long_date

_RUPIAH = frozenset({"rp", "idr", "rupiah"})
_F = TypeVar("_F", bound=Fact)


def passages(record: Record, language: Language = Language.INDONESIAN) -> tuple[Passage, ...]:
    """The whole record told in sentences; a passage about which nothing is known is left out.

    Every fact of the record is among the traces of at least one sentence.
    """
    voice = Voice(language)
    parts = {
        "meeting": frame(record.meeting, record.agenda, voice),
        "seats": seats(record.seats, voice),
        "statements": _each(record.statements, _statement, voice),
        "conclusions": _each(record.conclusions, _conclusion, voice),
        "actions": _each(record.actions, _action, voice),
    }
    told = ((voice.say(phrases.TITLES[part]), tuple(said)) for part, said in parts.items())
    return tuple(Passage(title=title, sentences=said) for title, said in told if said)


def traced(told: Iterable[Passage]) -> frozenset[tuple[str, str]]:
    """The records that some sentence comes from, as noun and number."""
    sentences = (sentence for passage in told for sentence in passage.sentences)
    return frozenset((trace.noun, trace.key) for sentence in sentences for trace in sentence.traces)


def figure(claim: ClaimFact, voice: Voice) -> str:
    """``jumlah KPPS, sekitar 1.708 orang per 13 November 2024 (tertulis “…”)``."""
    return voice.say(
        phrases.FIGURE,
        label=bare(claim.label),
        value=_value(claim, voice),
        day=voice.say(phrases.AS_OF, day=long_date(claim.as_of, voice.language)) if claim.as_of else "",
        printed=voice.say(phrases.AS_PRINTED, printed=claim.printed) if claim.printed else "",
    )


def follow_up_owner(action: ActionFact, voice: Voice) -> str:
    """Who has to do it, and with whom."""
    owner = action.owner or voice.not_stated
    if not action.partners:
        return owner
    return voice.say(phrases.WITH, owner=owner, partners=", ".join(action.partners))


def follow_up_due(action: ActionFact, voice: Voice) -> str:
    """Until when, with the words of the source where they say it otherwise."""
    if action.due is None:
        return action.due_printed or voice.not_stated
    due = voice.day(action.due)
    if not action.due_printed:
        return due
    return voice.say(phrases.DUE_PRINTED, due=due, printed=action.due_printed)


def _each(
    facts: Sequence[_F], tell: Callable[[_F, Voice], Iterator[Sentence]], voice: Voice
) -> Iterator[Sentence]:
    """What is told of each fact, one paragraph for each."""
    for fact in facts:
        first, *rest = (*tell(fact, voice), *voice.notes(fact))
        yield replace(first, opens=True)
        yield from rest


def _statement(statement: StatementFact, voice: Voice) -> Iterator[Sentence]:
    speaker = statement.speaker or voice.say(phrases.SPEAKER_UNSTATED)
    yield voice.tell(phrases.SAID, statement, speaker=speaker, text=ended(statement.text))
    if statement.printed:
        yield voice.tell(phrases.PRINTED, statement, printed=statement.printed)
    for claim in statement.claims:
        yield voice.tell(phrases.FIGURE_NAMED, claim, statement, figure=figure(claim, voice))
        yield from voice.notes(claim)


def _value(claim: ClaimFact, voice: Voice) -> str:
    """The figure with its unit and the words of its bound and precision; "not stated" where there is none."""
    if claim.value is None:
        return voice.not_stated
    number = grouped(claim.value, voice.language)
    value = f"Rp{number}" if claim.unit.lower() in _RUPIAH else f"{number} {claim.unit}".strip()
    if claim.precision == "about":
        value = voice.say(phrases.ABOUT, value=value)
    value = voice.say(phrases.BOUNDS[claim.bound], value=value)
    return voice.say(phrases.AMBIGUOUS, value=value) if claim.precision == "ambiguous" else value


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _conclusion(conclusion: ConclusionFact, voice: Voice) -> Iterator[Sentence]:
    yield voice.tell(phrases.CONCLUSIONS[conclusion.kind], conclusion, text=ended(conclusion.text))
    if conclusion.addressee:
        yield voice.tell(phrases.ADDRESSED, conclusion, addressee=bare(conclusion.addressee))
    if conclusion.day:
        yield voice.tell(phrases.EFFECT, conclusion, day=voice.day(conclusion.day))


def _action(action: ActionFact, voice: Voice) -> Iterator[Sentence]:
    day = action.event_day
    yield voice.tell(
        phrases.ACTION,
        action,
        what=_capital(bare(action.what)),
        owner=follow_up_owner(action, voice),
        due=follow_up_due(action, voice),
        event=voice.say(phrases.EVENT_DAY, day=voice.day(day)) if day else "",
    )
