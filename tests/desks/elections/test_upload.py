"""An officer without a shell loads a pack: sent, checked, shown, confirmed by the same person, or refused."""

from __future__ import annotations

import csv
import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from siaga.desks.elections.models import Election, StaffingClaim, Stage
from siaga.desks.elections.services import borders, holding, load_pack, upload
from siaga.desks.meetings.models import Meeting
from siaga.desks.offices.models import Institution
from siaga.desks.offices.roles import ACTIONS, Role
from siaga.desks.places.models import Region
from siaga.desks.trail.models import Entry
from siaga.engines import packs
from siaga.engines.packs import parcel
from tests.kit.packs import ROOT, SHIPPED, small_tables, write_pack
from tests.kit.people import person, region, signed_in

pytestmark = pytest.mark.django_db
EXAMPLE = ROOT / "docs" / "examples" / "kota-contoh"
START = "/tahapan/paket/"


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path / "home"


@pytest.fixture
def officer():
    for row in packs.load(EXAMPLE).regions[:2]:
        region(row.code, row.name)
    return person(Role.COMMISSIONER, "98.71")


@pytest.fixture
def commissioner():
    """Of the city of the small pack, whose province and city the site knows by their names."""
    region("18", "Lampung")
    region("18.72", "Kota Contoh")
    return person(Role.COMMISSIONER, "18.72")


@pytest.fixture
def city(tmp_path) -> Path:
    """The small pack of 18.72."""
    return write_pack(tmp_path / "kota-contoh")


def zipped(folder: Path, top: str = "kota/") -> SimpleUploadedFile:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, top + file.name)
    return SimpleUploadedFile("kota.zip", target.getvalue())


def send(client, *files: SimpleUploadedFile):
    return client.post(START, {"files": list(files)})


def shown_on(answer) -> str:
    return re.search(r'name="shown" value="([0-9a-f]{64})"', answer.content.decode())[1]


def sent(client, folder: Path) -> str:
    """The address of the second step."""
    answer = send(client, zipped(folder))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def load(client, folder: Path):
    address = sent(client, folder)
    return client.post(address, {"shown": shown_on(client.get(address))})


# --- the way through


def test_the_example_city_goes_through_and_its_meeting_is_linked(officer):
    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    page = client.get(address)
    assert page.status_code == 200
    assert not Election.objects.exists()
    text = page.content.decode()
    pack = packs.load(EXAMPLE)
    assert pack.digest in text
    assert escape(pack.meetings[0].title) in text
    assert escape(pack.statements[0].text[:100]) in text

    done = client.post(address, {"shown": shown_on(page)})
    meeting = Meeting.objects.get()
    assert done.status_code == 200
    assert reverse("meetings:meeting", args=[meeting.pk]) in done.content.decode()
    assert meeting.title in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    entry = Entry.objects.get(action="elections.load_pack")
    assert entry.actor_name == officer.full_name
    assert Election.objects.get().pack_digest == pack.digest


def test_files_chosen_together_are_a_pack_too(officer):
    client = signed_in(officer)
    answer = send(client, *(SimpleUploadedFile(f.name, f.read_bytes()) for f in EXAMPLE.iterdir()))
    assert answer["Location"] == sent(client, EXAMPLE)


def test_nothing_is_written_before_the_confirmation(officer):
    client = signed_in(officer)
    before = Entry.objects.count()
    client.get(sent(client, EXAMPLE))
    assert (Entry.objects.count(), Region.objects.filter(code="98.71").count()) == (before, 1)
    assert not Meeting.objects.exists()


def test_confirming_twice_loads_once(officer):
    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    shown = shown_on(client.get(address))
    client.post(address, {"shown": shown})
    entries = Entry.objects.count()
    assert client.post(address, {"shown": shown}).status_code == 200
    assert Entry.objects.count() == entries
    assert 'name="shown"' not in client.get(address).content.decode()


def test_a_later_edition_shows_what_changes_field_by_field(city, tmp_path, commissioner):
    client = signed_in(commissioner)
    assert load(client, city).status_code == 200
    tables = small_tables()
    tables["stages"][1]["end"] = "2024-07-25"
    del tables["staffing"][0]
    text = client.get(sent(client, write_pack(tmp_path / "later", tables))).content.decode()
    assert "<del>2024-07-24</del> → <ins>2024-07-25</ins>" in text
    assert "<code>kpps</code>" in text
    claims = StaffingClaim.objects.filter(code="kpps", closed_at=None)
    assert (Stage.objects.get(code="coklit").ends.day, claims.count()) == (24, 1)


# --- the confirmation


