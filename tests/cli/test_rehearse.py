"""``siaga rehearse`` plays a night through the services of the desk, on a demonstration and nowhere else."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.test import Client

from siaga.cli import main
from siaga.cli._rehearsal import SKIPPED, Cast, UnfitError, beats_for, play, require_demonstration
from siaga.desks.offices.models import User
from siaga.desks.results.models import ResultRow, ResultVersion
from siaga.desks.results.states import State
from siaga.desks.trail.models import Entry
from siaga.engines.rehearsal import Act, Beat
from tests.kit.count import STATIONS, healthy_figures, small_election
from tests.kit.people import person

pytestmark = pytest.mark.django_db
WATCHED = STATIONS[0]


def paper(station: str, contest: str):
    """A row as a pack has it: the votes beside the other figures."""
    pairs = 2 if contest == "mayor" else 3
    figures = healthy_figures(votes={number: 60 + number for number in range(1, pairs + 1)})
    votes = {number: figures.pop(f"paslon{number}") for number in range(1, pairs + 1)}
    return SimpleNamespace(station=station, contest=contest, figures=figures, votes=votes)


@pytest.fixture
def town():
    return small_election()


@pytest.fixture
def pack():
    papers = [paper(station, contest) for contest in ("mayor", "governor") for station in STATIONS]
    return SimpleNamespace(id="uji-2024", results=papers)


@pytest.fixture
def cast(town):
    return Cast(town.clerk, town.checker, {WATCHED: person("station_supervisor", station=WATCHED)})


def played(town, pack, cast, seed="1"):
    return play(town.election, pack, cast, beats_for(town.election, pack, cast, seed), lambda share: None)


def test_every_act_goes_through_the_desk_and_leaves_its_entry(town, pack, cast):
    done = played(town, pack, cast)
    assert done[SKIPPED] == 0
    assert {Act.SLIP, Act.MISREAD, Act.SUPERVISE, Act.SUPERVISE_OTHERWISE, Act.CONFIRM} <= set(done)
    states = Counter(ResultRow.objects.values_list("state", flat=True))
    assert states[State.COUNTED] == done[Act.CONFIRM] + done[Act.SUPERVISE]
    held = done[Act.SLIP] - done[Act.SEND_BACK] + done[Act.MISREAD] + done[Act.SUPERVISE_OTHERWISE]
    assert states[State.HELD] == held > 0
    for act, count in (("enter", done[Act.ENTER] + done[Act.ENTER_AGAIN]), ("declare", done[Act.SLIP])):
        assert Entry.objects.filter(action=f"results.{act}").count() == count
    assert town.row(WATCHED, "governor").act == "mismatch"
    assert town.row(WATCHED, "mayor").act == "match"


def test_every_figure_is_marked_as_made_up(town, pack, cast):
    played(town, pack, cast)
    assert ResultVersion.objects.exists()
    assert not ResultVersion.objects.filter(sample=False).exists()


def test_time_is_asked_for_before_each_act(town, pack, cast):
    beats, shares = beats_for(town.election, pack, cast, "1"), []
    play(town.election, pack, cast, beats, shares.append)
    assert shares == [beat.at for beat in beats]


def test_who_takes_part_may_go_before_the_script(town, pack, cast):
    beats = beats_for(town.election, pack, cast, "1")
    forms = (beat.form for beat in beats if beat.form.contest == "mayor")
    taken = next(form for form in forms if form.station != WATCHED)
    town.count(taken.station, taken.contest)
    done = play(town.election, pack, cast, beats, lambda share: None)
    assert done[SKIPPED] > 0
    assert town.row(taken.station, taken.contest).current.sample is False


def test_a_second_run_goes_on_with_what_is_still_expected(town, pack, cast):
    beats = beats_for(town.election, pack, cast, "1")
    play(town.election, pack, cast, beats[:5], lambda share: None)
    left = {beat.form for beat in beats_for(town.election, pack, cast, "1")}
    assert left.isdisjoint({beat.form for beat in beats[:5]})
    assert play(town.election, pack, cast, [Beat(0.0, next(iter(left)), Act.ENTER)], lambda share: None) == {
        Act.ENTER: 1
    }


def test_only_a_demonstration_is_rehearsed_on(settings):
    settings.DEMO = False
    with pytest.raises(UnfitError, match="SIAGA_DEMO=1"):
        require_demonstration()
    settings.DEMO = True
    require_demonstration()
    User.objects.create_user("ani", "x", full_name="Ani")
    with pytest.raises(UnfitError, match="1 accounts in it are of real people"):
        require_demonstration()


def test_the_verb_refuses_in_one_line(settings, monkeypatch):
    def rehearse(*arguments):
        return CliRunner().invoke(main, ["rehearse", "packs/kota-metro-2024", *arguments])

    settings.DEMO = False
    result = rehearse("--minutes", "0")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "siaga: latihan hanya berjalan pada peragaan: setel SIAGA_DEMO=1\n"
    settings.DEMO = True
    assert "kota-metro-2024 belum dimuat" in rehearse().stderr
    assert "is not loaded" in rehearse("--lang", "en").stderr


def test_every_page_says_that_it_is_an_exercise(settings, town):
    settings.DEMO, settings.REHEARSAL = True, False
    assert (
        "nothing here is a result"
        not in Client().get("/", headers={"accept-language": "en"}).content.decode()
    )
    settings.REHEARSAL = True
    for address in ("/", "/hasil/", "/akun/login/"):
        page = Client().get(address, headers={"accept-language": "en"}, follow=True).content.decode()
        assert "nothing here is a result" in page, address
