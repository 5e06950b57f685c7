"""Two readings are two: nobody who saw the first makes the second, and what was read before a row was sent
back is no source any more. Each story is one that once counted a row, or told what stood on it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from siaga.desks.offices.models import Membership
from siaga.desks.results.errors import (
    Clashed,
    KnowsTheFigures,
    LevelTooLow,
    NotNow,
    OneInstitution,
    SupervisorAwaited,
)
from siaga.desks.results.figures import digest_of
from siaga.desks.results.models import Comparison, ResultVersion, Ruling, SecondReading, SupervisorForm
from siaga.desks.results.queries.editions import Frame, edition_of
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.queries.sources import Standing, source_lines
from siaga.desks.results.receipts import code_of
from siaga.desks.results.services import (
    adjudicate,
    confirm,
    correct,
    enter,
    hold,
    release,
    send_back,
    supervise,
)
from siaga.desks.results.states import Act, State
from siaga.desks.trail.models import Entry
from tests.desks.results.test_guards import refused, ruled, run, step
from tests.desks.results.test_source_guards import copied, form_fields, rejected
from tests.kit.count import STATIONS, Town, healthy_figures, reading, submission
from tests.kit.people import member, person, signed_in
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]
SECRET = "RAHASIA"


# --- who saw the first reading is not the second


def test_who_holds_a_waiting_row_sees_it_and_confirms_it_no_more(town: Town, ppk: Any) -> None:
    row = town.enter(TPS)
    hold(row, ppk, "Lihat dulu", row.revision)
    row = town.row(TPS)
    assert not sight_of(row, person("commissioner")).entry, "others may still be its second reader"
    assert sight_of(row, ppk).entry, "who stopped it has given that up"
    release(row, ppk, "Sudah", row.revision)
    row = town.row(TPS)
    with pytest.raises(KnowsTheFigures):
        confirm(row, ppk, reading(row))
    assert town.confirm(TPS, by=person("commissioner")).state == State.COUNTED


def test_who_released_a_row_does_not_confirm_it(town: Town, ppk: Any) -> None:
    figures = healthy_figures()
    del figures["disabilitas"]
    enter(town.row(TPS), town.clerk, submission(figures, 0, declared="Kosong"))
    row = release(town.row(TPS), ppk, "Boleh", town.row(TPS).revision)
    with pytest.raises(KnowsTheFigures):
        confirm(row, ppk, reading(row))


def test_what_a_second_person_read_otherwise_is_read_by_a_third(town: Town, ppk: Any) -> None:
    row = town.enter(TPS)
    confirm(row, ppk, reading(row, {"paslon1": 121}))
    row = town.row(TPS)
    with pytest.raises(NotNow):
        release(row, town.checker, "Keliru", row.revision)
    send_back(row, town.checker, "Salin ulang", row.revision)
    row = town.enter(TPS)
    with pytest.raises(KnowsTheFigures):
        confirm(row, ppk, reading(row))
    assert town.confirm(TPS, by=person("commissioner")).state == State.COUNTED


def test_a_row_that_had_counted_is_open_to_all_when_it_is_held(town: Town, ppk: Any) -> None:
    row = town.count(TPS)
    hold(row, town.checker, "Foto tidak cocok", row.revision)
    assert sight_of(town.row(TPS), ppk).entry


def test_the_database_knows_who_saw(town: Town, ppk: Any) -> None:
    row = town.enter(TPS)
    confirm(row, town.checker, reading(row, {"paslon1": 121}))
    row = town.row(TPS)
    ruled(row, "release", ppk)
    step(row, "release", "entered", "read otherwise")
    other = town.enter(OTHER)
    hold(other, ppk, "x", other.revision)
    release(town.row(OTHER), ppk, "x", town.row(OTHER).revision)
    other = town.row(OTHER)
    read = a_reading(other, ppk)
    rejected(read, "who held or released a version")
    sql, values = copied(read, by_id=person("commissioner").pk)
    assert run(sql, **values) == 1


def test_the_database_knows_who_read_otherwise(town: Town, ppk: Any) -> None:
    row = town.enter(TPS)
    confirm(row, ppk, reading(row, {"paslon1": 121}))
    send_back(town.row(TPS), town.checker, "x", town.row(TPS).revision)
    rejected(a_reading(town.enter(TPS), ppk), "who read other votes on this row")


def test_no_row_is_held_or_released_by_nobody(town: Town) -> None:
    row = town.enter(TPS)
    step(row, "hold", "held", "nobody stands for this decision", ", reason = 'x'")
    ruling = Ruling(
        version=row.current, revision=1, act="hold", before="entered", by=town.checker, at=timezone.now()
    )
    rejected(ruling, "only who decides about results", by_id=person("station_officer", station=TPS).pk)
    far = person("district_committee", "18.72.02")
    rejected(ruling, "only who decides about results", by_id=far.pk)
    rejected(ruling, "does not stand at this version", before="counted")
    rejected(ruling, "does not stand at this version", revision=0)
    ruling.save()
    refused("UPDATE results_ruling SET by_id = %(by)s", "append-only", by=far.pk)
    refused("DELETE FROM results_ruling", "append-only")


def a_reading(row: Any, by: Any, **votes: int) -> SecondReading:
    return SecondReading(
        version=row.current,
        revision=row.revision,
        by=by,
        at=timezone.now(),
        votes={"paslon1": 120, "paslon2": 80} | votes,
        agrees=True,
        client_id=f"sql-{row.pk}-{row.revision}",
        digest="0" * 64,
    )


# --- a reading says what its votes say, by somebody with the right


def test_a_second_reading_is_what_its_votes_say(town: Town, ppk: Any) -> None:
    row = town.enter(TPS)
    says = "the votes themselves say"
    rejected(a_reading(row, ppk), says, votes={"paslon1": 1})
    rejected(a_reading(row, ppk), says, votes={"paslon1": 120})
    rejected(a_reading(row, ppk), says, votes={"paslon1": 120, "paslon2": None})
    rejected(a_reading(row, ppk, paslon2=81), says)
    rejected(a_reading(row, ppk), says, agrees=False)
    sql, values = copied(a_reading(row, ppk, paslon2=81), agrees=False)
    assert run(sql, **values) == 1


def test_a_second_reader_confirms_here(town: Town, ppk: Any) -> None:
    row = town.enter(TPS)
    far = person("district_committee", "18.72.02")
    for someone in (person("agency_officer"), person("station_officer", station=TPS), far):
        rejected(a_reading(row, someone), "only who confirms results of this place")
    Membership.objects.filter(user=ppk).update(
        ended_at=timezone.now(), ended_by=town.clerk, end_reason="Diganti"
    )
    rejected(a_reading(row, ppk), "only who confirms results of this place")


# --- sent back, read anew by both


def counted_by_both(town: Town, ptps: Any) -> None:
    town.enter(TPS)
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert town.row(TPS).state == State.COUNTED


def returned(town: Town, by: Any) -> None:
    row = hold(town.row(TPS), by, "Kotak salah", town.row(TPS).revision)
    send_back(row, by, "Baca lagi", row.revision)


def test_what_the_supervisor_read_before_the_return_counts_nothing(
    town: Town, ptps: Any, ppk: Any, kpps: Any
) -> None:
    counted_by_both(town, ptps)
    returned(town, ppk)
    assert standing(town) == Standing.WAITING
    assert town.enter(TPS, by=kpps).state == State.ENTERED
    assert standing(town) == Standing.WAITING
    row = town.row(TPS)
    with pytest.raises(SupervisorAwaited):
        confirm(row, person("commissioner"), reading(row))
    supervise(row, ptps, submission(healthy_figures()))
    assert (town.row(TPS).state, standing(town)) == (State.COUNTED, Standing.SAME)


def standing(town: Town) -> Standing:
    lines = source_lines(person("supervisor"), town.election)
    return next(line.standing for line in lines if (line.line.station, line.line.contest) == (TPS, "mayor"))


def test_a_form_of_the_return_itself_is_compared(town: Town, ptps: Any, ppk: Any) -> None:
    counted_by_both(town, ptps)
    returned(town, ppk)
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert town.row(TPS).state == State.RETURNED, "the crew has not entered anew"
    assert town.enter(TPS).state == State.COUNTED


def test_the_database_compares_nothing_from_before_the_return(town: Town, ptps: Any, ppk: Any) -> None:
    counted_by_both(town, ptps)
    old = Comparison.objects.get()
    returned(town, ppk)
    form = SupervisorForm(**form_fields(town, ptps, healthy_figures()) | {"number": 2})
    rejected(form, "does not stand at this revision", revision=1)
    row = town.enter(TPS)
    rejected(old, "read anew by both", version_id=row.current_id)
    step(
        row,
        "match",
        "counted",
        "",
        ", confirmed_by_id = %(by)s, confirmed_at = CURRENT_TIMESTAMP",
        by=ptps.pk,
    )


# --- nothing goes past a difference


def differing(town: Town, ptps: Any) -> Any:
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    return town.row(TPS)


def correction(row: Any, level: str = "district", **more: Any) -> Any:
    return submission(healthy_figures({1: 121, 2: 79}), row.revision, level=level, reason=SECRET, **more)


@pytest.mark.parametrize("level", ["station", "district"])
def test_two_readings_that_differ_are_not_corrected_past(town: Town, ptps: Any, ppk: Any, level: str) -> None:
    row = differing(town, ptps)
    with pytest.raises(NotNow):
        correct(row, ppk, correction(row, level))
    send_back(row, ppk, "Salin ulang", row.revision)
    row = town.row(TPS)
    with pytest.raises(NotNow):
        correct(row, ppk, correction(row, level))
    sql, values = copied(
        row.current,
        number=2,
        client_id="sql-2",
        kind="correction",
        level=level,
        reason="x",
        entered_by_id=ppk.pk,
    )
    run(sql, **values)
    more = ", reason = 'x', current_id = %(v)s, entered_by_id = %(by)s"
    newest = ResultVersion.objects.get(number=2)
    says = "not corrected past" if level == "district" else ""
    step(row, "correct", "corrected", says, more, v=newest.pk, by=ppk.pk)


def test_the_station_does_not_correct_what_two_read_differently(town: Town, ptps: Any, ppk: Any) -> None:
    row = differing(town, ptps)
    send_back(row, person("commissioner"), "Salin ulang", row.revision)
    row = town.enter(TPS, votes={1: 121, 2: 79})
    with pytest.raises(LevelTooLow):
        correct(row, ppk, correction(row, "station"))
    assert correct(row, ppk, correction(row)).row.state == State.CORRECTED


# --- digests tell nothing to whoever guesses


def guesses(row: Any, figures: dict[str, int], nonce: str = "", **said: str) -> str:
    return digest_of(row.contest, row.station.code, {"figures": figures} | said, nonce)


def test_no_receipt_or_digest_tells_whoever_guesses_the_figures(town: Town, ptps: Any) -> None:
    cache.clear()
    sent = submission(healthy_figures({1: 121, 2: 79}))
    supervise(town.row(TPS), ptps, sent)
    form = SupervisorForm.objects.get()
    other = town.enter(OTHER)
    statements = ((form, {"source": "supervisor"}), (other.current, {}))
    trail = " ".join(Entry.objects.values_list("canonical", flat=True))
    for statement, said in statements:
        guess = guesses(statement.row, statement.figures, **said)
        assert guess != statement.digest
        assert statement.digest in trail
        assert guess not in trail
        assert statement.nonce not in trail
        assert lookup(guess).status_code == 404
        assert lookup(statement.digest).status_code == 200
        assert guesses(statement.row, statement.figures, statement.nonce, **said) == statement.digest


def lookup(digest: str) -> Any:
    return Client().get(reverse("receipts:receipt", args=[code_of(digest).replace(" ", "-")]))


def test_counted_the_nonce_is_told_and_the_digest_can_be_recomputed(town: Town) -> None:
    row = town.count(TPS)
    assert row.current.nonce in Entry.objects.get(action="results.confirm").canonical
    [version] = [v for v in edition_of(town.election, FRAME).contests[1].versions if v.station == TPS]
    assert version.nonce == row.current.nonce
    assert digest_of(row.contest, TPS, version.said, version.nonce) == version.digest
    hold(row, town.checker, "x", row.revision)
    [version] = [v for v in edition_of(town.election, FRAME).contests[1].versions if v.station == TPS]
    assert (version.nonce, version.figures) == ("", {})


FRAME = Frame(number=1, at=timezone.now(), issuer="KPU", checkpoint="")


def test_codes_are_not_tried_one_after_the_other() -> None:
    cache.clear()
    address = reverse("receipts:receipt", args=["0000-0000-0001"])
    with override_settings(SIAGA_RECEIPT_RATE="3/m"):
        assert [Client().get(address).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    cache.clear()


def test_a_receipt_number_of_another_person_tells_nothing(town: Town, kpps: Any, ptps: Any) -> None:
    """Equal or not, the answer is the same: otherwise it would tell whether they know the figures."""
    answers = []
    for station, figures in ((TPS, healthy_figures()), (OTHER, healthy_figures(invalid=4))):
        sent = submission(healthy_figures())
        enter(town.row(station), town.clerk, sent)
        with pytest.raises(Clashed):
            enter(
                town.row(station), person("commission_staff"), submission(figures, client_id=sent.client_id)
            )
        answers.append(town.row(station).state)
    assert answers[0] == answers[1]
    form = submission(healthy_figures())
    supervise(town.row(STATIONS[2]), person("station_supervisor", station=STATIONS[2]), form)
    again = person("station_supervisor", station=STATIONS[2])
    with pytest.raises(Clashed):
        supervise(town.row(STATIONS[2]), again, form)


# --- words that tell


def words_of(user: Any) -> list[str]:
    """Where somebody finds the secret words; the trail's own pages are part of it."""
    client, at = signed_in(user), ["uji-2024", "mayor", TPS]
    addresses = [reverse(f"results:{page}", args=at) for page in ("row", "confirm", "correct", "events")]
    addresses += [reverse(f"results:{page}") for page in ("desk", "held", "sources", "night")]
    addresses += [f"{reverse('results:desk')}?unduh=csv", f"{reverse('results:sources')}?unduh=csv"]
    addresses += [
        "/api/desk/rows",
        f"/api/desk/rows/uji-2024/mayor/{TPS}",
        "/api/desk/sources",
        "/api/desk/night",
    ]
    addresses += ["/jejak/?unduh=csv", "/jejak/"]
    found = {address: client.get(address) for address in addresses}
    texts = {a: (b"".join(r) if r.streaming else r.content).decode() for a, r in found.items()}
    return [address for address, text in texts.items() if SECRET in text or '"paslon1": 121' in text]


