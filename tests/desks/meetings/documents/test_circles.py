"""No paper holds more than its circle may read; a public brief holds all that is public."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siaga.desks.meetings.errors import NotYours
from siaga.desks.meetings.models import Action, AgendaItem, Claim, IssuedDocument, Visibility
from siaga.desks.meetings.papers import CircleClosed
from siaga.desks.meetings.queries.papers import document_of, readable
from siaga.desks.meetings.services import publishing
from siaga.desks.meetings.services.documents import Order, draft
from siaga.desks.meetings.services.record import Held, Said, add_conclusion, add_statement
from siaga.engines.documents import render
from siaga.engines.documents.brief import traced
from tests.kit.meetings import Table, coordination, fresh
from tests.kit.papers import pdf_text, word_text

KINDS = ["invitation", "attendance", "minutes", "report", "brief"]
DAY = date(2024, 11, 1)
WIDTH = {"public": 0, "internal": 1, "restricted": 2}
circles = st.sampled_from(Visibility.values)


@pytest.fixture
def table(db) -> Table:
    return coordination()


def fill(table: Table, meeting, marks: dict[str, str]) -> None:
    """Items of every noun, each in the circle and with the secret word it is given."""
    said = {noun: Visibility(circle) for noun, circle in marks.items()}
    statement = add_statement(
        meeting,
        table.writer,
        f"Ucapan {word('statement', marks)}.",
        Said(visibility=said["statement"]),
        uuid4(),
    )
    add_conclusion(
        meeting,
        table.writer,
        f"Simpulan {word('conclusion', marks)}.",
        Held(visibility=said["conclusion"]),
        uuid4(),
    )
    AgendaItem.objects.create(
        meeting=meeting, number=90, title=f"Acara {word('agendaitem', marks)}", visibility=said["agendaitem"]
    )
    about = {"election": table.election, "region": table.series.region}
    Action.objects.create(
        meeting=meeting, number=90, title=f"Tugas {word('action', marks)}", visibility=said["action"], **about
    )
    Claim.objects.create(
        statement=statement,
        code=f"c{uuid4().hex[:8]}",
        subject="kpps",
        label=f"Angka {word('claim', marks)}",
        unit="orang",
        value=7,
        visibility=said["claim"],
        **about,
    )


def word(noun: str, marks: dict[str, str]) -> str:
    return f"{noun}{marks[noun]}kata"


marks = st.fixed_dictionaries(
    dict.fromkeys(("statement", "conclusion", "agendaitem", "action", "claim"), circles)
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(marks=marks, circle=circles)
def test_nothing_of_a_narrower_circle_is_in_a_paper(table, kind, marks, circle):
    meeting = table.held(visibility="public")
    fill(table, meeting, marks)
    publishing.publish(fresh(meeting), table.writer, fresh(meeting).revision)
    row = draft(order(table, kind, circle, fresh(meeting)), table.writer)
    kept = json.dumps(row.content) + row.title
    document = document_of(row)
    for noun, mark in marks.items():
        hidden = WIDTH[mark] > WIDTH[circle]
        if noun == "claim":
            hidden |= WIDTH[marks["statement"]] > WIDTH[circle]
        if hidden:
            assert word(noun, marks) not in kept
        elif kind == "brief":
            assert word(noun, marks) in kept
            assert noun in {found for found, _ in traced(document.passages)}


def order(table: Table, kind: str, circle: str, meeting) -> Order:
    return Order(kind=kind, institution=table.kesbangpol, visibility=circle, day=DAY, meeting=meeting)


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_files_hold_no_secret_either(table, kind, form):
    meeting = table.held()
    table.say(meeting, "Mawar hitam bergerak.", visibility="restricted")
    table.say(meeting, "Semua siap.", visibility="internal")
    row = draft(order(table, kind, "internal", fresh(meeting)), table.writer)
    text = {"docx": word_text, "pdf": pdf_text}[form](render(document_of(row), form))
    assert "Mawar" not in text
    if kind in ("minutes", "report", "brief"):
        assert "Semua siap." in text


def test_who_may_not_read_it_may_not_have_it_written(table):
    meeting = table.held()
    with pytest.raises(CircleClosed):
        draft(order(table, "report", "public", fresh(meeting)), table.writer)
    secret = table.held(visibility="restricted")
    with pytest.raises(CircleClosed):
        draft(order(table, "report", "internal", fresh(secret)), table.writer)
    assert draft(order(table, "report", "restricted", fresh(secret)), table.writer).visibility == "restricted"


def test_a_writer_of_another_table_gets_nothing(table):
    secret = table.held(visibility="restricted")
    from tests.kit.people import person

    stranger = person("secretariat", institution=table.police)
    with pytest.raises((NotYours, CircleClosed)):
        draft(
            Order(
                kind="report", institution=table.kpu, visibility="restricted", day=DAY, meeting=fresh(secret)
            ),
            stranger,
        )


def test_signed_minutes_say_what_was_signed(table):
    meeting = table.held()
    table.say(meeting, "Ucapan terbuka.", visibility="internal")
    table.say(meeting, "Ucapan tertutup.", visibility="restricted")
    from siaga.desks.meetings.services.signing import lay, sign

    minutes = lay(fresh(meeting), table.writer)
    sign(minutes, table.writer, "note_taker")
    sign(minutes, table.chair, "chair")
    row = draft(order(table, "minutes", "internal", fresh(meeting)), table.writer)
    document = document_of(row)
    assert [c.text for c in document.contributions] == ["Ucapan terbuka."]
    assert document.chair_signs.name and document.note_taker_signs.name == "Notulis Satu"
    assert minutes.digest in document.version
    assert not row.content["draft"]
    narrow = document_of(draft(order(table, "minutes", "restricted", fresh(meeting)), table.writer))
    assert [c.text for c in narrow.contributions] == ["Ucapan terbuka.", "Ucapan tertutup."]


# ---- who may read a paper --------------------------------------------------------------------------------


@pytest.fixture
def papers(table) -> dict[str, IssuedDocument]:
    """An issued attendance list for each circle, and a draft."""
    from siaga.desks.meetings.services.documents import issue

    meeting = table.held(visibility="public")
    publishing.publish(fresh(meeting), table.writer, fresh(meeting).revision)
    rows = {c: draft(order(table, "attendance", c, fresh(meeting)), table.writer) for c in Visibility.values}
    for row in rows.values():
        issue(row, table.writer)
    return rows | {"draft": draft(order(table, "attendance", "public", fresh(meeting)), table.writer)}


def test_each_reads_the_papers_of_their_circle(table, papers):
    from django.contrib.auth.models import AnonymousUser

    def names(user) -> set[str]:
        seen = set(readable(user).values_list("pk", flat=True))
        return {name for name, row in papers.items() if row.pk in seen}

    assert names(AnonymousUser()) == {"public"}
    assert names(table.agency) == {"public", "internal"}
    assert names(table.police_member) == {"public", "internal", "restricted"}
    assert names(table.writer) == {"public", "internal", "restricted", "draft"}


def test_what_is_taken_back_from_the_public_takes_its_papers_along(table, papers):
    from django.contrib.auth.models import AnonymousUser

    meeting = fresh(papers["public"].meeting)
    publishing.unpublish(meeting, table.writer, "keliru", meeting.revision)
    assert not readable(AnonymousUser()).exists()
