"""The pages: each role sees and does what it may, and nothing restricted slips through any of them."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from siaga.desks.meetings.models import Action, Evidence, Meeting, Progress
from siaga.desks.meetings.services.evidence import Shown, show
from siaga.desks.offices.access import today
from siaga.desks.trail.services.files import keep
from tests.kit.actions import Room, now, small_room
from tests.kit.people import member, person, signed_in
from tests.kit.queries import counted_get

pytestmark = pytest.mark.django_db
LIST = "/tindak-lanjut/"
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def room(tmp_path: Any, settings: Any) -> Room:
    settings.HOME = tmp_path
    return small_room()


def at(action: Action, part: str = "") -> str:
    return f"{LIST}{action.pk}/{part}"


def as_(room: Room, who: str) -> Client:
    return signed_in(room.people[who])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer).decode(errors="replace")


def published(room: Room) -> None:
    room.series.visibility = "public"
    room.series.save(update_fields=["visibility"])
    Meeting.objects.filter(pk=room.held.pk).update(
        visibility="public", published_at=timezone.now(), revision=room.held.revision + 1
    )


# --- the whole way, on the pages


def test_from_evidence_to_done_by_the_pages(room: Room) -> None:
    action = room.action(title="Penertiban", due=today())
    owner, police = as_(room, "owner"), as_(room, "police")
    assert "Penertiban" in page(owner, f"{LIST}milik-saya/")
    photo = SimpleUploadedFile("foto.pdf", PDF)
    sent = {"text": "Sudah.", "client_id": str(uuid4()), "file": photo}
    assert owner.post(at(action, "bukti/"), sent).status_code == 302
    evidence = Evidence.objects.get()
    assert evidence.file is not None
    assert "Penertiban" in page(police, f"{LIST}milik-saya/")
    file = police.get(at(action, f"bukti/{evidence.pk}/berkas/"))
    assert b"".join(file.streaming_content) == PDF
    assert f"bukti-{action.pk}-{evidence.pk}.pdf" in file["Content-Disposition"]
    word = {"outcome": "confirmed", "evidence": evidence.pk}
    assert police.post(at(action, "periksa/"), word).status_code == 302
    assert now(action).state == Progress.DONE
    assert "Polres" in page(owner, at(action))


def test_the_same_page_sent_twice_is_kept_once(room: Room) -> None:
    action, owner, sent = room.action(), as_(room, "owner"), {"text": "Sudah.", "client_id": str(uuid4())}
    assert [owner.post(at(action, "bukti/"), sent).status_code for _ in range(2)] == [302, 302]
    assert Evidence.objects.count() == 1
    assert owner.post(at(action, "bukti/"), sent | {"text": "Lain."}).status_code == 409


@pytest.mark.parametrize(
    ("field", "content"), [("photo", b"<svg onload=alert(1)>"), ("file", b"MZ\x90\x00"), ("file", b"")]
)
def test_a_file_that_is_refused_keeps_nothing(room: Room, field: str, content: bytes) -> None:
    sent = {"text": "Sudah.", "client_id": str(uuid4()), field: SimpleUploadedFile("a.jpg", content)}
    assert as_(room, "owner").post(at(room.action(), "bukti/"), sent).status_code == 422
    assert not Evidence.objects.exists()


def test_made_changed_cancelled_and_opened_again_by_the_pages(room: Room) -> None:
    secretary, mayor = as_(room, "secretary"), as_(room, "mayor")
    plan = {"title": "Baru", "priority": "normal", "visibility": "internal"}
    assert secretary.post(f"{LIST}rapat/{room.held.pk}/baru/", plan).status_code == 302
    action = Action.objects.get()
    assert action.owner is None
    changed = plan | {"owner": room.bodies["health"].pk, "reason": "Ditunjuk.", "revision": 0}
    assert secretary.post(at(action, "ubah/"), changed).status_code == 302
    assert secretary.post(at(action, "ubah/"), changed | {"due": "2026-01-01"}).status_code == 409
    cancel = {"reason": "Tidak perlu.", "revision": now(action).revision}
    assert secretary.post(at(action, "batalkan/"), cancel).status_code == 302
    again = {"reason": "Perlu.", "revision": now(action).revision}
    assert mayor.post(at(action, "buka-lagi/"), again).status_code == 302
    put = {"reason": "Mendesak.", "revision": now(action).revision}
    assert secretary.post(at(action, "ke-ketua/"), put).status_code == 302
    assert "Baru" in page(mayor, f"{LIST}milik-saya/")


@pytest.mark.parametrize(
    ("who", "part", "status"),
    [
        ("police", "bukti/", 403),
        ("owner", "periksa/", 403),
        ("owner", "ubah/", 403),
        ("owner", "buka-lagi/", 403),
        ("police", "buka-lagi/", 403),
        ("auditor", "bukti/", 403),
        ("army", "ke-ketua/", 403),
    ],
)
def test_who_may_not_is_told_so_and_nothing_happens(room: Room, who: str, part: str, status: int) -> None:
    action = room.done() if part == "buka-lagi/" else room.action()
    evidence = room.show(action) if part == "periksa/" else None
    before = now(action).revision
    sent = {"reason": "x", "revision": before, "text": "x", "client_id": str(uuid4()), "outcome": "confirmed"}
    sent |= {
        "title": "x",
        "priority": "low",
        "visibility": "public",
        "evidence": evidence.pk if evidence else 1,
    }
    assert as_(room, who).post(at(action, part), sent).status_code == status
    assert now(action).revision == before


# --- the list


def test_filters_and_downloads(room: Room) -> None:
    room.action(title="Terlambat", due=today() - timedelta(1))
    room.action(title="Tanpa pemilik", owner=None)
    room.action(title="Tanpa tenggat", due=None, priority="urgent")
    room.done(title="Selesai")
    client = as_(room, "police")
    found = {
        "late=overdue": {"Terlambat"},
        "late=owner": {"Tanpa pemilik"},
        "late=due": {"Tanpa tenggat"},
        "state=done": {"Selesai"},
        "priority=urgent": {"Tanpa tenggat"},
        "owner=satpol-pp&state=open": {"Terlambat", "Tanpa tenggat"},
        "visibility=public": set(),
        "series=forkopimda&state=done": {"Selesai"},
        "state=nonsense": {"Terlambat", "Tanpa pemilik", "Tanpa tenggat", "Selesai"},
    }
    for query, titles in found.items():
        lines = page(client, f"{LIST}?{query}&unduh=csv").strip().splitlines()[1:]
        assert {line.split(",")[0] for line in lines} == titles, query
    book = load_workbook(io.BytesIO(client.get(f"{LIST}?unduh=xlsx").content))
    assert book.active.max_row == 5


def test_the_head_counts_what_is_wrong(room: Room) -> None:
    room.action(due=today() - timedelta(1))
    room.show(room.action())
    text = page(as_(room, "police"), LIST)
    assert "late=overdue" in text
    assert "state=reported" in text
    assert "late=owner" not in text


# --- who sees what

WALK = ("", "?unduh=csv", "milik-saya/", "ringkasan/")
EVERYBODY = ("secretary", "mayor", "owner", "partner", "police", "army", "auditor")


def walk(client: Client, *actions: Action) -> str:
    """Everything a person can open, and what forms send back, as one text."""
    addresses = [f"{LIST}{part}" for part in WALK]
    parts = ("", "bukti/", "periksa/", "ubah/", "batalkan/", "buka-lagi/", "ke-ketua/")
    addresses += [at(action, part) for action in actions for part in parts]
    return "".join(client.get(address).content.decode(errors="replace") for address in addresses)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("secretary", True),
        ("mayor", True),
        ("police", True),
        ("owner", True),
        ("partner", False),
        ("army", False),
        ("auditor", False),
        (None, False),
    ],
)
def test_a_restricted_action(room: Room, who: str | None, sees: bool) -> None:
    """At the table, or the institution that must do it; neither the uninvited nor the auditor."""
    action = room.action(title="Rahasia Alfa", visibility="restricted", due=today() - timedelta(1))
    show(action, room.people["owner"], Shown("Rahasia Beta", uuid4()))
    client = as_(room, who) if who else Client()
    assert ("Rahasia Alfa" in walk(client, action)) == sees
    assert client.get(at(action)).status_code == (200 if sees else 404)


@pytest.mark.parametrize("who", ["army", "auditor", "partner", "owner", None])
def test_an_action_of_a_restricted_meeting(room: Room, who: str | None) -> None:
    closed = small_room("restricted")
    action = closed.action(title="Rahasia", visibility="internal")
    client = signed_in(closed.people[who]) if who else Client()
    assert "Rahasia" not in walk(client, action)


def test_the_page_of_a_restricted_action_has_no_title_in_its_title(room: Room) -> None:
    action = room.action(title="Rahasia", visibility="restricted")
    head = page(as_(room, "secretary"), at(action)).split("</title>")[0]
    assert "Rahasia" not in head


def test_internal_ones_are_for_the_room(room: Room) -> None:
    action = room.action(title="Internal")
    for who in EVERYBODY:
        assert "Internal" in page(as_(room, who), at(action))
    stranger = person("secretariat", "18.71", full_name="Kota lain")
    for client in (Client(), signed_in(stranger), signed_in(person("station_officer"))):
        assert client.get(at(action)).status_code == 404
        assert "Internal" not in client.get(LIST).content.decode().split("<tbody>")[-1]


def test_visitors_see_public_ones_without_evidence_or_names(room: Room) -> None:
    published(room)
    stored = keep(SimpleUploadedFile("a.pdf", PDF))
    action = room.action(title="Terbuka", visibility="public")
    evidence = room.show(action, text="Ada foto warga", file=stored)
    text = page(Client(), at(action)) + page(Client(), LIST)
    assert "Terbuka" in text
    assert "Ada foto warga" not in text
    assert "Petugas Satpol PP" not in text
    assert Client().get(at(action, f"bukti/{evidence.pk}/berkas/")).status_code == 302
    for stranger in (person("auditor", "18.71"), person("secretariat", "18.71")):
        client = signed_in(stranger)
        assert "Ada foto warga" not in page(client, at(action))
        assert client.get(at(action, f"bukti/{evidence.pk}/berkas/")).status_code == 404


def test_a_public_action_of_a_meeting_not_yet_published_is_not_public(room: Room) -> None:
    action = room.action(title="Terbuka", visibility="public")
    assert Client().get(at(action)).status_code == 404


def test_a_file_is_only_at_the_address_of_its_evidence(room: Room) -> None:
    stored = keep(SimpleUploadedFile("a.pdf", PDF))
    first, second = room.action(), room.action()
    evidence = room.show(first, file=stored)
    client = as_(room, "police")
    assert client.get(at(second, f"bukti/{evidence.pk}/berkas/")).status_code == 404
    for address in (f"/files/{stored.pk[:2]}/{stored.pk}", f"/static/files/{stored.pk}"):
        assert client.get(address).status_code == 404


def test_the_meeting_is_not_named_to_who_may_not_know_of_it(room: Room) -> None:
    """The owner was not invited to that meeting and reads no meetings of that region."""
    elsewhere = person("agency_officer", "18.71", institution=room.bodies["army"])
    action = room.action(title="Untuk Kodim", owner=room.bodies["army"])
    text = page(signed_in(elsewhere), at(action)) + page(signed_in(elsewhere), f"{LIST}?unduh=csv")
    assert "Untuk Kodim" in text
    assert "Rapat rapat-1" not in text


# --- queries


def test_the_pages_take_as_many_queries_as_they_took(room: Room) -> None:
    for number in range(12):
        room.action(title=f"Tugas {number}", due=today() - timedelta(number))
    action = room.done()
    member(room.people["police"], "forum_member", institution=room.bodies["army"])
    client = as_(room, "police")
    counted_get(client, LIST, "actions:list")
    counted_get(client, f"{LIST}milik-saya/", "actions:mine")
    counted_get(client, f"{LIST}ringkasan/", "actions:overview")
    counted_get(client, at(action), "actions:action")