def test_a_corrections_words_and_figures_are_covered_to_its_second_reader(town: Town, ppk: Any) -> None:
    row = town.count(TPS)
    correct(row, ppk, correction(row))
    reader = person("commissioner")
    assert words_of(reader) == []
    assert words_of(ppk) != [], "the search finds what is shown"
    [entry] = Entry.objects.filter(action="results.correct")
    assert not states(121, entry.canonical)
    town.confirm(TPS, by=reader)
    [entry] = Entry.objects.filter(action="results.confirm").order_by("-index")[:1]
    assert SECRET in entry.canonical
    assert states(121, entry.canonical)


def test_a_decisions_words_are_covered_to_its_second_reader(town: Town, ptps: Any, ppk: Any) -> None:
    row = differing(town, ptps)
    adjudicate(row, ppk, correction(row))
    for reader in (person("commissioner"), person("district_committee", "18.72.01")):
        assert words_of(reader) == []


def test_the_words_of_whoever_holds_a_row_are_covered_to_its_second_reader(town: Town, ppk: Any) -> None:
    row = town.enter(TPS)
    hold(row, ppk, f"{SECRET}: mestinya 121", row.revision)
    assert words_of(person("district_committee", "18.72.01")) == []


def test_a_publication_tells_no_words_about_what_has_not_counted(town: Town, kpps: Any, ppk: Any) -> None:
    figures = healthy_figures()
    del figures["disabilitas"]
    enter(town.row(TPS), kpps, submission(figures, 0, declared=SECRET))
    row = town.count(OTHER)
    correct(row, ppk, correction(row))
    assert SECRET not in repr(edition_of(town.election, FRAME))
    release(town.row(TPS), ppk, "Boleh", town.row(TPS).revision)
    town.confirm(TPS)
    town.confirm(OTHER)
    told = [step for contest in edition_of(town.election, FRAME).contests for step in contest.steps]
    assert [(step.station, step.act) for step in told if step.reason == SECRET] == [
        (TPS, "declare"),
        (OTHER, "correct"),
    ]


