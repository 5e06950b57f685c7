"""Writing an act down: gapless, hashed, in the act's own transaction, without personal numbers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.exceptions import BadRequest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.trail.context import Actor, acting, in_office, in_request
from siaga.desks.trail.models import Entry, Head, Precision, Source
from siaga.desks.trail.plain import (
    UnrecordableError,
    plain,
    refuse_personal_numbers,
    without_personal_numbers,
)
from siaga.desks.trail.services import Act, OutsideTransactionError, Subject, record, record_all, subject_of
from siaga.engines.ledger.canonical import CanonicalError
from siaga.engines.ledger.tree import Tree, leaf_hash

ROW = Subject("results.resultrow", "17", "TPS 013 · Depok")


@pytest.mark.django_db
def test_an_entry_says_who_in_which_office_did_what_to_what_and_why():
    with acting(Actor("4", "Sri Rahayu", "KPPS TPS 013")), in_request("0f" * 16):
        entry = record("results.enter", ROW, before=None, after={"votes": {"1": 103}}, reason="first entry")
    document = json.loads(entry.canonical)
    assert document.pop("at") == entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert document == {
        "format": 1,
        "index": 0,
        "actor": {"id": "4", "name": "Sri Rahayu"},
        "office": "KPPS TPS 013",
        "action": "results.enter",
        "subject": {"type": "results.resultrow", "id": "17", "label": "TPS 013 · Depok"},
        "before": None,
        "after": {"votes": {"1": 103}},
        "reason": "first entry",
        "request": "0f" * 16,
    }


@pytest.mark.django_db
def test_what_is_stored_is_what_was_hashed():
    record_all([Act("a.b", ROW, after={"n": number}) for number in range(11)])
    entries = list(Entry.objects.order_by("index"))
    assert [entry.index for entry in entries] == list(range(11))
    assert all(leaf_hash(entry.canonical.encode()).hex() == entry.leaf_hash for entry in entries)
    tree = Tree(leaf_hash(entry.canonical.encode()) for entry in entries)
    assert Head.objects.get().open().head() == tree.head()
    for entry in entries:
        stored = json.loads(entry.canonical)
        assert (stored["after"], stored["reason"]) == (entry.after, entry.reason)
        assert len(entry.subtrees) == 32 * ((entry.index + 1 & -(entry.index + 1)).bit_length() - 1)


@pytest.mark.django_db
def test_a_record_is_its_own_subject():
    source = Source.objects.create(code="kpu-1", title="Keputusan KPU")
    entry = record("elections.load", source)
    assert (entry.subject_type, entry.subject_id, entry.subject_label) == (
        "trail.source",
        str(source.pk),
        "Keputusan KPU",
    )
    assert subject_of(source) == Subject("trail.source", str(source.pk), "Keputusan KPU")


@pytest.mark.django_db
def test_nobody_signed_in_is_the_machine_itself():
    assert record("a.b", ROW).actor_name == "Siaga"
    with acting(Actor.system("pack load")), in_office("KPU Kota Metro"):
        entry = record("a.b", ROW)
    assert (entry.actor_id, entry.actor_name, entry.office) == ("", "Siaga: pack load", "KPU Kota Metro")


@pytest.mark.django_db
def test_an_actor_may_be_named_outright():
    assert record("a.b", ROW, actor=Actor("9", "Budi")).actor_name == "Budi"


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransactionError, match=r"transaction\.atomic"):
        record("a.b", ROW)
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_neither_entry_nor_gap():
    with transaction.atomic():
        record("a.first", ROW)
    with pytest.raises(RuntimeError), transaction.atomic():
        record("a.undone", ROW)
        raise RuntimeError
    with transaction.atomic():
        record("a.second", ROW)
    assert list(Entry.objects.order_by("index").values_list("index", "action")) == [
        (0, "a.first"),
        (1, "a.second"),
    ]


@pytest.mark.django_db
def test_a_long_label_is_shortened_not_refused():
    entry = record("a.b", Subject("x.y", "1", "n" * 300))
    assert len(entry.subject_label) == 200
    assert entry.subject_label.endswith("…")


NIK = "1872" + "010101900001"
"""A made-up number in the form of a NIK, put together here so that none stands in the source."""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        NIK,
        f"NIK {NIK} benar",
        f"KK{NIK}",
        f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}",
        f"{NIK[:6]}.{NIK[6:12]}.{NIK[12:]}",
        "١٨٧٢٠١٠١٠١٩٠٠٠٠١",
    ],
)
@pytest.mark.parametrize("where", ["after", "key", "reason", "label", "actor", "number"])
def test_a_nik_never_enters(text, where):
    actor = Actor("1", text) if where == "actor" else None
    subject = Subject("x.y", "1", text) if where == "label" else ROW
    after = {"after": {"a": [text]}, "key": {text: 1}, "number": {"n": int(NIK)}}.get(where)
    with pytest.raises(UnrecordableError, match="16-digit number") as refusal:
        record("a.b", subject, after=after, reason=text if where == "reason" else "", actor=actor)
    assert NIK not in str(refusal.value)
    assert isinstance(refusal.value, BadRequest)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "9" * 15,
        "9" * 17,
        "a1234567890123456f",
        "6e340b9cffb37a98" * 4,
        "2024-11-27T13:00:00.000000Z",
        "0812-3456-7890",
    ],
)
def test_other_long_numbers_may_enter(text):
    refuse_personal_numbers({"a": [text]})
    assert without_personal_numbers(text) == text


def test_a_nik_is_blotted_out_of_text():
    assert without_personal_numbers(f"voter {NIK} not found") == "voter [16 digits] not found"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text("abc "), st.lists))
def test_what_is_plain_stays_plain(value):
    assert plain(value) == value


def test_everything_a_service_holds_becomes_plain():
    value = {
        Precision.EXACT: (date(2024, 11, 27), datetime(2024, 11, 27, 13, tzinfo=UTC)),
        "d": {Decimal("2.50"), UUID(int=7)},
        "s": Subject("x.y", "1"),
        "m": Source(pk=3),
    }
    assert plain(value) == {
        "exact": ["2024-11-27", "2024-11-27T13:00:00+00:00"],
        "d": ["00000000-0000-0000-0000-000000000007", "2.50"],
        "s": {"type": "x.y", "id": "1", "label": ""},
        "m": 3,
    }
    assert type(next(iter(plain(value)))) is str


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({"a": 1.5}, "float"),
        (b"x", "bytes"),
        ("a\0b", "NUL"),
        (10**16, "16-digit|beyond"),
        (object(), "object"),
    ],
)
def test_what_has_no_plain_form_is_refused(after, said):
    with pytest.raises((UnrecordableError, CanonicalError), match=said):
        record("a.b", ROW, after=after)
