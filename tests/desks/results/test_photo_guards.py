"""Raw SQL against every rule of the photos: the database refuses, whatever the Python above does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from siaga.desks.results.models import FormPhoto, PhotoClash, PhotoFinding, PhotoReading
from siaga.desks.results.services import enter, supervise
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.triggers import missing
from tests.kit.count import STATIONS, Town, healthy_figures, submission
from tests.kit.people import member, person

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]


def stored(digit: str, media_type: str = "image/jpeg") -> StoredFile:
    return StoredFile.objects.create(
        sha256=digit * 64, name="x.jpg", media_type=media_type, size=1, stored_at=timezone.now()
    )


def photo(town: Town, station: str = TPS, digit: str = "a", **said: Any) -> FormPhoto:
    return FormPhoto.objects.create(**photo_columns(town, station, digit, **said))


def photo_columns(town: Town, station: str = TPS, digit: str = "a", **said: Any) -> dict[str, Any]:
    file = StoredFile.objects.filter(pk=digit * 64).first() or stored(digit)
    plain = {
        "row_id": town.row(station).pk,
        "file_id": file.pk,
        "client_id": f"upload-{station}-{digit}",
        "submission": f"submission-{station}",
        "side": "crew",
        "order": 1,
        "page": 1,
        "reason": "",
        "look": "0" * 64,
        "by_id": town.clerk.pk,
        "received_at": timezone.now(),
    }
    return plain | said


def insert(model: type[models.Model], values: dict[str, Any], verb: str = "INSERT") -> None:
    """A raw statement with every column, as somebody with a database shell would write it."""
    columns = {field.column: field for field in model._meta.concrete_fields if field.column in values}
    prepared = [_prepared(field, values[name]) for name, field in columns.items()]
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO {model._meta.db_table} ({names}) VALUES ({places})", prepared)


def _prepared(field: Any, value: Any) -> Any:
    """What goes to the database; text of JSON goes as it is."""
    return value if isinstance(value, str) else field.get_db_prep_save(value, connection)


def refused(model: type[models.Model], values: dict[str, Any], says: str) -> None:
    with pytest.raises(DatabaseError, match=re.escape(says)):
        insert(model, values)


def test_the_healthy_statements_pass(town: Town) -> None:
    """Otherwise the refusals below could be refusals of the statement itself."""
    insert(FormPhoto, photo_columns(town))
    kept = FormPhoto.objects.get()
    insert(PhotoFinding, finding(kept, "screen"))
    insert(PhotoClash, clash(kept, "b"))
    insert(PhotoReading, reading(kept))


def finding(kept: FormPhoto, kind: str, other: FormPhoto | None = None) -> dict[str, Any]:
    values = {"photo_id": kept.pk, "kind": kind, "told": "{}", "at": timezone.now()}
    return values | ({"other_id": other.pk} if other else {})


def clash(kept: FormPhoto, digit: str) -> dict[str, Any]:
    file = StoredFile.objects.filter(pk=digit * 64).first() or stored(digit)
    return {"photo_id": kept.pk, "file_id": file.pk, "by_id": kept.by_id, "at": timezone.now()}


def reading(kept: FormPhoto, **changed: Any) -> dict[str, Any]:
    values = {
        "row_id": kept.row_id,
        "submission": kept.submission,
        "digest": "c" * 64,
        "layout": "x",
        "model": "1",
        "fields": "{}",
        "accepted": True,
        "why": "",
        "why_en": "",
        "broken": "[]",
        "places": "{}",
        "milliseconds": 1,
        "made_at": timezone.now(),
    }
    return values | changed


@pytest.mark.parametrize("model", [FormPhoto, PhotoFinding, PhotoClash, PhotoReading])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET id = id"])
def test_nothing_of_a_photo_changes_or_goes(town: Town, model: type[models.Model], statement: str) -> None:
    kept = photo(town)
    insert(PhotoFinding, finding(kept, "screen"))
    insert(PhotoClash, clash(kept, "b"))
    insert(PhotoReading, reading(kept))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=model._meta.db_table))
    assert model.objects.count() == 1


@pytest.mark.parametrize("model", [FormPhoto, PhotoFinding, PhotoClash, PhotoReading])
def test_sqlite_cannot_replace_a_row_either(town: Town, model: type[models.Model]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    kept = photo(town)
    other = photo(town, OTHER, "d")
    values = {
        FormPhoto: photo_columns(town, order=2),
        PhotoFinding: finding(kept, "same", other),
        PhotoClash: clash(kept, "b"),
        PhotoReading: reading(kept),
    }[model]
    if model is not FormPhoto:
        insert(model, values)
    with pytest.raises(DatabaseError):
        insert(model, values, "INSERT OR REPLACE")


def test_sqlite_cannot_replace_a_finding_about_one_photo(town: Town) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    kept = photo(town)
    insert(PhotoFinding, finding(kept, "screen"))
    with pytest.raises(DatabaseError, match="noticed about the photo before"):
        insert(PhotoFinding, finding(kept, "screen"), "INSERT OR REPLACE")


def test_photos_of_one_submission_are_of_one_row_and_person(town: Town) -> None:
    kept = photo(town)
    says = "of one row and one person"
    refused(FormPhoto, photo_columns(town, OTHER, "b", submission=kept.submission), says)
    another = person("commission_staff").pk
    refused(FormPhoto, photo_columns(town, TPS, "b", client_id="upload-x", by_id=another), says)


def test_photos_join_no_figures_of_another(town: Town) -> None:
    town.enter(OTHER)
    number = town.row(OTHER).current.client_id
    refused(FormPhoto, photo_columns(town, submission=number), "of another row or person")


def supervisors(town: Town, station: str = TPS, digit: str = "f", **said: Any) -> dict[str, Any]:
    """A photo of the supervisor of the station."""
    by = said.pop("by_id", None) or person("station_supervisor", station=station).pk
    numbers = {"client_id": f"ptps-{station}-{digit}", "submission": f"ptps-{station}", "side": "supervisor"}
    return photo_columns(town, station, digit, **numbers | {"by_id": by} | said)


def test_the_supervisor_of_the_station_photographs_it(town: Town) -> None:
    insert(FormPhoto, supervisors(town))
    assert FormPhoto.objects.get().side == "supervisor"


@pytest.mark.parametrize("role", ["station_officer", "commission_staff", "district_supervisor", "supervisor"])
def test_nobody_else_photographs_as_its_supervisor(town: Town, role: str) -> None:
    by = person(role, "18.72.01", TPS if role == "station_officer" else "").pk
    refused(FormPhoto, supervisors(town, by_id=by), "only the supervisor of this station")
    elsewhere = person("station_supervisor", station=OTHER).pk
    refused(FormPhoto, supervisors(town, by_id=elsewhere), "only the supervisor of this station")
    insert(FormPhoto, supervisors(town))


def test_the_two_sides_share_no_number(town: Town) -> None:
    """The photos of one side never join the figures, or the photos, of the other."""
    ptps = person("station_supervisor", station=TPS)
    town.enter(TPS)
    number = town.row(TPS).current.client_id
    refused(FormPhoto, supervisors(town, by_id=ptps.pk, submission=number), "of another row or person")
    form = supervise(town.row(TPS), ptps, submission(healthy_figures())).form
    refused(FormPhoto, photo_columns(town, submission=form.client_id), "of another row or person")
    insert(FormPhoto, supervisors(town, by_id=ptps.pk, submission=form.client_id))


def test_the_supervisors_photos_are_those_of_their_own_form(town: Town) -> None:
    ptps, second = (person("station_supervisor", station=TPS) for _ in range(2))
    form = supervise(town.row(TPS), ptps, submission(healthy_figures())).form
    refused(FormPhoto, supervisors(town, by_id=second.pk, submission=form.client_id), "row or person")
    governor = town.row(TPS, "governor").pk
    wrong = supervisors(town, by_id=ptps.pk, submission=form.client_id, row_id=governor)
    refused(FormPhoto, wrong, "row or person")


def test_nobody_photographs_for_both_sides(town: Town) -> None:
    ptps = person("station_supervisor", station=TPS)
    insert(FormPhoto, supervisors(town, by_id=ptps.pk))
    says = "nobody makes both sources"
    refused(FormPhoto, photo_columns(town, by_id=ptps.pk), says)
    refused(FormPhoto, photo_columns(town, digit="b", side="auditor"), "photo_side_known")
    supervise(town.row(TPS, "governor"), ptps, submission(healthy_figures(votes={1: 100, 2: 60, 3: 40})))
    governor = town.row(TPS, "governor").pk
    refused(FormPhoto, photo_columns(town, by_id=ptps.pk, digit="c", row_id=governor), says)


def test_who_wrote_the_row_does_not_photograph_for_its_supervisor(town: Town) -> None:
    clerk = person("commission_staff")
    town.enter(TPS, by=clerk)
    member(clerk, "station_supervisor", station=TPS)
    refused(FormPhoto, supervisors(town, by_id=clerk.pk), "nobody makes both sources")


def test_one_paper_on_both_sides_is_said_truly(town: Town) -> None:
    crew = photo(town, digit="a")
    insert(FormPhoto, supervisors(town, digit="b"))
    insert(FormPhoto, supervisors(town, OTHER, "c"))
    here, there = (FormPhoto.objects.get(file="b" * 64), FormPhoto.objects.get(file="c" * 64))
    refused(PhotoFinding, finding(here, "twice", crew), "the very same bytes")
    refused(PhotoFinding, finding(here, "same", crew), "photos of other forms")
    refused(PhotoFinding, finding(there, "resembles", crew), "photos of other forms")
    refused(PhotoFinding, finding(here, "resembles"), "photo_likeness_names_the_other")
    insert(PhotoFinding, finding(here, "resembles", crew))
    insert(PhotoFinding, finding(there, "alike", crew))


def test_only_pictures_are_photos(town: Town) -> None:
    stored("e", "application/pdf")
    refused(FormPhoto, photo_columns(town, digit="e"), "must be a picture")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"page": None, "reason": ""}, "photo_without_page_says_why"),
        ({"look": "0"}, "photo_look_hex"),
        ({"order": 0}, "photo_order_from_one"),
        ({"submission": ""}, "photo_has_its_numbers"),
    ],
)
def test_a_photo_says_what_it_must(town: Town, changed: dict[str, Any], says: str) -> None:
    refused(FormPhoto, photo_columns(town, **changed), says)


def test_a_likeness_is_between_two_forms(town: Town) -> None:
    kept, second, elsewhere = photo(town), photo(town, digit="b"), photo(town, OTHER, "d")
    refused(PhotoFinding, finding(kept, "same"), "photo_likeness_names_the_other")
    refused(PhotoFinding, finding(kept, "alike", second), "photos of other forms")
    refused(PhotoFinding, finding(kept, "alike", kept), "photos of other forms")
    refused(PhotoFinding, finding(kept, "nonsense"), "photo_finding_known")
    insert(PhotoFinding, finding(kept, "alike", elsewhere))


def test_the_same_bytes_are_no_clash(town: Town) -> None:
    kept = photo(town)
    refused(PhotoClash, clash(kept, "a"), "the same bytes are no clash")


def test_nothing_is_read_without_photos(town: Town) -> None:
    kept = photo(town)
    refused(PhotoReading, reading(kept, submission="another-one"), "without photos")
    refused(PhotoReading, reading(kept, accepted=False), "photo_reading_says_why_not")


def test_figures_of_the_submission_may_follow(town: Town) -> None:
    kept = photo(town)
    row = town.row(TPS)
    enter(row, town.clerk, submission(healthy_figures(), row.revision, client_id=kept.submission))
    assert town.row(TPS).current.client_id == kept.submission


def test_every_promised_trigger_is_there(town: Town) -> None:
    assert missing(connection) == set()
