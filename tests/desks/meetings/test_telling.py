"""What the trail tells of a meeting: everything of what is open, nothing readable of what is restricted."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest

from siaga.desks.meetings.models import Meeting, Statement
from siaga.desks.meetings.services import agenda, attendance, meetings, publishing, record, signing, wording
from siaga.desks.meetings.telling import digest, label, reason, restricted, told
from siaga.desks.trail.models import Entry
from tests.kit.meetings import Table, coordination, fresh

pytestmark = pytest.mark.django_db
SECRET = "operasi merpati"


@pytest.fixture
def table() -> Table:
    return coordination()


def trail() -> str:
    return "\n".join(Entry.objects.values_list("canonical", flat=True)).lower()


def test_a_whole_restricted_meeting_leaves_no_word_in_the_trail(table: Table) -> None:
    frame = {"title": f"{SECRET} satu", "venue": f"{SECRET} dua", "purpose": f"{SECRET} tiga"}
    meeting = table.held(**frame, visibility="restricted")
    point = agenda.add_point(meeting, table.writer, agenda.Point(f"{SECRET} empat", f"{SECRET} lima"))
    agenda.withdraw_point(point, table.writer, f"{SECRET} enam")
    row = meeting.attendance.get(institution=table.police)
    taken = attendance.Taken("excused", f"{SECRET} tujuh", reason=f"{SECRET} delapan")
    attendance.take(meeting, table.writer, {row.pk: taken})
    item = table.say(meeting, f"{SECRET} sembilan", topic=f"{SECRET} sepuluh", visibility="public")
    wording.save(meeting, table.writer, wording.Draft("statement", item.pk, 1, f"{SECRET} 11", uuid4()))
    record.withdraw(item, table.writer, f"{SECRET} 12")
    held = table.conclude(meeting, f"{SECRET} 13", visibility="internal")
    record.describe(held, table.writer, record.Held(day=date(2024, 11, 20), visibility="internal"))
    wording.save(meeting, table.writer, wording.Draft("opening", 0, 0, f"{SECRET} 14", uuid4()))
    minutes = signing.lay(meeting, table.writer)
    signing.sign(minutes, table.writer, "note_taker")
    signing.sign(minutes, table.chair, "chair")
    signing.reopen(fresh(meeting), table.writer, f"{SECRET} 15", fresh(meeting).revision)
    signing.lay(fresh(meeting), table.writer)
    assert "merpati" not in trail()
    assert "2024-11-20" not in trail()
    assert minutes.digest in trail()


def test_what_is_opened_does_not_tell_what_it_was_while_it_was_closed(table: Table) -> None:
    meeting = table.held(visibility="restricted", title=SECRET, venue=SECRET)
    item = table.say(meeting, "Semua siap.", topic=SECRET, visibility="restricted")
    point = agenda.add_point(meeting, table.writer, agenda.Point(SECRET, SECRET, visibility="restricted"))
    meetings.change(meeting, table.writer, table.frame(title="Rapat", venue="Aula"), fresh(meeting).revision)
    record.describe(item, table.writer, record.Said(topic="Kesiapan", visibility="internal"))
    agenda.change_point(point, table.writer, agenda.Point("Acara", visibility="internal"))
    assert SECRET not in trail()
    assert "kesiapan" in trail()


def test_a_cancelled_restricted_meeting_keeps_its_reason_to_itself(table: Table) -> None:
    meeting = table.invited(visibility="restricted")
    meetings.cancel(meeting, table.writer, SECRET, meeting.revision)
    assert SECRET not in trail()
    assert fresh(meeting).cancel_reason == SECRET


def test_the_key_of_the_door_is_never_told(table: Table) -> None:
    assert table.invited().door_key.lower() not in trail()


def test_what_is_open_is_told_in_words(table: Table) -> None:
    meeting = table.held(visibility="public")
    table.say(meeting, "Semua siap.")
    publishing.publish(meeting, table.writer, meeting.revision)
    assert "semua siap." in trail()
    assert "rapat koordinasi forkopimda" in trail()


def test_a_restricted_statement_of_an_open_meeting(table: Table) -> None:
    item = table.say(table.held(), SECRET, visibility="restricted")
    entry = Entry.objects.get(action="meetings.statement.add")
    assert SECRET not in entry.canonical
    assert entry.after["visibility"] == "restricted"
    assert entry.after["text"] == digest(SECRET)
    assert entry.subject_label == f"statement {item.pk}"


def test_numbers_choices_and_digests_stay_texts_go(table: Table) -> None:
    row = table.say(table.held(), visibility="restricted")
    fields = {
        "number": 3,
        "withdrawn": True,
        "visibility": "internal",
        "topic": "",
        "institution": table.police,
    }
    same = told(row, fields)
    assert same == {**fields, "institution": table.police.pk}
    sha = "ab" * 32
    shown = told(row, {"digest": sha, "text": "x", "day": date(2024, 1, 1), "parts": ["x"]})
    assert shown["digest"] == sha
    assert all(shown[name].startswith("hmac-sha256:") for name in ("text", "day", "parts"))
    json.dumps(shown)


def test_a_row_is_as_restricted_as_what_it_belongs_to(table: Table) -> None:
    meeting = table.held(visibility="restricted")
    item = table.say(meeting, visibility="public")
    assert restricted(item)
    assert label(item) == f"statement {item.pk}"
    assert reason(item, "x") == digest("x")
    assert not restricted(table.say(table.held(), visibility="internal"))


def test_digests_of_equal_texts_are_equal_and_of_this_site_alone(settings) -> None:
    assert digest("a") == digest("a") != digest("b")
    before = digest("a")
    settings.SECRET_KEY = "another site"
    assert digest("a") != before


def test_the_models_are_told_by_their_english_names() -> None:
    assert (
        label(Statement(pk=4, meeting=Meeting(visibility="restricted"), visibility="public")) == "statement 4"
    )