def test_another_fingerprint_is_refused_and_the_differences_are_shown_again(officer):
    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    for wrong in ("", "0" * 64):
        answer = client.post(address, {"shown": wrong})
        assert answer.status_code == 409
        assert shown_on(answer)
        assert not Election.objects.exists()


def test_two_looks_give_one_fingerprint_whatever_the_clock_and_the_numbers_of_new_rows():
    pack = packs.load(SHIPPED[0])
    first, second = (upload.fingerprint(load_pack(pack, dry_run=True)) for _ in range(2))
    assert first == second


def test_what_has_changed_since_the_look_is_not_loaded_unseen(city, tmp_path, commissioner):
    client = signed_in(commissioner)
    address = sent(client, city)
    shown = shown_on(client.get(address))
    tables = small_tables()
    tables["stages"][1]["end"] = "2024-07-23"
    load_pack(packs.load(write_pack(tmp_path / "other", tables)))
    assert client.post(address, {"shown": shown}).status_code == 409
    assert Stage.objects.get(code="coklit").ends.day == 23


def test_only_the_person_who_sent_it_sees_and_confirms_it(officer):
    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    shown = shown_on(client.get(address))
    colleague = signed_in(person(Role.COMMISSIONER, "98.71"))
    assert colleague.get(address).status_code == 410
    assert colleague.post(address, {"shown": shown}).status_code == 410
    assert not Election.objects.exists()


def test_after_an_hour_it_has_to_be_sent_again(officer):
    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    shown = shown_on(client.get(address))
    file = next(holding.home().glob("*/*"))
    old = time.time() - holding.KEPT_FOR - 1
    os.utime(file, (old, old))
    assert client.post(address, {"shown": shown}).status_code == 410
    sent(client, EXAMPLE)
    assert client.get(address).status_code == 200


def test_a_parcel_damaged_on_the_disk_is_not_loaded(officer):
    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    file = next(holding.home().glob("*/*"))
    content = bytearray(file.read_bytes())
    content[40] ^= 1
    file.write_bytes(content)
    assert client.get(address).status_code == 410


def test_one_person_keeps_a_few_parcels_only(officer):
    for number in range(holding.MOST_HELD + 3):
        digest = holding.hold(officer, {"pack.yaml": str(number).encode()})
    kept = [file.name for file in holding.home().glob("*/*")]
    assert len(kept) == holding.MOST_HELD
    assert digest in kept


@pytest.mark.parametrize("digest", ["0" * 64, "passwd", "incoming-x"])
def test_a_digest_nobody_sent_is_gone(officer, digest):
    assert signed_in(officer).get(f"{START}{digest}/").status_code == 410


# --- faults


def test_every_fault_is_shown_with_its_place_and_downloaded(city):
    (city / "stations.csv").write_text(
        (city / "stations.csv").read_text().replace("600", "").replace("590", "seribu", 1)
    )
    (city / "asing.csv").write_text("x")
    client = signed_in(person(Role.COMMISSIONER, "18.72"))
    address = sent(client, city)
    page = client.get(address)
    expected = packs.read(city)[1]
    assert page.status_code == 200
    for fault in expected:
        assert escape(fault.message_id.capitalize()[:20]) in page.content.decode()
    rows = list(csv.DictReader(io.StringIO(client.get(address + "?unduh=csv").content.decode("utf-8-sig"))))
    assert [(r["file"], r["line"], r["column"], r["code"]) for r in rows] == [
        (f.file, str(f.line) if f.line else "", f.column, f.code) for f in expected
    ]
    assert rows[0]["remedy"] == expected[0].remedy_id
    assert client.post(address, {"shown": ""}).status_code == 422
    assert not Election.objects.exists()


def test_faults_are_told_in_english_to_who_reads_english(city):
    (city / "stages.csv").unlink()
    client = signed_in(person(Role.COMMISSIONER, "18.72"))
    client.cookies["django_language"] = "en"
    assert "The file is missing" in client.get(sent(client, city)).content.decode()


def test_a_hostile_archive_is_refused_before_anything_is_kept(officer):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../../pack.yaml", "x")
        archive.writestr("../../pack.yaml.txt", "<script>")
    answer = send(signed_in(officer), SimpleUploadedFile("kota.zip", target.getvalue()))
    assert answer.status_code == 422
    assert "../../pack.yaml" in answer.content.decode()
    assert not list(holding.home().glob("*/*"))


def test_a_parcel_over_the_cap_is_refused(officer, monkeypatch):
    monkeypatch.setattr("siaga.desks.elections.forms.LARGEST_PARCEL", 100)
    assert send(signed_in(officer), zipped(EXAMPLE)).status_code == 400
    assert parcel.LARGEST_PARCEL == 40_000_000


