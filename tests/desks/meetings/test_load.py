"""Meetings of a pack in the database: all of it, once, and never over what people have done since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from siaga.desks.elections.models import Election
from siaga.desks.elections.services import Changes, load_pack
from siaga.desks.elections.services.errors import UnfitPackError
from siaga.desks.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Claim,
    Conclusion,
    Meeting,
    Series,
    Statement,
)
from siaga.desks.meetings.services.load.ground import GONE
from siaga.desks.meetings.services.load.whole import load_meetings
from siaga.desks.offices.models import Institution
from siaga.desks.trail.models import Entry
from siaga.engines import packs
from tests.engines.packs.breaking import Break, cell, cells, without_row
from tests.kit.city import tiny_city, tiny_pack
from tests.kit.packs import columns, csv_text, small_tables, write_pack

pytestmark = pytest.mark.django_db

NOTHING = "meetings.load_meetings"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


def loaded(folder: Path, *changes: Break) -> Changes:
    """Load the pack of a folder as it is after some changes."""
    for change in changes:
        change(folder)
    return load_pack(packs.load(folder))


def whole_again(folder: Path) -> None:
    """Write every file of the small pack anew."""
    write_pack(folder)


def answer(changes: Changes) -> str:
    return str(changes.answers["meetings.load_meetings"])


def test_every_table_arrives(folder: Path) -> None:
    loaded(folder)
    meeting = Meeting.objects.get(code="rakor-1")
    assert (meeting.series.code, meeting.chair.code, meeting.legal_basis.code) == ("rakor", "chair", "pkpu-2")
    assert (meeting.starts, meeting.ends, meeting.time_zone) == (time(9), time(11, 30), "Asia/Jakarta")
    assert (meeting.state, meeting.loaded) == ("held", True)
    assert [point.title for point in meeting.agenda.all()] == ["Kesiapan"]
    assert [(a.presence, a.method) for a in meeting.attendance.all()] == [
        ("present", "source"),
        ("represented", "source"),
        ("excused", "source"),
    ]
    statement = meeting.statements.get()
    assert (statement.agenda_item.number, statement.institution.code) == (1, "kpu")
    claim = statement.claims.get()
    assert (claim.value, claim.unit, claim.source.code) == (Decimal(21), "orang", "S1")
    assert meeting.conclusions.get().addressee.code == "chair"
    action = meeting.actions.get()
    assert (action.owner.code, action.due, action.state) == ("kpu", None, "open")
    assert sorted(partner.code for partner in action.partners.all()) == ["kpu", "ppk"]
    assert action.region_id == "18.72"


def test_a_public_meeting_is_published_and_an_internal_one_is_not(folder: Path) -> None:
    loaded(folder)
    assert Meeting.objects.get(code="rakor-1").published_at is not None
    assert Meeting.objects.get(code="press-1").published_at is None


def test_a_statement_to_the_press_takes_the_days_of_its_stage(folder: Path) -> None:
    loaded(folder)
    press = Meeting.objects.get(code="press-1")
    window = (press.day, press.not_before, press.not_after)
    assert window == (None, date(2024, 6, 24), date(2024, 7, 24))


def test_events_arrive_with_what_they_touch(folder: Path) -> None:
    loaded(folder)
    event = Election.objects.get().events.get()
    assert (event.day, event.stage.code, event.office.code) == (date(2024, 11, 20), "list", "chair")


def test_a_second_load_writes_nothing(folder: Path) -> None:
    loaded(folder)
    before, published = Entry.objects.count(), Meeting.objects.get(code="rakor-1").published_at
    changed = loaded(folder, cell("sources 2 note", "dibaca ulang"))
    assert answer(changed) == "no change"
    assert Meeting.objects.get(code="rakor-1").published_at == published
    assert Entry.objects.count() == before + 2  # the source, and the load itself


def test_a_changed_wording_leaves_a_trail(folder: Path) -> None:
    loaded(folder)
    changed = loaded(folder, cell("statements 2 text", "KPPS sudah dilantik."))
    assert answer(changed) == "statement 0 added, 1 changed"
    entry = Entry.objects.get(action="meetings.put", subject_type="meetings.statement", before__isnull=False)
    assert entry.before == {"rakor-1/1": {"text": "KPPS siap."}}
    assert entry.after == {"rakor-1/1": {"text": "KPPS sudah dilantik."}}


def test_the_trail_of_a_restricted_meeting_tells_no_text(folder: Path) -> None:
    tables = ("meetings 2", "agenda 2", "statements 2", "claims 2", "conclusions 2", "actions 2", "duties 2")
    rows = small_tables()
    for spot in tables:
        name, line = spot.split()
        rows[name][int(line) - 2]["visibility"] = "restricted"
        (folder / f"{name}.csv").write_text(csv_text(columns(name), rows[name]), encoding="utf-8")
    loaded(folder)
    loaded(folder, cells("statements", 2, text="Rahasia.", visibility="restricted"))
    told = str(list(Entry.objects.filter(action="meetings.put").values("before", "after", "subject_label")))
    assert "hmac-sha256" in told
    for secret in ("KPPS siap", "Rahasia", "Rapat pertama", "Kesiapan", "Jangan ke TPS", "Umumkan"):
        assert secret not in told


def test_what_left_the_pack_is_withdrawn_and_comes_back(folder: Path) -> None:
    loaded(folder)
    gone = [without_row(name, 2) for name in ("statements", "claims", "conclusions", "agenda", "actions")]
    lost = [cell("duties 2 statement", ""), cell("claims 2 meeting", "press-1")]
    for change in (*gone, *lost[:1]):
        change(folder)
    loaded(folder)
    statement = Statement.objects.get(meeting__code="rakor-1", number=1)
    assert (statement.withdrawn, statement.withdrawn_for, statement.text) == (True, GONE, "KPPS siap.")
    assert Conclusion.objects.get().withdrawn
    assert AgendaItem.objects.get().withdrawn
    assert Action.objects.get().state == "open"
    whole_again(folder)
    loaded(folder)
    assert not Statement.objects.get(meeting__code="rakor-1", number=1).withdrawn
    assert not Conclusion.objects.get().withdrawn


def test_a_meeting_that_left_the_pack_is_called_off(folder: Path) -> None:
    loaded(folder)
    for name in ("meetings", "statements", "claims"):
        without_row(name, 3)(folder)
    loaded(folder)
    meeting = Meeting.objects.get(code="press-1")
    assert (meeting.state, meeting.cancel_reason) == ("cancelled", GONE)


def test_guests_change_places_on_the_list(folder: Path) -> None:
    loaded(folder)
    rows = small_tables()["attendance"]
    rows[0], rows[1] = {**rows[1], "number": "1"}, {**rows[0], "number": "2"}
    (folder / "attendance.csv").write_text(csv_text(columns("attendance"), rows), encoding="utf-8")
    loaded(folder)
    listed = Attendance.objects.order_by("number").values_list("institution__code", "office__code")
    assert list(listed) == [("ppk", None), ("kpu", "chair"), ("ppk", None)]
    loaded(folder, without_row("attendance", 2))
    assert Attendance.objects.get(number=1).presence == "not_stated"


def test_the_life_of_an_action_is_not_touched(folder: Path) -> None:
    loaded(folder)
    action = Action.objects.get()
    action.state, action.cancel_reason, action.revision = "cancelled", "Tidak jadi", 1
    action.save()
    loaded(folder, cells("actions", 2, title="Umumkan segera", owner="ppk", partners="kpu"))
    again = Action.objects.get()
    assert (again.title, again.state, again.cancel_reason) == ("Umumkan segera", "cancelled", "Tidak jadi")
    assert (again.owner.code, again.revision) == ("kpu", 2)  # who could confirm was settled with its owner
    assert again.partners.count() == 2


def test_an_open_action_takes_owner_and_partners_of_the_pack(folder: Path) -> None:
    loaded(folder)
    loaded(folder, cells("actions", 2, owner="ppk", partners="kpu"))
    action = Action.objects.get()
    assert (action.owner.code, action.revision) == ("ppk", 1)
    assert [partner.code for partner in action.partners.all()] == ["kpu"]
    entry = Entry.objects.get(action="actions.change", before__partners=["kpu", "ppk"])
    assert entry.after == {"partners": ["kpu"]}


def test_an_open_action_stands_on_the_next_agenda_of_its_series(folder: Path) -> None:
    loaded(folder, without_row("actions", 2))
    series = Series.objects.get()
    ahead = Meeting.objects.create(series=series, code="ahead", title="Berikutnya", regime="pilkada")
    whole_again(folder)
    loaded(folder)
    assert [point.title for point in ahead.agenda.all()] == ["Umumkan imbauan"]


def test_meetings_of_officers_are_left_alone(folder: Path) -> None:
    loaded(folder, without_row("meetings", 3), without_row("statements", 3), without_row("claims", 3))
    series = Series.objects.get()
    Meeting.objects.create(series=series, code="own", title="Rapat kami", regime="pilkada")
    loaded(folder, cell("sources 2 note", "dibaca ulang"))
    assert Meeting.objects.get(code="own").state == "planned"


def test_a_code_that_officers_use_stops_the_whole_load(folder: Path) -> None:
    for name in ("meetings", "statements", "claims"):
        without_row(name, 3)(folder)
    loaded(folder)
    Meeting.objects.create(series=Series.objects.get(), code="press-1", title="Rapat kami", regime="pilkada")
    before = Entry.objects.count()
    whole_again(folder)
    with pytest.raises(UnfitPackError, match=r"meetings\.csv:3: .*press-1"), transaction.atomic():
        loaded(folder)
    assert Entry.objects.count() == before
    assert Meeting.objects.get(code="press-1").title == "Rapat kami"


def test_a_series_that_officers_opened_is_used_as_it_stands(folder: Path) -> None:
    for table in ("meetings", "agenda", "attendance", "statements", "claims", "conclusions", "actions"):
        (folder / f"{table}.csv").unlink()
    (folder / "series.csv").unlink()
    cells("duties", 2, meeting="", statement="")(folder)
    loaded(folder)
    election, convener = Election.objects.get(), Institution.objects.get(code="ppk")
    Series.objects.create(
        election=election, code="rakor", name="Milik kami", kind="desk", convener=convener, region_id="18.72"
    )
    whole_again(folder)
    loaded(folder)
    assert Series.objects.get().name == "Milik kami"
    assert Meeting.objects.get(code="rakor-1").series.name == "Milik kami"


def test_a_dry_run_leaves_nothing(folder: Path) -> None:
    changes = load_pack(packs.load(folder), dry_run=True)
    assert "meeting 2 added" in answer(changes)
    assert not Meeting.objects.exists()
    assert not Claim.objects.exists()


KINDS = ("series", "meetings", "agenda", "attendance", "statements", "conclusions", "claims", "actions")


def test_a_pack_that_tells_nothing_of_meetings_any_more_withdraws_what_it_brought(folder: Path) -> None:
    loaded(folder)
    pack = packs.load(folder)
    load_pack(replace(pack, digest="0" * 64, **dict.fromkeys(KINDS, ())))
    assert {meeting.state for meeting in Meeting.objects.all()} == {"cancelled"}
    kept = [*Statement.objects.all(), *Conclusion.objects.all()]
    assert {row.withdrawn_for for row in kept} == {GONE}


def test_where_a_pack_never_told_anything_of_meetings_no_table_of_theirs_is_read() -> None:
    city = tiny_city()
    with CaptureQueriesContext(connection) as seen:
        answer = load_meetings(city.election, tiny_pack())
    assert (bool(answer), str(answer)) == (False, "no change")
    asked = [query["sql"] for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 1
