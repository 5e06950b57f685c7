"""The pages of the meetings desk, as the people at the table open them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from siaga.desks.meetings.models import Attendance, Meeting, Series, Statement, Wording
from siaga.desks.meetings.services import attendance, meetings, publishing, record, signing
from siaga.desks.offices.access import today
from tests.kit.meetings import Table, coordination, fresh
from tests.kit.people import person, region, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Table:
    return coordination()


@pytest.fixture
def writer(table: Table) -> Client:
    return signed_in(table.writer)


def text_of(answer) -> str:
    return answer.content.decode()


def test_every_page_of_the_secretariat_opens_in_every_state(table: Table, writer: Client) -> None:
    for meeting in (table.planned(), table.invited(), table.held(visibility="public"), table.signed()):
        item = None
        if meeting.state == "held":
            item = table.say(meeting)
            table.conclude(meeting)
            signing.lay(meeting, table.writer)
        pages = ["", "ubah/", "undang/", "agenda/", "notulen/", "daftar-hadir/", "batalkan/", "terbitkan/"]
        pages += ["buka/", "notulen/ajukan/", "notulen/buka-kembali/", "tarik-publikasi/"]
        if item:
            pages += [f"notulen/pernyataan/{item.pk}/", f"notulen/pernyataan/{item.pk}/tarik/", "pintu/"]
            pages += [f"notulen/riwayat/statement/{item.pk}/", "notulen/1/", "notulen/keadaan.json"]
        for page in pages:
            assert writer.get(f"/rapat/{meeting.pk}/{page}").status_code == 200, (meeting.state, page)
    assert writer.get("/rapat/").status_code == 200
    assert writer.get("/rapat/kehadiran/").status_code == 200
    assert writer.get(f"/rapat/rangkaian/{table.series.pk}/").status_code == 200


def test_a_meeting_by_hand_from_the_series_to_the_signature(table: Table, writer: Client) -> None:
    body = {"name": "Rakor Kesbangpol", "kind": "coordination", "visibility": "internal", "region": "18.72"}
    writer.post("/rapat/rangkaian/baru/", body | {"convener": table.kesbangpol.pk})
    series = Series.objects.get(code="rakor-kesbangpol")
    frame = {
        "title": "Rakor pertama",
        "day": today().isoformat(),
        "starts": "09:00",
        "time_zone": "Asia/Jakarta",
        "regime": "pilkada",
        "visibility": "internal",
        "chair": table.mayor.pk,
        "note_taker": table.writer.pk,
    }
    answer = writer.post(f"/rapat/rangkaian/{series.pk}/rapat-baru/", frame)
    meeting = Meeting.objects.get(series=series)
    assert answer["Location"] == f"/rapat/{meeting.pk}/"
    writer.post(f"/rapat/{meeting.pk}/undang/", {"institutions": [table.city.pk, table.police.pk]})
    writer.post(f"/rapat/{meeting.pk}/buka/", {"revision": fresh(meeting).revision})
    said = {
        "pernyataan-institution": table.police.pk,
        "pernyataan-text": "Siap.",
        "pernyataan-visibility": "internal",
    }
    writer.post(f"/rapat/{meeting.pk}/notulen/pernyataan/", said | {"pernyataan-client_id": uuid4()})
    writer.post(f"/rapat/{meeting.pk}/notulen/ajukan/", {"revision": fresh(meeting).revision})
    writer.post(f"/rapat/{meeting.pk}/notulen/1/tanda-tangan/", {"capacity": "note_taker"})
    signed_in(table.chair).post(f"/rapat/{meeting.pk}/notulen/1/tanda-tangan/", {"capacity": "chair"})
    assert fresh(meeting).state == "signed"
    assert "Pjs Wali Kota Metro" in text_of(writer.get(f"/rapat/{meeting.pk}/"))


def test_checking_in_with_one_tap(table: Table) -> None:
    meeting = table.invited()
    guest = signed_in(table.police_member)
    url = f"/rapat/{meeting.pk}/hadir/{meeting.door_key}/"
    row = meeting.attendance.get(institution=table.police)
    assert guest.get(url).status_code == 200
    assert guest.post(url, {"line": row.pk, "as": "present"}).status_code == 200
    assert guest.post(url, {"line": row.pk, "as": "present"}).status_code == 200
    row.refresh_from_db()
    assert (row.presence, row.method) == ("present", "door")
    assert guest.get(f"/rapat/{meeting.pk}/hadir/salah/").status_code == 404
    assert Client().get(url)["Location"].startswith("/akun/login/")


def test_a_guest_who_may_not_read_the_meeting_sees_no_title_at_its_door(table: Table) -> None:
    meeting = table.invited(title="Ancaman pilkada", visibility="restricted", venue="Ruang rahasia")
    officer = person("agency_officer", institution=table.police)
    page = text_of(signed_in(officer).get(f"/rapat/{meeting.pk}/hadir/{meeting.door_key}/"))
    assert "Ancaman" not in page
    assert "rahasia" not in page


def test_the_signature_list_is_shown_again_with_what_is_missing(table: Table, writer: Client) -> None:
    meeting = table.held()
    rows = list(meeting.attendance.all())
    body = {f"b{row.pk}-presence": "present" for row in rows} | {f"b{row.pk}-was": "expected" for row in rows}
    wrong = body | {f"b{rows[0].pk}-presence": "represented"}
    assert writer.post(f"/rapat/{meeting.pk}/daftar-hadir/", wrong).status_code == 422
    assert not Attendance.objects.exclude(presence="expected").exists()
    assert writer.post(f"/rapat/{meeting.pk}/daftar-hadir/", body).status_code == 302
    assert Attendance.objects.filter(presence="present", method="list").count() == len(rows)


def save(client: Client, item: Statement, text: str, base: int, **more):
    body = {"passage": "statement", "passage_id": item.pk, "base": base, "text": text, "client_id": uuid4()}
    headers = {"Accept": "application/json"}
    return client.post(f"/rapat/{item.meeting_id}/notulen/simpan/", body | more, headers=headers)


def test_the_script_saves_and_hears_the_merged_text(table: Table, writer: Client) -> None:
    item = table.say(table.held(), "Awal sekali.")
    save(signed_in(table.second_writer), item, "Awal sekali. Kedua.", 1)
    answer = save(writer, item, "Awal sekali. Pertama.", 1).json()
    assert answer == {"number": 3, "text": "Awal sekali. Kedua. Pertama.", "merged": True, "clash": False}
    state = writer.get(f"/rapat/{item.meeting_id}/notulen/keadaan.json").json()
    assert state["passages"][f"statement-{item.pk}"]["text"] == answer["text"]


def test_a_refused_save_says_why(table: Table, writer: Client) -> None:
    item = table.say(table.held())
    assert save(writer, item, "NIK 1872010101010001 salah.", 1).status_code == 422
    assert save(writer, item, "  ", 1).status_code == 422
    assert "sentence" in save(writer, item, "x", 99).json()
    assert Wording.objects.count() == 1


def test_a_plain_form_saves_too(table: Table, writer: Client) -> None:
    item = table.say(table.held())
    body = {"passage": "statement", "passage_id": item.pk, "base": 1, "text": "Baru.", "client_id": uuid4()}
    answer = writer.post(f"/rapat/{item.meeting_id}/notulen/simpan/", body)
    assert answer["Location"] == f"/rapat/{item.meeting_id}/notulen/"
    item.refresh_from_db()
    assert item.text == "Baru."


def test_who_keeps_no_minutes_does_not_open_them(table: Table) -> None:
    meeting = table.held()
    for user in (table.chair, table.police_member, table.commissioner):
        client = signed_in(user)
        assert client.get(f"/rapat/{meeting.pk}/").status_code == 200
        for page in ("notulen/", "daftar-hadir/", "ubah/", "pintu/", "terbitkan/"):
            assert client.get(f"/rapat/{meeting.pk}/{page}").status_code == 403


def test_an_outsider_finds_no_restricted_meeting(table: Table) -> None:
    meeting = table.held(title="Operasi Mantap", visibility="restricted")
    for user in (person("auditor"), table.agency, person("forum_member", "18.71")):
        client = signed_in(user)
        assert client.get(f"/rapat/{meeting.pk}/").status_code == 404
        assert "Operasi" not in text_of(client.get("/rapat/"))
    assert Client().get(f"/rapat/{meeting.pk}/").status_code == 404


def test_the_public_sees_public_items_of_published_meetings_only(table: Table) -> None:
    meeting = table.held(visibility="public", title="Rapat terbuka")
    for visibility in ("public", "internal", "restricted"):
        table.say(meeting, f"Ucapan {visibility}.", visibility=visibility, person=f"Orang {visibility}")
    visitor = Client()
    assert visitor.get(f"/rapat/{meeting.pk}/").status_code == 404
    publishing.publish(meeting, table.writer, meeting.revision)
    page = text_of(visitor.get(f"/rapat/{meeting.pk}/"))
    assert "Ucapan public." in page
    assert "Ucapan internal." not in page
    assert "Ucapan restricted." not in page


def test_the_look_before_publishing_is_what_the_public_sees(table: Table, writer: Client) -> None:
    meeting = table.held(visibility="public", title="Rapat terbuka")
    table.say(meeting, "Terang benderang.", visibility="public")
    table.say(meeting, "Belum untuk umum.", visibility="internal")
    look = text_of(writer.get(f"/rapat/{meeting.pk}/terbitkan/"))
    assert "Terang benderang." in look
    assert "Belum untuk umum." not in look
    assert fresh(meeting).published_at is None
    writer.post(f"/rapat/{meeting.pk}/terbitkan/", {"revision": meeting.revision})
    assert fresh(meeting).published_at is not None


def test_a_version_shows_no_more_than_the_living_record(table: Table) -> None:
    meeting = table.held()
    item = table.say(meeting, "Titik rawan di utara.", visibility="restricted")
    table.say(meeting, "Semua siap.", visibility="internal")
    signing.lay(meeting, table.writer)
    record.describe(item, table.writer, record.Said(visibility="internal"))
    auditor = signed_in(person("auditor"))
    page = text_of(auditor.get(f"/rapat/{meeting.pk}/notulen/1/"))
    assert "Semua siap." in page
    assert "Titik rawan" not in page, "it was restricted when this version was laid"
    assert "Titik rawan" in text_of(signed_in(table.chair).get(f"/rapat/{meeting.pk}/notulen/1/"))


def test_a_version_of_a_closed_time_stays_at_the_table(table: Table) -> None:
    meeting = table.held(visibility="restricted", title="Operasi Merpati")
    signing.lay(meeting, table.writer)
    meetings.change(meeting, table.writer, table.frame(title="Rapat"), fresh(meeting).revision)
    signing.lay(fresh(meeting), table.writer, "dibuka")
    auditor, chair = signed_in(person("auditor")), signed_in(table.chair)
    assert auditor.get(f"/rapat/{meeting.pk}/notulen/1/").status_code == 404
    assert "Merpati" in text_of(chair.get(f"/rapat/{meeting.pk}/notulen/1/"))
    assert "Merpati" not in text_of(auditor.get(f"/rapat/{meeting.pk}/notulen/2/"))


def test_who_came_is_not_for_readers_of_another_city(table: Table) -> None:
    """Signed in, with the right to read meetings, but elsewhere: of this meeting they are the public."""
    meeting = table.held(visibility="public")
    line = meeting.attendance.get(institution=table.police)
    attendance.take(meeting, table.writer, {line.pk: attendance.Taken("excused", reason="Berduka")})
    signing.lay(meeting, table.writer)
    publishing.publish(meeting, table.writer, fresh(meeting).revision)
    region("33.11", "Kabupaten Sukoharjo")
    stranger = signed_in(person("auditor", "33.11"))
    assert stranger.get(f"/rapat/{meeting.pk}/").status_code == 200
    assert stranger.get(f"/rapat/{meeting.pk}/notulen/1/").status_code == 404
    assert "Berduka" in text_of(signed_in(table.chair).get(f"/rapat/{meeting.pk}/notulen/1/"))


@pytest.mark.parametrize("number", ["9" * 19, "9" * 400, "-1", "x", "\u0663", "1.5"])
def test_numbers_no_database_holds_are_no_fault_of_the_house(
    table: Table, writer: Client, number: str
) -> None:
    meeting = table.planned()
    invited = {name: [number] for name in ("institutions", "offices", "speakers")}
    assert writer.post(f"/rapat/{meeting.pk}/undang/", invited).status_code == 422
    plan = {"title": "Tugas", "partners": [number], "priority": "normal", "visibility": "internal"}
    assert writer.post(f"/tindak-lanjut/rapat/{meeting.pk}/baru/", plan).status_code == 422


def test_lists_are_files_too(table: Table, writer: Client) -> None:
    table.held()
    for url in ("/rapat/", "/rapat/kehadiran/", f"/rapat/rangkaian/{table.series.pk}/"):
        assert "forkopimda" in text_of(writer.get(f"{url}?unduh=csv")).lower()
        assert writer.get(f"{url}?unduh=xlsx").status_code == 200


def test_the_api_tells_what_the_public_may_know(table: Table) -> None:
    meeting = table.held(visibility="public", title="Rapat terbuka")
    for visibility in ("public", "internal", "restricted"):
        table.conclude(meeting, f"Simpulan {visibility}.", visibility=visibility)
    table.held(title="Rapat dalam")
    assert Client().get("/api/rapat").json() == []
    publishing.publish(meeting, table.writer, meeting.revision)
    (told,) = signed_in(table.chair).get("/api/rapat?election=uji-2024").json()
    assert (told["title"], told["chair"]) == ("Rapat terbuka", "Pjs Wali Kota Metro, Descatama")
    assert [c["text"] for c in told["conclusions"]] == ["Simpulan public."]
    assert Client().get("/api/rapat?election=lain").status_code == 404
