"""Raw SQL against the rules of two sources and of what was objected and decided: the database refuses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from siaga.desks.offices.models import Membership
from siaga.desks.results.models import (
    Adjudication,
    Comparison,
    Ground,
    Objection,
    Plenary,
    Recount,
    ResultRow,
    ResultVersion,
    SecondReading,
    SpecialEvent,
    SupervisorForm,
)
from siaga.desks.results.services import (
    EventSaid,
    FollowUpSaid,
    ObjectionSaid,
    PlenaryClosed,
    PlenaryOpened,
    RecountSaid,
    adjudicate,
    close_plenary,
    correct,
    follow_up,
    note_event,
    note_objection,
    open_plenary,
    order_recount,
    send_back,
    supervise,
)
from tests.desks.results.test_guards import refused, ruled, run, step
from tests.kit.count import STATIONS, Town, healthy_figures, receipt, submission
from tests.kit.people import member, person, region

pytestmark = pytest.mark.django_db
TPS, OTHER, THIRD = STATIONS[:3]
NOW = datetime(2024, 11, 27, 20, 0, tzinfo=UTC)


def copied(one: Model, **changed: Any) -> tuple[str, dict[str, Any]]:
    """A statement that writes a record once more, with some columns changed."""
    fields = [field for field in one._meta.concrete_fields if not field.primary_key]
    values = {field.column: getattr(one, field.attname) for field in fields} | changed
    prepared = {field.column: field.get_db_prep_save(values[field.column], connection) for field in fields}
    names = ", ".join(f'"{name}"' for name in prepared)
    places = ", ".join(f"%({name})s" for name in prepared)
    return f"INSERT INTO {one._meta.db_table} ({names}) VALUES ({places})", prepared


def rejected(one: Model, says: str, **changed: Any) -> None:
    sql, values = copied(one, **changed)
    refused(sql, says, **values)


def differing(town: Town, ptps: Any) -> ResultRow:
    town.enter(TPS, by=person("district_committee", "18.72.01"), votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    return town.row(TPS)


def decided(town: Town, ptps: Any) -> ResultRow:
    row = differing(town, ptps)
    sent = submission(healthy_figures(), row.revision, level="district", reason="Turus dibuka")
    adjudicate(row, town.checker, sent)
    return town.row(TPS)


# --- a supervisor's form


def test_the_healthy_form_passes(town: Town, ptps: Any) -> None:
    """Otherwise the refusals below could be refusals of the statement itself."""
    form = supervise(town.row(TPS), ptps, submission(healthy_figures())).form
    sql, values = copied(form, number=2, client_id="sql-form-2")
    assert run(sql, **values) == 1


def test_only_the_supervisor_of_this_station_hands_in(town: Town, ptps: Any) -> None:
    form = supervise(town.row(TPS), ptps, submission(healthy_figures())).form
    elsewhere = person("station_supervisor", station=OTHER)
    says = "only the supervisor of this station"
    new = {"number": 2, "client_id": "sql-form-2"}
    for someone in (town.clerk, elsewhere, person("supervisor")):
        rejected(form, says, by_id=someone.pk, **new)
    rejected(form, says, row_id=town.row(OTHER).pk, number=1, client_id="sql-form-2")
    crew = Membership.objects.get(user=person("station_officer", station=TPS)).institution_id
    rejected(form, says, institution_id=crew, **new)
    member(ptps, "station_officer", station=TPS)
    Membership.objects.filter(user=ptps, role="station_supervisor").update(
        ended_at=NOW, ended_by=town.clerk, end_reason="Diganti"
    )
    rejected(form, says, **new)


def test_a_form_is_whole(town: Town, ptps: Any) -> None:
    form = supervise(town.row(TPS), ptps, submission(healthy_figures())).form
    new = {"number": 2, "client_id": "sql-form-2"}
    rejected(form, "not the next one", **new | {"number": 3})
    rejected(form, "", **new | {"client_id": ""})
    rejected(form, "", **new | {"digest": "abc"})
    rejected(form, "supervisor_with_errors_is_declared", **new | {"errors": 1})
    rejected(form, "", number=2)
    entered = town.enter(OTHER)
    rejected(form, "receipt number is that of an entry", **new | {"client_id": entered.current.client_id})


def test_the_crew_is_never_its_own_supervisor(town: Town, ptps: Any) -> None:
    form = supervise(town.row(TPS), ptps, submission(healthy_figures())).form
    now = town.enter(TPS, votes={1: 121, 2: 79}).revision
    member(town.clerk, "station_supervisor", station=TPS)
    new = {"number": 2, "client_id": "sql-form-2", "by_id": town.clerk.pk, "revision": now}
    rejected(form, "who wrote the row", **new)
    version = town.row(TPS).current
    new = {"number": 2, "client_id": "sql-version-2"}
    rejected(version, "as its supervisor cannot write", entered_by_id=ptps.pk, **new)
    rejected(version, "that of a supervisor", **new | {"client_id": form.client_id})


# --- a comparison


@pytest.mark.parametrize("lie", [True, False])
def test_a_comparison_tells_the_truth(town: Town, ptps: Any, lie: bool) -> None:
    """Equal however the figures are ordered; different in one of them, in a blank, or in one more."""
    read = healthy_figures() if not lie else healthy_figures(disabilitas=1)
    town.enter(TPS)
    form = SupervisorForm(**form_fields(town, ptps, dict(reversed(read.items()))))
    form.save(force_insert=True)
    compared = Comparison(version=town.row(TPS).current, form=form, agrees=lie, at=NOW)
    rejected(compared, "the figures themselves say")
    sql, values = copied(compared, agrees=not lie)
    assert run(sql, **values) == 1


def form_fields(town: Town, ptps: Any, figures: dict[str, int]) -> dict[str, Any]:
    held = Membership.objects.get(user=ptps)
    return {
        "row": town.row(TPS),
        "number": 1,
        "revision": town.row(TPS).revision,
        "nonce": "0" * 32,
        "figures": figures,
        "errors": 0,
        "institution": held.institution,
        "by": ptps,
        "at": NOW,
        "channel": "api",
        "client_id": receipt(),
        "digest": "0" * 64,
    }


def test_compared_are_the_newest_of_one_row_and_of_two_institutions(town: Town, ptps: Any) -> None:
    row = differing(town, ptps)
    compared = Comparison.objects.get()
    other = town.enter(OTHER)
    rejected(compared, "newest entry and the newest form", version_id=other.current_id, agrees=True)
    form = SupervisorForm(**form_fields(town, ptps, healthy_figures()) | {"number": 2})
    form.save(force_insert=True)
    sql, values = copied(compared, form_id=form.pk)
    with transaction.atomic():
        assert run(sql, **values) == 1
        transaction.set_rollback(True)
    Membership.objects.create(
        user=row.entered_by,
        role="district_supervisor",
        institution=form.institution,
        region_id="18.72.01",
        starts="2020-01-01",
    )
    rejected(compared, "one person or one institution", form_id=form.pk)


# --- steps


def test_no_row_counts_by_a_supervisor_who_read_otherwise_or_nothing(town: Town, ptps: Any) -> None:
    row = town.enter(TPS)
    confirmed = ", confirmed_by_id = %(by)s, confirmed_at = CURRENT_TIMESTAMP"
    step(row, "match", "counted", "", confirmed, by=ptps.pk)
    form = SupervisorForm(**form_fields(town, ptps, healthy_figures(disabilitas=1)))
    form.save(force_insert=True)
    Comparison.objects.create(version=row.current, form=form, agrees=False, at=NOW)
    step(row, "match", "counted", "no second person has read", confirmed, by=ptps.pk)


def test_no_row_counts_past_a_supervisor_who_read_otherwise(town: Town, ptps: Any) -> None:
    row = town.enter(TPS)
    SecondReading.objects.create(
        version=row.current,
        revision=row.revision,
        by=town.checker,
        at=NOW,
        votes={"paslon1": 120, "paslon2": 80},
        agrees=True,
        client_id=receipt(),
        digest="0" * 64,
    )
    SupervisorForm(**form_fields(town, ptps, healthy_figures(disabilitas=1))).save(force_insert=True)
    confirmed = ", confirmed_by_id = %(by)s, confirmed_at = CURRENT_TIMESTAMP"
    step(row, "confirm", "counted", "has not read the same", confirmed, by=town.checker.pk)


def test_a_row_is_not_held_for_a_difference_that_is_none(town: Town, ptps: Any) -> None:
    row = town.enter(TPS)
    step(row, "mismatch", "held", "")
    form = SupervisorForm(**form_fields(town, ptps, healthy_figures()))
    form.save(force_insert=True)
    Comparison.objects.create(version=row.current, form=form, agrees=True, at=NOW)
    step(row, "mismatch", "held", "the two sources do not differ")


def test_a_difference_is_decided_not_released(town: Town, ptps: Any) -> None:
    row = differing(town, ptps)
    ruled(row, "release", town.checker)
    step(row, "release", "entered", "decided, not released")


def test_who_made_a_source_decides_and_confirms_nothing(town: Town, ptps: Any) -> None:
    row = differing(town, ptps)
    version = ResultVersion.objects.get(pk=row.current_id)
    corrected = {"kind": "correction", "level": "district", "reason": "x", "number": 2}
    sql, values = copied(version, **corrected, client_id="sql-version-2", figures=healthy_figures())
    run(sql, **values)
    newest = ResultVersion.objects.get(number=2, row=row)
    compared = Comparison.objects.get()
    decision = Adjudication(version=newest, comparison=compared)
    rejected(decision, "who made one of two differing sources")
    for act in ("correct", "adjudicate"):
        step(row, act, "corrected", "", ", reason = 'x', current_id = %(v)s", v=newest.pk)


def test_who_made_a_source_corrects_nothing_after_the_return_either(town: Town, ptps: Any) -> None:
    row = differing(town, ptps)
    first = row.entered_by_id
    send_back(row, town.checker, "Salin ulang", row.revision)
    row = town.enter(TPS)
    corrected = {"kind": "correction", "level": "district", "reason": "x", "number": 3}
    sql, values = copied(row.current, **corrected, client_id="sql-version-3", entered_by_id=first)
    run(sql, **values)
    more = ", reason = 'x', current_id = %(v)s, entered_by_id = %(by)s"
    newest = ResultVersion.objects.get(number=3).pk
    step(row, "correct", "corrected", "who made one of two", more, v=newest, by=first)


def test_who_made_a_source_is_no_second_reader_of_what_was_decided(town: Town, ptps: Any) -> None:
    row = decided(town, ptps)
    compared = Comparison.objects.select_related("version").get()
    reading = SecondReading(
        version=row.current,
        revision=row.revision,
        by=person("commissioner"),
        at=NOW,
        votes={"paslon1": 120, "paslon2": 80},
        agrees=True,
        client_id=receipt(),
        digest="0" * 64,
    )
    member(ptps, "district_committee", "18.72.01")
    for someone in (compared.version.entered_by_id, ptps.pk):
        rejected(reading, "who made one of two differing sources", by_id=someone)
    sql, values = copied(reading)
    assert run(sql, **values) == 1


def test_a_decision_is_between_two_sources_by_the_district(town: Town, ptps: Any) -> None:
    row = differing(town, ptps)
    ward = person("district_committee", "18.72.01.1001")
    version = ResultVersion.objects.get(pk=row.current_id)
    corrected = {"kind": "correction", "level": "district", "reason": "x", "number": 2}
    sql, values = copied(version, **corrected, client_id="sql-version-2", entered_by_id=ward.pk)
    run(sql, **values)
    decision = Adjudication(
        version=ResultVersion.objects.get(number=2, row=row), comparison=Comparison.objects.get()
    )
    rejected(decision, "by the district or a level above")
    elsewhere = town.count(OTHER)
    correct(
        elsewhere,
        town.checker,
        submission(healthy_figures(invalid=4), elsewhere.revision, level="city", reason="x"),
    )
    rejected(decision, "of the same row that differ", version_id=town.row(OTHER).current_id)
    more = ", reason = 'x', entered_by_id = %(by)s, current_id = %(v)s"
    step(
        row,
        "adjudicate",
        "corrected",
        "names no comparison",
        more,
        by=ward.pk,
        v=decision.version_id,
    )


# --- what was written stays


def everything(town: Town, ptps: Any) -> None:
    """One record in every table of this file."""
    row, by = decided(town, ptps), town.checker
    held = open_plenary(
        town.election, region("18.72.01"), by, PlenaryOpened(receipt(), "Ketua PPK", NOW)
    ).record
    close_plenary(held, by, PlenaryClosed(receipt(), "7/BA/2024", NOW))
    raised = note_objection(row, by, ObjectionSaid(receipt(), 1, "Lebih", "paslon1", 1)).record
    note_event(row, by, EventSaid(receipt(), "Hujan", NOW))
    follow_up(raised, by, FollowUpSaid(receipt(), "settled", "Selesai"))
    order_recount(row, by, RecountSaid(receipt(), "district", "Segel"))


TABLES = {
    "results_supervisorform": "figures = '{}'",
    "results_comparison": "agrees = %(yes)s",
    "results_adjudication": "version_id = 0",
    "results_plenary": "presided_by = 'x'",
    "results_plenaryminutes": "number = 'x'",
    "results_objection": "claimed = 2",
    "results_specialevent": "text = 'x'",
    "results_followup": "text = 'x'",
    "results_recount": "reason = 'x'",
    "results_ground": "office = 'x'",
}


@pytest.mark.parametrize(("table", "change"), TABLES.items())
def test_what_was_written_stays(town: Town, ptps: Any, table: str, change: str) -> None:
    everything(town, ptps)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
    refused(f"UPDATE {table} SET {change}", "append-only", yes=False)
    refused(f"DELETE FROM {table}", "append-only")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's")
@pytest.mark.parametrize("table", TABLES)
def test_tables_are_never_emptied(town: Town, table: str) -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is SQLite's")
@pytest.mark.parametrize("table", TABLES)
def test_replacing_is_refused_too(town: Town, ptps: Any, table: str) -> None:
    everything(town, ptps)
    with pytest.raises(DatabaseError):
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


# --- objections, events, grounds


def test_what_is_noted_belongs_where_it_says(town: Town, ptps: Any) -> None:
    everything(town, ptps)
    governor = town.contests["governor"]
    city = open_plenary(
        town.election, region("18.72"), town.checker, PlenaryOpened(receipt(), "Ketua KPU", NOW)
    ).record
    far = open_plenary(
        town.election, region("18.72.02"), town.checker, PlenaryOpened(receipt(), "Ketua PPK", NOW)
    ).record
    objection, event, recount = Objection.objects.get(), SpecialEvent.objects.get(), Recount.objects.get()
    pair = governor.pairs.first()
    rejected(objection, "another ballot", client_id="sql-1", pair_id=pair.pk)
    rejected(objection, "objection_claims_a_figure", client_id="sql-1", field="")
    for one in (objection, event, recount):
        rejected(one, "another election or place", client_id="sql-1", plenary_id=far.pk)
    rejected(event, "elsewhere than its row", client_id="sql-1", contest_id=governor.pk)
    rejected(event, "", client_id="sql-1", row_id=None)
    rejected(city, "a district, the city or the province", client_id="sql-1", region_id="18.72.01.1001")
    ground = Ground.objects.get()
    version = corrected_again(town)
    rejected(ground, "another level than its plenary", version_id=version.pk, plenary_id=city.pk)
    rejected(ground, "another election or place", version_id=version.pk, plenary_id=far.pk)
    rejected(ground, "only a correction", version_id=version.row.versions.first().pk)
    other = town.count(THIRD)
    elsewhere = order_recount(other, town.checker, RecountSaid(receipt(), "city", "x")).record
    rejected(ground, "of another row", version_id=version.pk, recount_id=elsewhere.pk)
    sql, values = copied(ground, version_id=version.pk, recount_id=recount.pk)
    assert run(sql, **values) == 1


def corrected_again(town: Town) -> ResultVersion:
    """One more correction of the district, as yet resting on nothing."""
    newest = ResultVersion.objects.get(pk=town.row(TPS).current_id)
    sql, values = copied(newest, number=newest.number + 1, client_id="sql-version-9")
    run(sql, **values)
    return ResultVersion.objects.get(client_id="sql-version-9")


def test_plenaries_and_statements_name_somebody(town: Town, ptps: Any) -> None:
    everything(town, ptps)
    rejected(Plenary.objects.get(), "plenary_is_presided_over", client_id="sql-1", presided_by="")
    rejected(Objection.objects.get(), "objection_says_what", client_id="sql-1", text="")
    rejected(Recount.objects.get(), "recount_has_a_reason", client_id="sql-1", reason="")
    assert re.fullmatch(r"[0-9a-f]{64}", Objection.objects.get().digest)
