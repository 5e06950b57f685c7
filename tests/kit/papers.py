"""Strategies that generate records of meetings, and readers of the files the engine makes of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import docx
import pypdf
from docx.table import Table
from hypothesis import strategies as st

from siaga.engines.documents import Moment, Trace
from siaga.engines.documents.brief import (
    ActionFact,
    AgendaFact,
    ClaimFact,
    ConclusionFact,
    MeetingFact,
    Record,
    SeatFact,
    StatementFact,
)

HOSTILE = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# note #}",
    "{_{ a }_} {_% b %_}",
    "<w:p>& \"quoted\" 'so'</w:p>",
    '#read("/etc/passwd") $x$ *b* _e_ `r` @ref <label> // no comment',
    "]]> </w:t> &amp;",
    "naïve ⟨ü⟩ “é” – … ½",
)
"""Texts that a template language, XML or typst would take for its own."""


def word_lines(content: bytes) -> list[str]:
    """The paragraphs of a Word file in reading order, those of tables, header and footer included."""
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    ends = [section.first_page_header, section.header, section.first_page_footer, section.footer]
    return [line for part in (document, *ends) for line in _lines(part)]


def word_text(content: bytes) -> str:
    return "\n".join(word_lines(content))


def pdf_text(content: bytes) -> str:
    """The text of a PDF with single spaces: lines break where the sheet ends."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _lines(part: Any) -> Iterator[str]:
    for inner in part.iter_inner_content():
        if isinstance(inner, Table):
            for row in inner.rows:
                for cell in row.cells:
                    yield from _lines(cell)
        else:
            yield inner.text


def _trace(noun: str, key: int) -> Trace:
    return Trace(noun=noun, key=str(key), label=f"{noun} {key}", link=f"https://kota.example/{noun}/{key}")


words = st.text("abcdefghij ", min_size=1, max_size=30).map(str.strip).filter(bool)
maybe = st.one_of(st.just(""), words)
days = st.dates(date(2024, 1, 1), date(2025, 12, 31))
doubts = st.lists(words, max_size=1).map(tuple)


def numbered(noun: str, fact: Any, most: int = 4, **parts: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to `most` facts of a noun with running numbers."""
    one = st.builds(fact, trace=st.just(_trace(noun, 0)), doubts=doubts, **parts)

    def counted(facts: list[Any]) -> tuple[Any, ...]:
        return tuple(_renumbered(fact, _trace(noun, i)) for i, fact in enumerate(facts, start=1))

    return st.lists(one, max_size=most).map(counted)


def _renumbered(fact: Any, trace: Trace) -> Any:
    fields = {name: getattr(fact, name) for name in fact.__dataclass_fields__}
    if isinstance(fact, StatementFact):
        claims = enumerate(fact.claims, start=100 * int(trace.key))
        fields["claims"] = tuple(_renumbered(claim, _trace("claim", i)) for i, claim in claims)
    return type(fact)(**fields | {"trace": trace})


claims = numbered(
    "claim",
    ClaimFact,
    2,
    label=words,
    value=st.one_of(st.none(), st.decimals(0, 10**12, places=2), st.integers(0, 10**9).map(Decimal)),
    unit=st.sampled_from(["orang", "TPS", "Rp", "persen"]),
    bound=st.sampled_from(["equal", "more", "less", "target"]),
    precision=st.sampled_from(["exact", "about", "ambiguous", "not_stated"]),
    as_of=st.one_of(st.none(), days),
    printed=maybe,
)
meetings = st.builds(
    MeetingFact,
    trace=st.just(_trace("meeting", 1)),
    doubts=doubts,
    title=words,
    kind=st.sampled_from(["forum", "press", "socialisation"]),
    moment=st.builds(Moment, day=st.one_of(st.none(), days), starts=st.one_of(st.none(), st.just(time(9)))),
    not_before=st.one_of(st.none(), days),
    not_after=st.one_of(st.none(), days),
    **dict.fromkeys(("series", "convener", "day_printed", "venue", "chair", "chair_printed"), maybe),
    **dict.fromkeys(("chair_for", "moderator", "basis", "basis_printed", "purpose"), maybe),
    **dict.fromkeys(("opening", "closing", "source"), maybe),
    ahead=st.booleans(),
    cancelled=st.booleans(),
)
records = st.builds(
    Record,
    meeting=meetings,
    agenda=numbered("agendaitem", AgendaFact, title=words),
    seats=numbered(
        "attendance",
        SeatFact,
        institution=words,
        office=maybe,
        person=maybe,
        presence=st.sampled_from(["expected", "present", "represented", "excused", "absent", "not_stated"]),
        represented_by=maybe,
        reason=maybe,
        as_speaker=st.booleans(),
    ),
    statements=numbered("statement", StatementFact, speaker=maybe, text=words, printed=maybe, claims=claims),
    conclusions=numbered(
        "conclusion",
        ConclusionFact,
        kind=st.sampled_from(["conclusion", "decision", "advice"]),
        text=words,
        addressee=maybe,
        day=st.one_of(st.none(), days),
    ),
    actions=numbered(
        "action",
        ActionFact,
        what=words,
        owner=maybe,
        partners=st.lists(words, max_size=2).map(tuple),
        due=st.one_of(st.none(), days),
        due_printed=maybe,
        event_day=st.one_of(st.none(), days),
    ),
)
