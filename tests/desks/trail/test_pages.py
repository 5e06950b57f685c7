"""The pages of the trail: entries for who may read them, checkpoints and proofs for everyone."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from django.urls import reverse

from siaga.cli import main
from siaga.desks.trail.context import Actor, acting
from siaga.desks.trail.services import Act, Subject, checkpoint, record_all
from siaga.engines.ledger import checkpoints
from siaga.engines.ledger.verify import verify_proof
from tests.kit.ledger import public_key
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db
TPS_13 = Subject("results.resultrow", "13", "TPS 013 · Depok")
PUBLIC = ["checkpoint", "newest-note", "key"]


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.SIAGA_SIGNING_KEY_FILE = tmp_path / "keys" / "signing.key"


@pytest.fixture
def reader():
    return signed_in(person("auditor"))


@pytest.fixture
def entries():
    """Five entries by two people on two days in Jakarta; all but the last under a checkpoint."""
    with patch(
        "siaga.desks.trail.services.record.timezone.now",
        return_value=datetime(2024, 11, 27, 16, 59, tzinfo=UTC),
    ):
        with acting(Actor("1", "Sri Rahayu", "KPPS TPS 013")):
            first = record_all(
                [Act("results.enter", TPS_13, None, {"votes": {"1": 100, "2": 50}, "note": "<b>"})]
            )
        with acting(Actor("2", "Budi Santoso", "PTPS TPS 013")):
            second = record_all(
                [Act("results.confirm", TPS_13, {"state": "entered"}, {"state": "counted"}, "=1+1")]
            )
    with patch(
        "siaga.desks.trail.services.record.timezone.now",
        return_value=datetime(2024, 11, 27, 17, 0, tzinfo=UTC),
    ):
        third = record_all(
            [Act("pack.load", Subject("elections.election", "1", "Kota Metro")), Act("places.edit", TPS_13)]
        )
    with patch(
        "siaga.desks.trail.services.checkpoint.timezone.now", return_value=datetime(2024, 11, 28, tzinfo=UTC)
    ):
        checkpoint()
    last = record_all(
        [Act("results.correct", TPS_13, {"votes": {"1": 100}}, {"votes": {"1": 103}}, "salah baca")]
    )
    return [*first, *second, *third, *last]


def numbers(client, **query):
    """The numbers of the entries in the list, as the CSV gives them."""
    response = client.get(reverse("trail:log"), {"unduh": "csv", **query})
    return [int(row["number"]) for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))]


def test_the_list_shows_the_newest_first_with_links(reader, entries):
    page = reader.get(reverse("trail:log")).content.decode()
    assert page.index("results.correct") < page.index("results.confirm") < page.index("results.enter")
    assert f'href="{reverse("trail:entry", args=[4])}"' in page
    assert "Sri Rahayu" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [4, 3, 2, 1, 0]),
        ({"tindakan": "results."}, [4, 1, 0]),
        ({"tindakan": "results.enter"}, [0]),
        ({"tindakan": "enter"}, []),
        ({"pelaku": "sri"}, [0]),
        ({"pelaku": "2"}, [1]),
        ({"perihal": "depok"}, [4, 3, 1, 0]),
        ({"perihal": "results.resultrow 13"}, [4, 3, 1, 0]),
        ({"perihal": "13", "tindakan": "results.confirm"}, [1]),
        ({"sampai": "2024-11-27"}, [1, 0]),
        ({"dari": "2024-11-28", "sampai": "2024-11-28"}, [3, 2]),
        ({"dari": "2024-11-29"}, [4]),
        ({"dari": "yesterday"}, [4, 3, 2, 1, 0]),
        ({"dari": "9999-12-31"}, [4, 3, 2, 1, 0]),
        ({"dari": "0001-01-01"}, [4, 3, 2, 1, 0]),
        ({"perihal": "%"}, []),
        ({"pelaku": "' OR 1=1 --"}, []),
    ],
)
def test_every_filter_narrows(reader, entries, query, found):
    assert numbers(reader, **query) == found


def test_a_date_that_is_none_is_told(reader, entries):
    page = reader.get(reverse("trail:log"), {"dari": "kemarin"})
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()


def test_a_long_list_has_pages(reader):
    record_all([Act("a.b", Subject("x.y", str(number))) for number in range(101)])
    page = reader.get(reverse("trail:log"), {"tindakan": "a.", "hal": "2"})
    assert len(page.context["listing"].rows) == 50
    assert 'rel="next"' in page.content.decode()
    assert "tindakan=a." in page.context["listing"].following
    assert len(numbers(reader)) == 101


def test_no_cell_of_an_export_is_a_formula(reader, entries):
    text = reader.get(reverse("trail:log"), {"unduh": "csv"}).content.decode("utf-8-sig")
    rows = {int(row["number"]): row for row in csv.DictReader(io.StringIO(text))}
    assert rows[1]["reason"] == "'=1+1"
    assert json.loads(rows[1]["after"]) == {"state": "counted"}
    assert reader.get(reverse("trail:log"), {"unduh": "xlsx"}).content.startswith(b"PK")


def test_an_empty_trail_and_an_empty_search_say_what_to_do(reader):
    assert reader.get(reverse("trail:log")).context["listing"].count == 0
    assert 'class="card empty"' in reader.get(reverse("trail:log"), {"tindakan": "x"}).content.decode()


def test_one_entry_shows_what_changed_and_the_story_of_its_record(reader, entries):
    response = reader.get(reverse("trail:entry", args=[4]))
    page = response.content.decode()
    assert "<del>100</del>" in page and "<ins>103</ins>" in page
    assert [entry.index for entry in response.context["story"]] == [0, 1, 3, 4]
    assert "&lt;b&gt;" in reader.get(reverse("trail:entry", args=[0])).content.decode()
    assert "<b>" not in reader.get(reverse("trail:entry", args=[0])).content.decode()


def test_a_downloaded_proof_passes_the_verifier(reader, client, entries, tmp_path):
    file = tmp_path / "proof.json"
    file.write_bytes(reader.get(reverse("trail:entry-proof", args=[1])).content)
    assert verify_proof(file, public_key()).ok
    file.write_bytes(client.get(reverse("trail:leaf-proof", args=[1])).content)
    assert verify_proof(file, public_key()).ok
    checkpoint()
    consistency = client.get(reverse("trail:consistency"), {"dari": 5, "ke": 4})
    file.write_bytes(consistency.content)
    assert verify_proof(file, public_key()).ok
    assert consistency["Content-Disposition"] == 'attachment; filename="siaga-jejak-konsistensi-4-5.json"'


def test_the_public_proof_tells_nothing_of_the_entry(client, entries):
    text = client.get(reverse("trail:leaf-proof", args=[0])).content.decode()
    assert "Sri" not in text and "TPS" not in text and "results" not in text


def test_an_entry_after_the_last_checkpoint_has_no_proof_yet(reader, client, entries):
    assert "entry-proof" not in reader.get(reverse("trail:entry", args=[4])).content.decode()
    for response in (
        reader.get(reverse("trail:entry-proof", args=[4])),
        client.get(reverse("trail:leaf-proof", args=[4])),
        client.get(reverse("trail:leaf-proof", args=[99])),
    ):
        assert response.status_code == 404


@pytest.mark.parametrize(("name", "args"), [("log", []), ("entry", [0]), ("entry-proof", [0])])
def test_only_who_may_read_the_trail_sees_entries(client, entries, name, args):
    address = reverse(f"trail:{name}", args=args)
    assert client.get(address).status_code == 302
    assert signed_in(person("station_officer")).get(address).status_code == 403
    assert signed_in(person("commissioner")).get(address).status_code == 200


def test_everyone_sees_the_checkpoint(client, entries):
    page = client.get(reverse("trail:checkpoint"))
    note = client.get(reverse("trail:newest-note")).content.decode()
    key = client.get(reverse("trail:key")).content.decode()
    assert checkpoints.read(note, public_key()).head.size == 4
    assert key == f"{public_key()}\n"
    assert note.splitlines()[2] in page.content.decode()
    assert client.get(reverse("trail:note", args=[4])).content.decode() == note


def test_a_citizen_can_do_what_the_page_says(client, entries, tmp_path):
    """Every file that the page names is one it offers, and the commands it prints end with 0."""
    page = client.get(reverse("trail:checkpoint")).content.decode()
    for name in ("newest-note", "key"):
        address, file = re.search(rf'href="({reverse(f"trail:{name}")})" download="([a-z.]+)"', page).groups()
        (tmp_path / file).write_bytes(client.get(address).content)
    checkpoint()
    proof = client.get(reverse("trail:consistency"), {"dari": 4, "ke": 5})
    (tmp_path / "siaga-jejak-konsistensi-….json").write_bytes(proof.content)
    commands = re.findall(r"<code>siaga (verify \S+ --key \S+)</code>", page)
    assert len(commands) == 2
    for command in commands:
        words = [str(tmp_path / word) if "." in word else word for word in command.split()]
        assert CliRunner().invoke(main, words).exit_code == 0, command


def test_before_the_first_checkpoint_no_key_is_made(client, settings):
    assert client.get(reverse("trail:checkpoint")).status_code == 200
    assert client.get(reverse("trail:newest-note")).status_code == 404
    assert client.get(reverse("trail:key")).status_code == 404
    assert not settings.SIAGA_SIGNING_KEY_FILE.exists()


@pytest.mark.parametrize(
    "query", [{}, {"dari": "x", "ke": "1"}, {"dari": "-1", "ke": "4"}, {"dari": "3", "ke": "4"}]
)
def test_a_consistency_proof_needs_two_signed_sizes(client, entries, query):
    assert client.get(reverse("trail:consistency"), query).status_code == 404


def test_huge_numbers_are_not_found(reader, client, entries):
    """Beyond what a database column holds."""
    for name, args in (("entry", [10**30]), ("entry-proof", [10**30])):
        assert reader.get(reverse(f"trail:{name}", args=args)).status_code == 404
    for name, args in (("note", [10**30]), ("leaf-proof", [10**30])):
        assert client.get(reverse(f"trail:{name}", args=args)).status_code == 404
    assert client.get(reverse("trail:consistency"), {"dari": 10**30, "ke": 10**31}).status_code == 404


def test_pages_need_few_queries(reader, entries, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        reader.get(reverse("trail:log"))
    with django_assert_max_num_queries(12):
        reader.get(reverse("trail:entry", args=[4]))
