"""The numbers of the command post beside a slow oracle that reads the raw rows one by one."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from django.utils import timezone

from siaga.desks.results.errors import Clashed
from siaga.desks.results.models import FormPhoto, ResultRow, ResultVersion
from siaga.desks.results.queries.night import Night, night
from siaga.desks.results.queries.night.coverage import whole
from siaga.desks.results.queries.night.held import Reach
from siaga.desks.results.queries.night.pace import pace
from siaga.desks.results.queries.night.rows import Phase, night_rows
from siaga.desks.results.queries.sources import Standing
from siaga.desks.results.services import enter, hold, send_back, supervise
from siaga.engines.packs import model as packs
from tests.kit.city import origin, tiny_city, tiny_pack
from tests.kit.count import DPT, Town, healthy_figures, receipt, small_election, submission
from tests.kit.night import at, clock, photo, read
from tests.kit.people import person

pytestmark = pytest.mark.django_db

WARDS = ("1872011001", "1872011002", "1872021001")
STATIONS = tuple(f"{ward}{number:03d}" for ward in WARDS for number in range(1, 5))
BALLOTS = DPT + 8
"""300 voters and 2.5 % spare ballots, rounded up."""


@pytest.fixture
def town() -> Town:
    """Twelve stations: three counted, one waiting, two held, one with a photo only, one sent back, four
    nothing.
    """
    town = small_election(STATIONS)
    counted = {0: (120, 80), 1: (150, 50), 4: (90, 110)}
    for place, (first, second) in counted.items():
        with clock(at(town, 60 + 10 * place)):
            town.enter(STATIONS[place], votes={1: first, 2: second})
        with clock(at(town, 75 + 10 * place)):
            town.confirm(STATIONS[place])
    with clock(at(town, 130)):
        town.enter(STATIONS[2])
    for place, minutes in ((5, 140), (8, 135)):
        with clock(at(town, minutes)):
            _declared(town, STATIONS[place])
    photo(town, STATIONS[6], 150)
    with clock(at(town, 155)):
        row = town.enter(STATIONS[9])
        held = person("commissioner")
        hold(row, held, "Berhenti dulu", row.revision)
        row = town.row(STATIONS[9])
        send_back(row, held, "Salin ulang", row.revision)
    return town


def _declared(town: Town, station: str) -> None:
    row = town.row(station)
    enter(row, town.clerk, submission(healthy_figures(paslon1=170), row.revision, declared="Tertulis begitu"))


def of(town: Town, minutes: float = 180, user: Any = None, region: str = "") -> Night:
    return night(user or town.checker, town.mayor, at(town, minutes), region)


# --- the oracle ---------------------------------------------------------------------------------------


def phase_of(row: ResultRow) -> str:
    if row.state == "counted":
        return "counted"
    if row.state == "held":
        return "held"
    if row.state in ("entered", "corrected"):
        return "waiting"
    return "arriving" if row.state == "returned" or row.photos.exists() else "nothing"


def first_of(row: ResultRow) -> Any:
    times = [v.entered_at for v in ResultVersion.objects.filter(row=row) if v.channel != "pack"]
    times += [p.received_at for p in FormPhoto.objects.filter(row=row)]
    return min(times, default=None)


def raw(town: Town) -> list[ResultRow]:
    return list(ResultRow.objects.filter(contest=town.mayor).select_related("station", "current"))


def test_phases_of_every_place(town: Town) -> None:
    found = of(town)
    rows = raw(town)
    assert {p.value: n for p, n in found.whole.phases.items()} == {
        p.value: sum(phase_of(row) == p for row in rows) for p in Phase
    }
    for area in found.areas:
        inside = [row for row in rows if row.station.code.startswith(area.code.replace(".", ""))]
        assert [p.value for p in area.each] == [
            phase_of(row) for row in sorted(inside, key=lambda r: r.station.code)
        ]
        assert sum(area.phases.values()) == area.stations == len(inside)
    assert len(found.areas) == 5, "two districts, three wards"


def test_an_area_is_painted_by_what_matters_most(town: Town) -> None:
    painted = {area.code: area.phase for area in of(town).areas}
    assert painted["18.72.01.1001"] == Phase.ARRIVING
    assert painted["18.72.01.1002"] == Phase.ARRIVING, "a held one among them does not hide what lacks"
    rows = {row.station: row for row in night_rows(town.checker, town.mayor)}
    assert whole([rows[STATIONS[0]], rows[STATIONS[1]]]).phase == Phase.COUNTED
    assert whole([rows[STATIONS[0]], rows[STATIONS[2]]]).phase == Phase.WAITING
    assert whole([rows[STATIONS[0]], rows[STATIONS[2]], rows[STATIONS[5]]]).phase == Phase.HELD
    assert whole([rows[STATIONS[3]]]).phase == Phase.NOTHING
    assert whole([rows[STATIONS[0]], rows[STATIONS[9]]]).phase == Phase.ARRIVING, "sent back is not in"


def test_the_curve_counts_what_was_there_at_each_moment(town: Town) -> None:
    found = of(town).pace
    assert found.since_close
    assert found.points[0].at == at(town, 0)
    assert found.points[-1].at == at(town, 180)
    firsts = [first_of(row) for row in raw(town)]
    counts = [row.confirmed_at for row in raw(town)]
    for point in found.points:
        assert point.arrived == sum(first is not None and first <= point.at for first in firsts)
        assert point.counted == sum(done is not None and done <= point.at for done in counts)


def test_the_rate_is_that_of_the_last_hour(town: Town) -> None:
    found = of(town).pace
    in_hour = sum(
        first is not None and at(town, 120) < first <= at(town, 180) for first in map(first_of, raw(town))
    )
    assert (found.arrived.forms, found.arrived.per_hour, found.arrived.left) == (in_hour, in_hour, 4)
    assert found.arrived.ready == at(town, 180) + timedelta(hours=1) * 4 / in_hour
    assert (found.counted.forms, found.counted.left) == (0, 9)
    assert found.counted.ready is None, "nothing was counted in the last hour"


def test_no_estimate_where_none_can_be_made(town: Town) -> None:
    rows = night_rows(town.checker, town.mayor)
    close = at(town, 0)
    assert pace(rows, close, at(town, 120)).arrived.ready is None, "four forms in the hour are too few"
    assert pace(rows, close, at(town, 240)).arrived.ready is None, "nothing came for an hour"
    assert pace([], close, at(town, 60)).arrived.ready is None
    early = pace([row for row in rows if not row.arrived], close, at(town, 10))
    assert early.arrived.per_hour is None, "ten minutes give no rate"
    assert pace([row for row in rows if row.arrived], close, at(town, 180)).arrived.ready is None


def test_before_the_close_there_is_nothing(town: Town) -> None:
    empty = [row for row in night_rows(town.checker, town.mayor) if not row.arrived]
    assert pace(empty, at(town, 0), at(town, -60)).points == ()


def test_a_count_of_another_day_begins_with_its_first_form(town: Town) -> None:
    rows = night_rows(town.checker, town.mayor)
    found = pace(rows, at(town, -60 * 24 * 700), at(town, 60 * 24 * 30))
    assert not found.since_close
    assert found.points[0].at == min(filter(None, map(first_of, raw(town))))
    assert found.points[-1].at == at(town, 155), "a night that is over ends with its last form"
    assert pace(rows, None, at(town, 180)).closed_at is None


def test_late_stations_by_how_long_after_their_neighbours(town: Town) -> None:
    found = of(town).late
    now, rows = at(town, 180), raw(town)
    expected = []
    for row in rows:
        if phase_of(row) != "nothing":
            continue
        ward = [first_of(r).timestamp() for r in rows if r.station.ward == row.station.ward and first_of(r)]
        expected.append((row.station.code, int((now.timestamp() - median(ward)) // 60)))
    expected.sort(key=lambda one: (-one[1], one[0]))
    assert [(one.row.station, one.minutes) for one in found] == expected
    assert not any(one.of_district for one in found)


def test_where_the_ward_says_nothing_the_district_does_and_else_nobody() -> None:
    town = small_election(STATIONS)
    photo(town, STATIONS[0], 60)
    found = {one.row.station: one for one in of(town, 100).late}
    assert (found[STATIONS[1]].minutes, found[STATIONS[1]].of_district) == (40, False)
    assert (found[STATIONS[4]].minutes, found[STATIONS[4]].of_district) == (40, True)
    assert found[STATIONS[8]].behind is None
    assert [one.row.station for one in of(town, 100).late][-4:] == list(STATIONS[8:])


def test_held_rows_against_the_margin(town: Town) -> None:
    found = of(town).held
    sums = {1: 120 + 150 + 90, 2: 80 + 50 + 110}
    assert (found.margin, found.ahead, found.behind) == (sums[1] - sums[2], 1, 2)
    assert (found.together.rows, found.together.ballots) == (2, 2 * BALLOTS)
    assert [(one.row.station, one.ballots, one.reach) for one in found.first] == [
        (STATIONS[8], BALLOTS, Reach.ALONE),
        (STATIONS[5], BALLOTS, Reach.ALONE),
    ], "as many ballots: the longest held first"
    assert found.others == ()


@pytest.mark.parametrize(
    ("margin", "reach"), [(617, Reach.NOT), (616, Reach.TOGETHER), (309, Reach.TOGETHER), (308, Reach.ALONE)]
)
def test_what_a_held_row_can_do(margin: int, reach: Reach) -> None:
    town = small_election(STATIONS)
    for place, votes in enumerate((margin // 3, margin // 3, margin - 2 * (margin // 3))):
        town.count(STATIONS[place], votes={1: votes, 2: 0})
    for place in (4, 5):
        _declared(town, STATIONS[place])
    found = of(town).held
    assert found.margin == margin
    assert {one.reach for one in (*found.first, *found.others)} == {reach}
    assert len(found.first) == (0 if reach is Reach.NOT else 2)


def test_without_a_counted_row_nothing_is_said_about_the_order() -> None:
    town = small_election(STATIONS)
    _declared(town, STATIONS[0])
    found = of(town)
    assert (found.held.margin, found.order, found.totals.counted) == (None, None, 0)
    assert [one.reach for one in found.held.others] == [Reach.UNKNOWN]


def test_totals_are_those_of_the_counted_rows(town: Town) -> None:
    found = of(town).totals
    counted = [row.current.figures for row in raw(town) if row.state == "counted"]
    assert (found.counted, found.stations) == (len(counted), len(STATIONS))
    assert [(s.number, s.votes) for s in found.shares] == [
        (n, sum(figures[f"paslon{n}"] for figures in counted)) for n in (1, 2)
    ]
    assert found.valid == sum(figures["suara_sah"] for figures in counted)
    assert found.invalid == sum(figures["suara_tidak_sah"] for figures in counted)
    assert found.users == sum(figures["peng_total_j"] for figures in counted)
    assert found.voters == sum(figures["dpt_j"] for figures in counted)
    assert found.shares[0].percent == pytest.approx(100 * 360 / 600)


def test_the_two_sources_and_clashes(town: Town) -> None:
    ptps = {code: person("station_supervisor", station=code) for code in (STATIONS[2], STATIONS[3])}
    supervise(town.row(STATIONS[2]), ptps[STATIONS[2]], submission(healthy_figures({1: 80, 2: 120})))
    sent = submission(healthy_figures())
    supervise(town.row(STATIONS[3]), ptps[STATIONS[3]], sent)
    with pytest.raises(Clashed):
        changed = submission(healthy_figures({1: 1, 2: 1}), client_id=sent.client_id)
        supervise(town.row(STATIONS[3]), ptps[STATIONS[3]], changed)
    found = of(town).second
    assert found.standings[Standing.DIFFERS] == 1
    assert found.standings[Standing.HANDED] == 1
    assert found.standings[Standing.WAITING] == len(STATIONS) - 2
    assert [row.station for row in found.differing] == [STATIONS[2]]
    assert [row.station for row, _at in found.clashes] == [STATIONS[3]]
    assert of(town, region="18.72.02").second.clashes == ()


def test_reading_quality(town: Town) -> None:
    number, again = receipt(), receipt()
    photo(town, STATIONS[3], 100, submission=number)
    photo(town, STATIONS[3], 100, submission=number, reason="too_dark")
    photo(town, STATIONS[10], 100, submission=again, reason="too_dark")
    read(town, STATIONS[3], {"paslon1": ("doubt", 617), "paslon2": ("missing", None)}, number, 100)
    fields = {"paslon1": ("certain", 117), "paslon2": ("arithmetic", 80), "dpt_j": ("doubt", None)}
    read(town, STATIONS[3], fields, number, 101)
    row = town.row(STATIONS[3])
    figures = healthy_figures({1: 120, 2: 80})
    enter(row, town.clerk, submission(figures, row.revision, client_id=number))
    waiting = of(town).reading
    assert waiting.whole.compared == 0, "it waits to be read a second time"
    town.confirm(STATIONS[3])
    read(town, STATIONS[10], {"paslon1": ("certain", 5)}, again, 100)
    found = of(town).reading
    assert (found.whole.photos, found.whole.placed, found.whole.forms) == (4, 2, 2)
    assert [number for _words, number in found.refused] == [2]
    assert (found.whole.certain, found.whole.arithmetic, found.whole.doubt, found.whole.read) == (2, 1, 1, 4)
    assert (found.whole.corrected, found.whole.compared) == (1, 2)
    wards = {one.code: one for one in found.wards}
    assert (wards["18.72.01.1001"].corrected, wards["18.72.02.1001"].photos) == (1, 1)
    assert of(town).reading == found, "remembered counts are the same"


def test_the_contests_are_apart(town: Town) -> None:
    found = night(town.checker, town.contests["governor"], at(town, 180))
    assert found.whole.arrived == 0
    assert found.pace.points[-1].arrived == 0
    assert len(found.late) == len(STATIONS)


def test_rows_of_a_city_pack_have_no_moment_of_their_own() -> None:
    figures = healthy_figures({1: 120, 2: 80}, dpt=571)
    cast = {number: figures.pop(f"paslon{number}") for number in (1, 2)}
    row = packs.ResultRow("mayor", "1872011001001", figures, cast, origin())
    city = tiny_city(tiny_pack(results=(row,)))
    found = night(person("commissioner"), city.mayor, timezone.now())
    assert found.whole.counted == found.pace.untimed == 1
    assert found.pace.points == ()
    assert (found.pace.arrived.forms, found.pace.arrived.ready) == (0, None)
