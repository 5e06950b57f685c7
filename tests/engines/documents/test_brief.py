"""The press brief: everything of the record, nothing else, each sentence with its records."""

import re
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings

from siaga.engines.documents import Language, Moment, Sentence, Trace
from siaga.engines.documents.brief import (
    ActionFact,
    ClaimFact,
    ConclusionFact,
    MeetingFact,
    Record,
    SeatFact,
    StatementFact,
    passages,
    traced,
)
from siaga.engines.documents.brief.facts import Fact
from tests.kit.papers import records


def facts(value):
    """Every fact in a record, however deep."""
    if isinstance(value, tuple):
        for part in value:
            yield from facts(part)
    elif is_dataclass(value):
        if isinstance(value, Fact):
            yield value
        for part in fields(value):
            yield from facts(getattr(value, part.name))


def told(record, language=Language.INDONESIAN):
    return " ".join(s.text for p in passages(record, language) for s in p.sentences)


@settings(max_examples=150)
@given(records)
def test_nothing_is_forgotten_and_nothing_is_added(record):
    for language in Language:
        brief = passages(record, language)
        everything = {(f.trace.noun, f.trace.key): f for f in facts(record)}
        assert traced(brief) == everything.keys()
        assert all(sentence.traces for passage in brief for sentence in passage.sentences)


@settings(max_examples=150)
@given(records)
def test_every_word_of_the_record_stands_in_a_sentence_of_its_own_record(record):
    sentences = [s for p in passages(record) for s in p.sentences]
    for fact in facts(record):
        own = " ".join(s.text for s in sentences if fact.trace in s.traces).casefold()
        for word in said_by(fact):
            assert word.casefold() in own


def said_by(fact):
    """The texts of one fact, without what its chair repeats and what only a printed form would say."""
    for part in fields(fact):
        value = getattr(fact, part.name)
        hidden = part.name in {"kind", "presence", "unit", "bound", "precision"}
        if part.name == "chair_printed" and value == fact.chair:
            continue
        if isinstance(value, str) and value and not hidden:
            yield value
        elif part.name in ("doubts", "partners"):
            yield from value


@settings(max_examples=60)
@given(records)
def test_figures_stand_as_they_were_stated(record):
    text = told(record)
    stated = [Decimal(n.replace(".", "").replace(",", ".")) for n in re.findall(r"\d[\d.]*(?:,\d+)?", text)]
    for claim in (f for f in facts(record) if isinstance(f, ClaimFact)):
        assert claim.value is None or claim.value in stated


def test_a_sentence_without_a_record_cannot_be_written():
    with pytest.raises(ValueError, match="without a record"):
        Sentence(text="Karangan.", traces=())


def mark(noun="meeting", key="1"):
    return Trace(noun=noun, key=key)


FULL = Record(
    meeting=MeetingFact(
        trace=mark(),
        title="Rapat koordinasi Forkopimda",
        moment=Moment(day=date(2024, 10, 24), starts=time(9), zone="WIB"),
        venue="Aula Pemkot",
        chair="Pjs Wali Kota Metro, Descatama Paksi Moeda",
        chair_printed="Wali Kota",
        chair_for="Gubernur Lampung",
        moderator="Kepala Badan Kesbangpol",
        basis="Keputusan Wali Kota Nomor 662/KPTS/B-06/2023",
    ),
    seats=(
        SeatFact(
            trace=mark("attendance", "1"),
            institution="Polres Metro",
            office="Kapolres",
            presence="represented",
            represented_by="Wakapolres",
        ),
        SeatFact(
            trace=mark("attendance", "2"), institution="KPU Kota Metro", presence="present", as_speaker=True
        ),
    ),
    statements=(
        StatementFact(
            trace=mark("statement", "1"),
            speaker="Ketua KPU Kota Metro",
            text="Logistik telah tiba",
            doubts=("Dasar hukum ini milik Pemilu.",),
            claims=(
                ClaimFact(
                    trace=mark("claim", "1"),
                    label="hibah KPU",
                    value=Decimal("13900000000"),
                    unit="Rp",
                    precision="about",
                    printed="Rp 13,9 Milyar",
                ),
                ClaimFact(
                    trace=mark("claim", "2"),
                    label="partisipasi",
                    value=Decimal("86.00"),
                    unit="persen",
                    bound="target",
                ),
                ClaimFact(trace=mark("claim", "3"), label="KPPS", value=None, unit="orang"),
            ),
        ),
    ),
    conclusions=(
        ConclusionFact(
            trace=mark("conclusion", "1"),
            kind="advice",
            text="Jaga netralitas",
            addressee="Camat se-Kota Metro",
            day=date(2024, 11, 1),
        ),
    ),
    actions=(
        ActionFact(
            trace=mark("action", "1"),
            what="meninjau gudang",
            partners=("Polres",),
            due_printed="secepatnya",
            event_day=date(2024, 11, 20),
        ),
    ),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rapat koordinasi Forkopimda berlangsung pada Kamis, 24 Oktober 2024, pukul 09.00 WIB s.d. selesai, "
        "bertempat di Aula Pemkot.",
        "Pjs Wali Kota Metro, Descatama Paksi Moeda memimpin mewakili Gubernur Lampung.",
        "Sumber menulis pimpinan sebagai “Wali Kota”.",
        "Dasar hukum: Keputusan Wali Kota Nomor 662/KPTS/B-06/2023.",
        "Diwakili: Kapolres, Polres Metro oleh Wakapolres.",
        "Narasumber: KPU Kota Metro.",
        "Ketua KPU Kota Metro menyampaikan: Logistik telah tiba.",
        "Catatan: Dasar hukum ini milik Pemilu.",
        "hibah KPU: sekitar Rp13.900.000.000 (tertulis “Rp 13,9 Milyar”).",
        "partisipasi: target di atas 86 persen.",
        "KPPS: tidak disebut.",
        "Ditujukan kepada Camat se-Kota Metro.",
        "Berlaku Jumat, 1 November 2024.",
        "Meninjau gudang; penanggung jawab: tidak disebut, bersama Polres; tenggat: secepatnya; "
        "dilaksanakan Rabu, 20 November 2024.",
    ],
)
def test_sentences_as_a_reader_meets_them(sentence):
    assert sentence in told(FULL)


def test_what_the_source_leaves_out_is_said_to_be_left_out():
    bare = Record(
        meeting=MeetingFact(trace=mark(), title="Rapat", moment=Moment(), not_after=date(2024, 11, 13))
    )
    text = told(bare)
    assert (
        "paling lambat 13 November 2024, pada jam yang tidak disebut, bertempat di tempat yang tidak disebut"
        in text
    )
    assert "Pimpinan: tidak disebut." in text and "Dasar hukum: tidak disebut." in text


def test_braces_in_the_record_are_text():
    record = Record(meeting=MeetingFact(trace=mark(), title="{day} {0} {venue!r}", moment=Moment()))
    assert "“{day} {0} {venue!r}”" in told(record)