def test_sending_nothing_or_no_pack_is_said(officer):
    client = signed_in(officer)
    assert client.post(START, {}).status_code == 400
    answer = client.get(send(client, SimpleUploadedFile("foto.csv", b"x"))["Location"])
    assert (answer.status_code, "pack.yaml" in answer.content.decode()) == (200, True)


def test_a_pack_the_database_refuses_changes_nothing(officer, monkeypatch):
    from django.db import IntegrityError

    def refuse(*_args, **_options):
        raise IntegrityError("no")

    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    monkeypatch.setattr(upload, "load_pack", refuse)
    answer = client.get(address)
    assert (answer.status_code, "IntegrityError" in answer.content.decode()) == (422, False)


# --- who may, and for which city


@pytest.mark.parametrize("role", Role.values)
def test_only_who_may_load_packs_comes_here(role):
    user = person(role, "98.71") if role not in ("station_officer", "station_supervisor") else person(role)
    client = signed_in(user)
    allowed = borders.LOAD in ACTIONS[role]
    assert allowed == (role == Role.COMMISSIONER)
    for address in (START, f"{START}{'0' * 64}/", f"{START}templat/?kota=98.71"):
        assert (client.get(address).status_code == 403) != allowed
    assert (send(client, zipped(EXAMPLE)).status_code == 403) != allowed


def test_a_visitor_is_sent_to_sign_in(client):
    assert "/akun/login/" in client.get(START)["Location"]
    assert "/akun/login/" in send(client, zipped(EXAMPLE))["Location"]


@pytest.mark.parametrize("code", ["18.72", "98.71.01", "98.72"])
def test_the_city_must_lie_in_the_officers_region(code):
    client = signed_in(person(Role.COMMISSIONER, code))
    address = sent(client, EXAMPLE)
    assert client.get(address).status_code == 403
    assert client.post(address, {"shown": "0" * 64}).status_code == 403
    assert not Election.objects.exists()


def test_the_election_of_another_city_is_not_replaced_under_its_id(city):
    load_pack(packs.load(city))
    header = (EXAMPLE / "pack.yaml").read_text().replace("id: kota-contoh-2024", "id: kota-contoh")
    files = {f.name: f.read_bytes() for f in EXAMPLE.iterdir()} | {"pack.yaml": header.encode()}
    client = signed_in(person(Role.COMMISSIONER, "98.71"))
    answer = send(client, *(SimpleUploadedFile(name, content) for name, content in files.items()))
    assert client.get(answer["Location"]).status_code == 403
    assert Election.objects.get().region_id == "18.72"


def test_rows_of_another_city_are_not_changed(officer):
    """The pack names an institution that stands in another city, and calls it something else."""
    elsewhere = region("18.72")
    body = Institution.objects.create(
        code="bpbd-contoh", name="BPBD Metro", kind="government", region=elsewhere
    )
    client = signed_in(officer)
    address = sent(client, EXAMPLE)
    answer = client.get(address)
    assert answer.status_code == 403
    body.refresh_from_db()
    assert (body.name, body.region_id) == ("BPBD Metro", "18.72")


def test_the_province_is_shared_as_long_as_both_packs_call_it_the_same(officer):
    Region.objects.filter(code="98").update(name="Provinsi lain")
    client = signed_in(officer)
    assert client.get(sent(client, EXAMPLE)).status_code == 403
    Region.objects.filter(code="98").update(name=packs.load(EXAMPLE).regions[0].name)
    assert client.get(sent(client, EXAMPLE)).status_code == 200


# --- the empty pack


def test_the_empty_pack_is_that_of_the_command(officer):
    asked = {"kota": "98.71", "nama": "Kota Contoh", "hari": "2024-11-27"}
    asked |= {"zona": "Asia/Makassar", "aturan": "pilkada-2024"}
    answer = signed_in(officer).get(START + "templat/", asked)
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = set(archive.namelist())
        header = archive.read("kota-contoh/pack.yaml").decode()
    assert {"kota-contoh/PETUNJUK.md", "kota-contoh/meetings.csv"} <= names
    assert "city: 98.71" in header and "Asia/Makassar" in header


@pytest.mark.parametrize("wrong", [{"kota": "=1"}, {"nama": "!"}, {"hari": "x"}, {"zona": "UTC"}])
def test_an_empty_pack_of_nothing_is_refused(officer, wrong):
    asked = {"kota": "98.71", "nama": "Kota", "hari": "2024-11-27", "zona": "Asia/Jakarta"}
    asked |= {"aturan": "pilkada-2024"} | wrong
    assert signed_in(officer).get(START + "templat/", asked).status_code == 400
