"""Rows that come with a pack: counted at once, by two accounts nobody can use, and never over what people
wrote.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from siaga.desks.elections.models import Contest
from siaga.desks.elections.services import load_pack
from siaga.desks.offices.models import User
from siaga.desks.results.models import ResultRow, ResultVersion
from siaga.desks.results.queries import contest_recap, coverage
from siaga.desks.results.services import Reading, confirm, enter, hold, load_rows, send_back
from siaga.desks.results.states import State
from siaga.desks.trail.models import Entry
from siaga.engines.packs import model as packs
from siaga.engines.packs import read
from tests.kit.city import origin, tiny_city, tiny_pack
from tests.kit.count import healthy_figures, receipt, submission
from tests.kit.packs import SHIPPED
from tests.kit.people import person

pytestmark = pytest.mark.django_db
TPS = "1872011001001"
DPT = 571


def pack_row(station: str = TPS, votes: dict[int, int] | None = None, **changed: int) -> packs.ResultRow:
    figures = healthy_figures(votes={1: 200, 2: 100} | (votes or {}), dpt=DPT, **changed)
    cast = {number: figures.pop(f"paslon{number}") for number in (1, 2)}
    return packs.ResultRow("mayor", station, figures, cast, origin(sample=True))


def the_row(station: str = TPS) -> ResultRow:
    rows = ResultRow.objects.select_related("current", "station", "contest__election")
    return rows.get(contest__code="mayor", station__code=station)


def test_a_pack_without_results_leaves_every_row_expected() -> None:
    city = tiny_city()
    assert [(c.stations, c.missing) for c in coverage(city.election)] == [(7, 7), (7, 7)]


def test_rows_of_a_pack_are_counted_and_marked() -> None:
    tiny_city(tiny_pack(results=(pack_row(),)))
    row = the_row()
    assert (row.state, row.sample, row.current.channel) == (State.COUNTED, True, "pack")
    assert (row.entered_by.username, row.confirmed_by.username) == ("pack-entry", "pack-check")
    assert list(
        Entry.objects.filter(subject_id=str(row.pk)).order_by("index").values_list("action", flat=True)
    ) == [
        "results.enter",
        "results.confirm",
    ]


def test_nobody_can_sign_in_as_a_pack() -> None:
    tiny_city(tiny_pack(results=(pack_row(),)))
    accounts = User.objects.filter(username__startswith="pack-")
    assert [(a.is_active, a.demo, a.has_usable_password(), a.memberships.count()) for a in accounts] == [
        (False, True, False, 0),
        (False, True, False, 0),
    ]


def test_a_row_that_breaks_an_identity_is_held() -> None:
    tiny_city(tiny_pack(results=(pack_row(suara_sah=1),)))
    row = the_row()
    assert (row.state, row.errors > 0, bool(row.reason)) == (State.HELD, True, True)
    assert contest_recap(row.contest).total.votes == {1: 0, 2: 0}


def test_loading_the_same_rows_again_changes_nothing() -> None:
    pack = tiny_pack(results=(pack_row(),))
    city = tiny_city(pack)
    entries = Entry.objects.count()
    assert str(load_rows(city.election, pack)) == "expected 0, counted 0, held 0, renewed 0, kept 0"
    assert Entry.objects.count() == entries


def test_a_new_edition_corrects_its_own_rows_once() -> None:
    city = tiny_city(tiny_pack(results=(pack_row(),)))
    renewed = tiny_pack(results=(pack_row(votes={1: 210}),))
    load_pack(renewed)
    row = the_row()
    assert (row.state, row.current.number, row.current.level) == (State.COUNTED, 2, "source")
    assert row.current.figures["paslon1"] == 210
    assert load_rows(city.election, renewed).renewed == 0


def test_what_people_wrote_or_stopped_is_left_alone() -> None:
    clerk, chief = person("commission_staff"), person("commissioner")
    city = tiny_city(tiny_pack(results=(pack_row(),)))
    other = ResultRow.objects.get(contest=city.mayor, station__code="1872011001002")
    enter(other, clerk, submission(healthy_figures(dpt=545), 0))
    row = the_row()
    hold(row, chief, "Foto tidak cocok", row.revision)
    renewed = tiny_pack(results=(pack_row(votes={1: 210}), pack_row("1872011001002")))
    assert load_rows(city.election, renewed).kept == 2
    assert (the_row().state, the_row("1872011001002").state) == (State.HELD, State.ENTERED)


def test_a_person_takes_over_a_row_of_the_pack() -> None:
    clerk, chief = person("commission_staff"), person("commissioner")
    tiny_city(tiny_pack(results=(pack_row(),)))
    row = hold(the_row(), chief, "Formulir asli sudah ada", the_row().revision)
    row = send_back(row, chief, "Salin dari formulir asli", row.revision)
    figures = healthy_figures(votes={1: 222, 2: 111}, dpt=DPT)
    row = enter(row, clerk, submission(figures, row.revision)).row
    votes = {name: figures[name] for name in ("paslon1", "paslon2")}
    confirm(row, chief, Reading(votes, receipt(), row.revision))
    assert (the_row().state, the_row().sample) == (State.COUNTED, False)
    assert contest_recap(the_row().contest).total.sample == 0


def test_a_healthy_form_that_leaves_out_what_no_source_states_is_counted() -> None:
    row = pack_row()
    figures = {name: value for name, value in row.figures.items() if not name.startswith(("ss_", "disab"))}
    tiny_city(tiny_pack(results=(replace(row, figures=figures),)))
    assert the_row().state == State.COUNTED


METRO = {
    "mayor": {"18.72.01": (16609, 11273), "18.72.02": (10158, 7676), "18.72.03": (9558, 6129)}
    | {"18.72.04": (13143, 8500), "18.72.05": (6917, 3677), "18.72": (56385, 37255)},
    "governor": {"18.72.01": (4422, 20837), "18.72.02": (3017, 13234), "18.72.03": (2573, 11682)}
    | {"18.72.04": (4004, 16137), "18.72.05": (1983, 7650), "18.72": (15999, 69540), "18": (15999, 69540)},
}
PANGKALPINANG = {"mayor": {"19.71": (48528, 35177)}}


@pytest.mark.parametrize(
    ("folder", "published"),
    [*zip(SHIPPED, [METRO, PANGKALPINANG], strict=True)],
    ids=["metro", "pangkalpinang"],
)
def test_the_shipped_cities_add_up_to_what_was_published(folder, published) -> None:
    pack, faults = read(folder)
    assert not faults
    started = time.process_time()  # other programs of the machine do not count
    load_pack(pack)
    assert time.process_time() - started < 10, "a city must load in seconds"
    for code, regions in published.items():
        contest = Contest.objects.select_related("election", "region").get(election__code=pack.id, code=code)
        recap = contest_recap(contest)
        counted = {region.code: (region.votes[1], region.votes[2]) for region in recap.regions}
        assert {region: counted[region] for region in regions} == regions
        assert recap.total.complete
        assert recap.total.sample == len(pack.stations)
    assert not ResultVersion.objects.exclude(errors=0).exists()
