"""Publishing takes two people, and what comes out of the database proves itself without it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from siaga.cli import main
from siaga.desks.results import archives
from siaga.desks.results.errors import NotNow, ReasonMissing, SamePerson
from siaga.desks.results.models import Publication, PublicationVerdict
from siaga.desks.results.queries.publications import held_in
from siaga.desks.results.services import correct, hold
from siaga.desks.results.services.publication import (
    Changed,
    NothingCounted,
    Overtaken,
    Unsigned,
    confirm,
    prepare,
    send_back,
)
from siaga.desks.trail.models import Entry
from siaga.engines.publication.verify import proven, verify_publication
from tests.kit.count import STATIONS, Town, healthy_figures, small_election, submission
from tests.kit.ledger import public_key
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db
TPS, OTHER, THIRD = STATIONS[:3]


@pytest.fixture
def town() -> Town:
    town = small_election()
    for number, station in enumerate(STATIONS[:4]):
        town.count(station, votes={1: 100 + number, 2: 50 + number})
    town.enter(STATIONS[4])
    return town


@pytest.fixture
def staff():
    return person("commission_staff")


@pytest.fixture
def commissioner():
    return person("commissioner")


def published(town, staff, commissioner):
    """A publication that two people made, and its file."""
    prepared = prepare(town.election, staff)
    confirm(prepared, commissioner)
    return prepared, archives.signed_file(prepared.digest)


def test_what_is_published_proves_itself_without_the_database(town, staff, commissioner) -> None:
    prepared, file = published(town, staff, commissioner)
    report = verify_publication(file, public_key())
    assert report.ok, report.findings[0]
    assert report.digest == prepared.digest
    assert report.contests == [
        {"contest": "governor", "stations": 6, "counted": 0},
        {"contest": "mayor", "stations": 6, "counted": 4},
    ]
    rows = proven(file).tables[1].rows
    assert rows[TPS].figures == healthy_figures(votes={1: 100, 2: 50})
    assert rows[STATIONS[4]].state == "waiting" and not rows[STATIONS[4]].figures


def test_who_confirms_reads_first_what_everyone_will_read_of_held_rows(town, staff, commissioner) -> None:
    hold(town.row(TPS), commissioner, "Foto halaman 2 kabur", town.row(TPS).revision)
    prepared = prepare(town.election, staff)
    hold(town.row(OTHER), commissioner, "Ditahan sesudahnya", town.row(OTHER).revision)
    page = reverse("results:publication", args=["uji-2024", prepared.number])
    text = signed_in(commissioner).get(page).content.decode()
    listed = text[text.index("held-rows") :].split("<form")[0]
    assert "Foto halaman 2 kabur" in listed
    assert TPS in listed
    assert OTHER not in listed and "Ditahan sesudahnya" not in text, "the files say how it was when prepared"
    assert "held-rows" not in signed_in(staff).get(page).content.decode()
    archives.prepared_file(prepared.digest).unlink()
    assert "held-rows" in signed_in(commissioner).get(page).content.decode()
    assert held_in(prepared) is None


def test_every_reason_on_the_list_is_one_in_the_files(town, staff, commissioner) -> None:
    hold(town.row(TPS), commissioner, 'Nomor "12", dua kali', town.row(TPS).revision)
    prepared = prepare(town.election, staff)
    files = archives.prepared(prepared.digest).files
    rows = [row for row in csv_of(files["rows/mayor.csv"]) if row["state"] == "held"]
    steps = [step for step in csv_of(files["steps/mayor.csv"]) if step["state"] == "held"]
    assert [(line.station, line.reason) for line in held_in(prepared)] == [(TPS, 'Nomor "12", dua kali')]
    assert [row["kode_tps"] for row in rows] == [step["kode_tps"] for step in steps] == [TPS]


def csv_of(data):
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_nothing_is_public_before_the_second_person(town, staff, client) -> None:
    prepared = prepare(town.election, staff)
    assert not archives.signed_file(prepared.digest).exists()
    address = reverse("results:publication", args=["uji-2024", 1])
    assert client.get(address).status_code == 404
    assert client.get(f"{address}hasil.zip").status_code == 404
    assert prepared.digest not in client.get(reverse("results:publications")).content.decode()


def test_who_prepared_does_not_confirm(town, commissioner) -> None:
    prepared = prepare(town.election, commissioner)
    with pytest.raises(SamePerson):
        confirm(prepared, commissioner)


def test_rights_are_asked_for(town, staff) -> None:
    clerk = person("station_officer", station=TPS)
    with pytest.raises(PermissionDenied):
        prepare(town.election, clerk)
    prepared = prepare(town.election, person("commissioner"))
    with pytest.raises(PermissionDenied):
        confirm(prepared, staff)


def test_both_acts_are_in_the_trail(town, staff, commissioner) -> None:
    prepared, _ = published(town, staff, commissioner)
    acts = Entry.objects.filter(action__startswith="results.publication.").order_by("index")
    assert [entry.action.rpartition(".")[2] for entry in acts] == ["prepare", "confirm"]
    assert all(entry.after["digest"] == prepared.digest for entry in acts)


def test_without_a_counted_row_there_is_nothing_to_publish(staff) -> None:
    with pytest.raises(NothingCounted):
        prepare(small_election().election, staff)


def test_a_row_stopped_meanwhile_is_not_published(town, staff, commissioner) -> None:
    prepared = prepare(town.election, staff)
    row = town.row(TPS)
    hold(row, commissioner, "Keberatan saksi", row.revision)
    with pytest.raises(Changed):
        confirm(prepared, commissioner)
    assert not archives.signed_file(prepared.digest).exists()


def test_a_row_that_came_in_meanwhile_waits_for_the_next_one(town, staff, commissioner) -> None:
    prepared = prepare(town.election, staff)
    town.count(STATIONS[5])
    confirm(prepared, commissioner)
    assert verify_publication(archives.signed_file(prepared.digest)).contests[1]["counted"] == 4


def test_files_that_were_damaged_meanwhile_are_not_signed(town, staff, commissioner) -> None:
    prepared = prepare(town.election, staff)
    file = archives.prepared_file(prepared.digest)
    data = bytearray(file.read_bytes())
    data[data.index(b"rows/mayor.csv") + 40] ^= 1
    file.chmod(0o600)
    file.write_bytes(data)
    with pytest.raises(Unsigned):
        confirm(prepared, commissioner)


def test_it_is_decided_once(town, staff, commissioner) -> None:
    prepared, _ = published(town, staff, commissioner)
    with pytest.raises(NotNow):
        send_back(prepared, commissioner, "Terlambat")


def test_sending_back_needs_a_reason_and_publishes_nothing(town, staff, commissioner) -> None:
    prepared = prepare(town.election, staff)
    with pytest.raises(ReasonMissing):
        send_back(prepared, commissioner, " ")
    send_back(prepared, commissioner, "Tunggu TPS 002")
    assert not archives.signed_file(prepared.digest).exists()


def test_of_two_prepared_at_once_only_one_follows(town, staff, commissioner) -> None:
    first, second = prepare(town.election, staff), prepare(town.election, staff)
    confirm(second, commissioner)
    with pytest.raises(Overtaken):
        confirm(first, commissioner)


def test_a_later_publication_shows_what_changed_and_why(town, staff, commissioner) -> None:
    _, old = published(town, staff, commissioner)
    row = town.row(TPS)
    figures = healthy_figures(votes={1: 90, 2: 61})
    correct(
        row, commissioner, submission(figures, row.revision, level="district", reason="Salah salin di pleno")
    )
    town.confirm(TPS, by=person("commissioner"))
    row = town.row(OTHER)
    hold(row, commissioner, "Keberatan saksi", row.revision)
    town.confirm(STATIONS[4])
    _, new = published(town, staff, commissioner)
    report = verify_publication(new, public_key(), old)
    assert report.ok, report.findings[0]
    told = {change.station: change for change in report.changes}
    assert set(told) == {TPS, OTHER, STATIONS[4]}
    assert told[TPS].before == "version 1: 100, 50" and told[TPS].after == "version 2: 90, 61"
    assert told[TPS].reasons[0] == "correct: Salah salin di pleno"
    assert told[OTHER].after == "held" and told[OTHER].reasons == ("hold: Keberatan saksi",)
    found = proven(new).tables[1]
    assert found.versions[TPS, 1].figures == healthy_figures(votes={1: 100, 2: 50}), "as written stays"
    assert not found.versions[OTHER, 1].figures, "a row that is no longer counted shows none"


def test_no_person_is_named_in_the_files(town, staff, commissioner) -> None:
    prepared = prepare(town.election, staff)
    files = archives.prepared(prepared.digest).files
    text = b"\n".join(files.values()).decode("utf-8", "replace")
    for user in (staff, commissioner, town.clerk, town.checker):
        assert user.username not in text and (user.get_full_name() or "\0") not in text


# The database refuses, whatever the Python above does.


def insert(table: str, **values: object) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    holes = ", ".join(f"%({name})s" for name in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({holes})", values)


def verdict(prepared, by, **changed) -> dict[str, object]:
    values = {"publication_id": prepared.pk, "outcome": "confirmed", "reason": "", "note": "signed"}
    whole = values | {"by_id": by.pk, "institution_id": prepared.institution_id, "at": prepared.prepared_at}
    return whole | changed


def test_raw_sql_cannot_confirm_alone_unsigned_or_out_of_order(town, staff, commissioner) -> None:
    first, second = prepare(town.election, staff), prepare(town.election, staff)
    table = "results_publicationverdict"
    for by, changed, says in (
        (staff, {}, "who prepared a publication does not confirm it"),
        (commissioner, {"note": ""}, ""),
        (commissioner, {"outcome": "returned", "note": "", "reason": ""}, ""),
        (commissioner, {"outcome": "perhaps"}, ""),
    ):
        with pytest.raises(DatabaseError, match=re.escape(says) or None):
            insert(table, **verdict(first, by, **changed))
    insert(table, **verdict(second, commissioner))
    with pytest.raises(DatabaseError, match="another publication was confirmed since"):
        insert(table, **verdict(first, commissioner))
    with pytest.raises(DatabaseError):
        insert(table, **verdict(second, commissioner, outcome="returned", note="", reason="x"))


def test_raw_sql_cannot_change_or_remove_a_publication(town, staff, commissioner) -> None:
    published(town, staff, commissioner)
    for sql in (
        "UPDATE results_publication SET digest = digest",
        "DELETE FROM results_publicationverdict",
        "UPDATE results_publicationverdict SET note = 'x'",
        "DELETE FROM results_publication",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Publication.objects.count() == PublicationVerdict.objects.count() == 1


def test_raw_sql_cannot_leave_a_number_out(town, staff) -> None:
    prepared = prepare(town.election, staff)
    values = Publication.objects.filter(pk=prepared.pk).values().get()
    del values["id"]
    with pytest.raises(DatabaseError, match="the number is not the next one"):
        insert("results_publication", **values | {"number": 3, "digest": "0" * 64, "contests": "[]"})


# The pages.


def test_two_people_publish_on_the_pages(town, staff, commissioner) -> None:
    client = signed_in(staff)
    answer = client.post(reverse("results:publication-prepare"))
    address = reverse("results:publication", args=["uji-2024", 1])
    assert answer.status_code == 302 and answer.url == address
    assert (
        "waits"
        in client.get(reverse("results:publications"), headers={"accept-language": "en"}).content.decode()
    )
    assert client.post(f"{address}putuskan/", {"outcome": "confirm"}).status_code == 403
    client = signed_in(commissioner)
    assert client.post(f"{address}putuskan/", {"outcome": "return", "reason": " "}).status_code == 422
    assert client.post(f"{address}putuskan/", {"outcome": "confirm"}).url == address
    client.logout()
    page = client.get(address).content.decode()
    assert Publication.objects.get().digest in page and staff.username not in page
    answer = client.get(f"{address}hasil.zip")
    assert answer["Content-Type"] == "application/zip"
    data = b"".join(answer.streaming_content)
    assert data == archives.signed_file(Publication.objects.get().digest).read_bytes()


def test_refusals_are_said_on_the_page(town, commissioner) -> None:
    prepare(town.election, commissioner)
    client = signed_in(commissioner)
    answer = client.post(
        reverse("results:publication-decide", args=["uji-2024", 1]),
        {"outcome": "confirm"},
        headers={"accept-language": "en"},
    )
    assert answer.status_code == 403
    assert "another person must confirm it" in answer.content.decode()


def test_an_empty_list_says_what_to_do(client) -> None:
    small_election()
    answer = client.get(reverse("results:publications"), headers={"accept-language": "en"})
    assert "Nothing has been published yet" in answer.content.decode()


# The command line.


def publish(*arguments):
    return CliRunner().invoke(main, ["publish", *map(str, arguments), "--lang", "en"])


def test_the_verb_prepares_and_later_writes_what_was_confirmed(town, staff, commissioner, tmp_path) -> None:
    assert publish("--out", tmp_path / "early").exit_code == 2
    result = publish("--prepare", "--by", staff.username, "--json")
    assert result.exit_code == 0, result.output
    prepared = Publication.objects.get()
    assert json.loads(result.stdout)["digest"] == prepared.digest
    assert publish("--out", tmp_path / "early").exit_code == 2, "one person is not enough"
    confirm(prepared, commissioner)
    result = publish("--out", tmp_path / "p", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["verified"]["ok"]
    assert publish("--out", tmp_path / "p.zip").exit_code == 0
    for path in (tmp_path / "p", tmp_path / "p.zip"):
        assert verify_publication(path, public_key()).ok
    assert publish("--out", tmp_path / "p").exit_code == 2, "nothing is written over"


def test_the_verb_compares_with_an_older_one(town, staff, commissioner, tmp_path) -> None:
    published(town, staff, commissioner)
    publish("--out", tmp_path / "old")
    town.confirm(STATIONS[4])
    published(town, staff, commissioner)
    result = publish("--out", tmp_path / "new.zip", "--since", tmp_path / "old")
    assert result.exit_code == 0, result.output
    assert f"CHANGED  mayor {STATIONS[4]}: waiting -> version 1: 120, 80 (confirm)" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say either --out DIR"),
        (["--prepare", "--out", "x"], "say either --out DIR"),
        (["--prepare", "--by", "nobody"], "no such account"),
        (["--prepare"], "--prepare needs --by USERNAME"),
        (["--out", "x", "--election", "lain"], "there are: uji-2024"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(town, arguments, said) -> None:
    result = publish(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr and result.stderr.count("\n") == 1


def test_the_verb_speaks_indonesian_unless_told(town, staff) -> None:
    def said(*arguments):
        return CliRunner().invoke(main, ["publish", *arguments])

    assert "--prepare perlu --by NAMA_AKUN" in said("--prepare").stderr
    assert "yang sudah dikukuhkan dua orang tidak ada di sini" in said("--out", "x").stderr
    assert said("--prepare", "--by", staff.username).stdout.startswith(
        "Terbitan 1 dari uji-2024 sudah disiapkan"
    )


def test_an_account_without_the_right_prepares_nothing(town) -> None:
    clerk = person("station_officer", station=TPS)
    assert "may not prepare" in publish("--prepare", "--by", clerk.username).stderr


def test_the_second_person_sees_the_votes_they_confirm(town, staff, commissioner) -> None:
    prepared = prepare(town.election, staff)
    mayor = next(contest for contest in prepared.contests if contest["code"] == "mayor")
    assert {pair["number"]: pair["votes"] for pair in mayor["pairs"]} == {1: 406, 2: 206}
    page = signed_in(commissioner).get(reverse("results:publication", args=["uji-2024", 1]))
    assert "Ani – Wakil Ani: 406" in page.content.decode()
