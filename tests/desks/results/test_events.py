"""Objections, special events, recounts, plenaries: written once, for good, and explained on the sheets."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import Region
from siaga.desks.results.errors import Clashed, Misplaced, NotNow, ReasonMissing
from siaga.desks.results.models import FollowUp, Ground, Objection, Plenary, Recount, SpecialEvent
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
    note_event_of_plenary,
    note_objection,
    open_plenary,
    order_recount,
    supervise,
)
from siaga.desks.results.sheets import events_as_excel, events_as_pdf, events_sheet, excel, pdf, recap_sheet
from siaga.desks.results.states import State
from siaga.desks.trail.models import Entry
from tests.kit.count import STATIONS, Town, healthy_figures, receipt, submission, ticket
from tests.kit.people import person, region, signed_in
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[0], STATIONS[4]
NIGHT = datetime(2024, 11, 27, 14, 0, tzinfo=UTC)


def objection(**more: Any) -> ObjectionSaid:
    said = {"pair": 2, "text": "Turus paslon 1 lebih", "field": "paslon1", "claimed": 119} | more
    return ObjectionSaid(said.pop("client_id", "") or receipt(), **said)


def plenary(town: Town, by: Any, code: str = "18.72.01") -> Plenary:
    said = PlenaryOpened(receipt(), "Sri Wahyuni, Ketua PPK", NIGHT)
    return open_plenary(town.election, region(code), by, said).record


# --- objections and events


def test_an_objection_is_written_once(town: Town, ppk: Any) -> None:
    said = objection()
    first, again = (note_objection(town.row(TPS), ppk, said) for _ in range(2))
    assert (first.repeated, again.repeated) == (False, True)
    assert first.record == again.record
    with pytest.raises(Clashed):
        note_objection(town.row(TPS), ppk, objection(client_id=said.client_id, claimed=118))
    assert Objection.objects.count() == 1
    assert Entry.objects.filter(action="results.objection").count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"pair": 7},
        {"field": "suara_siapa"},
        {"field": "", "claimed": 3},
        {"level": "village"},
        {"level": "source"},
    ],
)
def test_an_objection_names_what_is_on_the_form(town: Town, ppk: Any, changed: dict[str, Any]) -> None:
    with pytest.raises(Misplaced):
        note_objection(town.row(TPS), ppk, objection(**changed))


def test_an_objection_has_words(town: Town, ppk: Any) -> None:
    with pytest.raises(ReasonMissing):
        note_objection(town.row(TPS), ppk, objection(text="  "))


def test_the_trail_holds_no_figure_of_an_objection(town: Town, ppk: Any) -> None:
    note_objection(town.row(TPS), ppk, objection(claimed=193, text="Seharusnya 193", witness="Rahmat"))
    [entry] = Entry.objects.filter(action="results.objection")
    assert not states(193, entry.canonical)
    assert "Rahmat" not in entry.canonical


def test_what_became_of_it_stands_beside_it(town: Town, ppk: Any) -> None:
    noted = note_objection(town.row(TPS), ppk, objection()).record
    for outcome in ("passed_on", "accepted"):
        follow_up(noted, ppk, FollowUpSaid(receipt(), outcome, "Dibuka di pleno"))
    assert list(noted.followups.values_list("outcome", flat=True)) == ["passed_on", "accepted"]
    assert FollowUp.objects.count() == 2


@pytest.mark.parametrize("role", ["station_supervisor", "station_officer", "district_supervisor"])
def test_who_only_notes_does_not_settle(town: Town, role: str) -> None:
    user = person(role, "18.72.01", TPS if role.startswith("station") else "")
    noted = note_objection(town.row(TPS), user, objection()).record
    with pytest.raises(PermissionDenied):
        follow_up(noted, user, FollowUpSaid(receipt(), "accepted", "Ya"))


def test_nobody_notes_outside_their_places(town: Town, ppk: Any) -> None:
    with pytest.raises(PermissionDenied):
        note_objection(town.row(OTHER), ppk, objection())
    with pytest.raises(PermissionDenied):
        note_event(town.row(OTHER), ppk, EventSaid(receipt(), "Hujan", NIGHT))


def test_an_event_of_a_station_and_one_of_a_plenary(town: Town, ppk: Any) -> None:
    note_event(town.row(TPS), ppk, EventSaid(receipt(), "Kotak tidak tersegel", NIGHT, "Disegel ulang"))
    held = plenary(town, ppk)
    note_event_of_plenary(held, town.mayor, ppk, EventSaid(receipt(), "Listrik padam", NIGHT))
    assert list(SpecialEvent.objects.values_list("region_id", flat=True)) == ["18.72.01.1001", "18.72.01"]


# --- plenaries and grounds


def test_a_plenary_is_closed_once(town: Town, ppk: Any) -> None:
    held = plenary(town, ppk)
    said = PlenaryClosed(receipt(), "12/PL.02.6-BA/187201/2024", NIGHT + timedelta(hours=9))
    assert [close_plenary(held, ppk, said).repeated for _ in range(2)] == [False, True]
    with pytest.raises(NotNow):
        close_plenary(held, ppk, PlenaryClosed(receipt(), "13", NIGHT + timedelta(hours=10)))
    with pytest.raises(NotNow):
        close_plenary(plenary(town, ppk), ppk, PlenaryClosed(receipt(), "14", NIGHT - timedelta(hours=1)))


def test_a_ward_holds_no_plenary(town: Town, ppk: Any) -> None:
    with pytest.raises(Misplaced):
        plenary(town, ppk, "18.72.01.1001")
    with pytest.raises(PermissionDenied):
        plenary(town, ppk, "18.72")


def correction(town: Town, station: str = TPS, **more: Any) -> Any:
    figures = more.pop("figures", None) or healthy_figures(votes={1: 119, 2: 81})
    said = {"level": "district", "reason": "Turus dihitung ulang"} | more
    return submission(figures, town.row(station).revision, **said)


def test_a_correction_names_its_plenary_and_objection(town: Town, ppk: Any) -> None:
    town.count(TPS)
    held, raised = plenary(town, ppk), note_objection(town.row(TPS), ppk, objection()).record
    basis = {"plenary": held.pk, "objection": raised.pk}
    correct(town.row(TPS), ppk, correction(town, basis=basis))
    ground = Ground.objects.get()
    assert (ground.plenary, ground.objection) == (held, raised)
    assert "PPK" in ground.office


@pytest.mark.parametrize("wrong", ["elsewhere", "level", "unknown", "objection"])
def test_a_correction_rests_on_nothing_of_another_place(town: Town, ppk: Any, wrong: str) -> None:
    town.count(TPS)
    commissioner = person("commissioner")
    basis = {
        "elsewhere": lambda: {"plenary": plenary(town, commissioner, "18.72.02").pk},
        "level": lambda: {"plenary": plenary(town, commissioner, "18.72").pk},
        "unknown": lambda: {"plenary": 10**6},
        "objection": lambda: {
            "objection": note_objection(town.row(OTHER), commissioner, objection()).record.pk
        },
    }[wrong]()
    with pytest.raises(Misplaced):
        correct(town.row(TPS), ppk, correction(town, basis=basis))
    assert town.row(TPS).state == State.COUNTED


def test_a_recount_holds_the_row_until_its_result_is_confirmed(town: Town, ppk: Any) -> None:
    town.count(TPS)
    said = RecountSaid(receipt(), "district", "Segel kotak rusak")
    ordered = [order_recount(town.row(TPS), ppk, said) for _ in range(2)]
    assert [one.repeated for one in ordered] == [False, True]
    assert (town.row(TPS).state, town.row(TPS).reason) == (State.HELD, "Segel kotak rusak")
    correct(town.row(TPS), ppk, correction(town, basis={"recount": Recount.objects.get().pk}))
    town.confirm(TPS)
    assert town.row(TPS).state == State.COUNTED
    assert Recount.objects.get().result.version == town.row(TPS).current
    with pytest.raises(Misplaced):
        correct(town.row(TPS), ppk, correction(town, basis={"recount": Recount.objects.get().pk}))


# --- sheets


def contest_of(town: Town) -> Contest:
    return Contest.objects.select_related("election__region", "region").get(pk=town.mayor.pk)


def text_of(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text)


def test_every_step_of_a_figure_is_explained(town: Town, ppk: Any) -> None:
    """The crew typed 617 for 117; two readings were decided; then the city corrected another figure."""
    district = Region.objects.get(code="18.72.01")
    ptps = person("station_supervisor", station=TPS)
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 120, 2: 80})))
    held = plenary(town, ppk)
    close_plenary(held, ppk, PlenaryClosed(receipt(), "7/BA/2024", NIGHT + timedelta(hours=2)))
    decided = correction(town, figures=healthy_figures(votes={1: 120, 2: 80}), basis={"plenary": held.pk})
    adjudicate(town.row(TPS), ppk, decided)
    town.confirm(TPS)
    later = correction(
        town, figures=healthy_figures(votes={1: 119, 2: 81}), level="city", reason="Putusan kota"
    )
    correct(town.row(TPS), town.checker, later)
    town.confirm(TPS, by=person("commissioner"))
    sheet = recap_sheet(contest_of(town), district)
    first = "Suara pasangan calon nomor urut 1"
    steps = [(d.written, d.corrected, d.level) for d in sheet.differences if d.label == first]
    assert steps == [(121, 120, "pleno kecamatan"), (120, 119, "pleno kota")]
    one = sheet.differences[0]
    assert (one.minutes, one.supervisor, one.ground) == ("7/BA/2024", 120, "putusan atas dua pembacaan")
    assert "PPK" in one.office
    text = text_of(pdf(sheet, "https://siaga.example/"))
    assert "pengawas TPS membaca 120" in text
    assert "BA 7/BA/2024" in text
    page = load_workbook(io.BytesIO(excel(sheet, "https://siaga.example/")))["Perbedaan"]
    assert [cell.value for cell in page[2]][2:4] == [121, 120]


def test_the_sheet_of_events(town: Town, ppk: Any) -> None:
    note_objection(town.row(TPS), ppk, objection(witness="Rahmat", text="Lebih satu turus"))
    note_event(town.row(TPS), ppk, EventSaid(receipt(), "=HUJAN()", NIGHT))
    held = plenary(town, ppk)
    note_event_of_plenary(held, town.mayor, ppk, EventSaid(receipt(), "Listrik padam", NIGHT))
    note_event(town.row(OTHER), town.checker, EventSaid(receipt(), "Di kecamatan lain", NIGHT))
    sheet = events_sheet(contest_of(town), Region.objects.get(code="18.72.01"))
    assert sheet.title == "D.KEJADIAN KHUSUS KECAMATAN-KWK-WALIKOTA"
    covered = text_of(events_as_pdf(sheet))
    assert "Lebih satu turus" not in covered, "not before the form is counted"
    town.count(TPS)
    sheet = events_sheet(contest_of(town), Region.objects.get(code="18.72.01"))
    text = text_of(events_as_pdf(sheet))
    for part in ("Lebih satu turus", "Listrik padam", sheet.digest, "119"):
        assert part in text
    assert "Rahmat" not in text
    assert "Di kecamatan lain" not in text
    book = load_workbook(io.BytesIO(events_as_excel(sheet)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert "=HUJAN()" in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    assert events_sheet(contest_of(town), Region.objects.get(code="18.72.01.1001")) is None


# --- pages


def at(page: str) -> str:
    return reverse(f"results:{page}", args=["uji-2024", "mayor", TPS])


def posted(client: Any, page: str, **data: Any) -> Any:
    return client.post(at(page), {"client_id": receipt()} | data)


def test_through_the_pages(town: Town, ppk: Any) -> None:
    client = signed_in(ppk)
    said = {"pair": 2, "field": "paslon1", "claimed": 119, "text": "Lebih satu turus", "level": "station"}
    said |= {"sure": "on"}
    assert posted(client, "objection", **said).status_code == 302
    assert posted(client, "objection", **said | {"pair": 9}).status_code == 422
    event = {"happened_at": "2024-11-27T15:00", "text": "Hujan"}
    assert posted(client, "special-event", **event).status_code == 302
    of = f"objection-{Objection.objects.get().pk}"
    told = {"of": of, "outcome": "refused", "text": "Turus benar"}
    assert posted(client, "followup", **told).status_code == 302
    town.count(TPS)
    assert posted(client, "recount", level="district", reason="Segel rusak").status_code == 302
    text = client.get(at("events")).content.decode()
    for part in ("Lebih satu turus", "Hujan", "Turus benar", "Segel rusak"):
        assert part in text


def test_a_plenary_through_the_pages(town: Town, ppk: Any) -> None:
    client = signed_in(ppk)
    opened = {
        "client_id": receipt(),
        "region": "18.72.01",
        "presided_by": "Sri Wahyuni",
        "opened_at": "2024-11-28T09:00",
    }
    answer = client.post(reverse("results:plenary-open"), opened)
    assert answer.status_code == 302
    held = Plenary.objects.get()
    event = {
        "client_id": receipt(),
        "contest": "mayor",
        "happened_at": "2024-11-28T10:00",
        "text": "Listrik padam",
    }
    assert client.post(reverse("results:plenary-event", args=[held.pk]), event).status_code == 302
    town.count(TPS)
    data = ticket(client, at("correct"))
    data |= {k: str(v) for k, v in healthy_figures(votes={1: 119, 2: 81}).items()}
    data |= {"level": "district", "reason": "Turus dihitung ulang"}
    assert client.post(at("correct"), data).status_code == 422, "which plenary?"
    assert client.post(at("correct"), data | {"plenary": held.pk}).status_code == 302
    minutes = {"client_id": receipt(), "number_of_minutes": "7/BA/2024", "closed_at": "2024-11-28T20:00"}
    assert client.post(reverse("results:plenary-close", args=[held.pk]), minutes).status_code == 302
    text = client.get(reverse("results:plenary", args=[held.pk])).content.decode()
    for part in ("7/BA/2024", "Listrik padam", "Sri Wahyuni"):
        assert part in text
    other = signed_in(person("district_committee", "18.72.02"))
    assert other.get(reverse("results:plenary", args=[held.pk])).status_code == 403