def test_whether_an_entry_adds_up_is_not_told_to_the_supervisor(town: Town, kpps: Any, ptps: Any) -> None:
    figures = healthy_figures(suara_sah=201)
    enter(town.row(TPS), kpps, submission(figures, 0, declared="Begitu tertulis"))
    client = signed_in(ptps)
    one = client.get(f"/api/desk/rows/uji-2024/mayor/{TPS}").json()
    [listed] = [r for r in client.get("/api/desk/rows").json() if r["contest"] == "mayor"]
    assert (one["errors"], listed["errors"]) == (None, None)
    assert "release" not in {step["act"] for step in one["next"]}
    with override("id"):
        told = str(Act.DECLARE.label)
    crew = signed_in(kpps)
    for page in (reverse("results:row", args=["uji-2024", "mayor", TPS]), reverse("results:held")):
        assert told in crew.get(page).content.decode().lower(), page
        assert told not in client.get(page).content.decode().lower(), page


# --- two institutions


def left(town: Town, before: timedelta) -> Any:
    """Somebody of the commission who was the supervisor of the station until then."""
    someone = person("commission_staff")
    member(someone, "station_supervisor", station=TPS)
    held = Membership.objects.filter(user=someone, role="station_supervisor")
    held.update(ended_at=timezone.now() - before, ended_by=town.clerk, end_reason="Pindah")
    return someone


def test_who_left_the_supervisor_today_still_belongs_to_it(town: Town, ptps: Any) -> None:
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    with pytest.raises(OneInstitution):
        town.enter(TPS, by=left(town, timedelta(minutes=5)))
    assert town.enter(TPS, by=left(town, timedelta(days=2))).state == State.COUNTED


def test_the_database_knows_who_left_today(town: Town, ptps: Any) -> None:
    row = town.enter(TPS)
    form = SupervisorForm(**form_fields(town, ptps, healthy_figures()))
    form.save(force_insert=True)
    compared = Comparison(version=row.current, form=form, agrees=True, at=timezone.now())
    member(town.clerk, "station_supervisor", station=TPS)
    held = Membership.objects.filter(user=town.clerk, role="station_supervisor")
    held.update(ended_at=timezone.now(), ended_by=ptps, end_reason="Pindah")
    rejected(compared, "one person or one institution")
