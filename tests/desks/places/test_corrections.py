"""Correcting the register of stations: two people, a reason, before and after, in one city only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from siaga.desks.elections.services import load_pack
from siaga.desks.places.models import PollingStation
from siaga.desks.places.services import confirm_correction, propose_correction, refuse_correction
from siaga.desks.places.services.correct import Proposal
from siaga.desks.trail.models import Entry
from tests.kit.city import tiny_city, tiny_pack
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db

CODE = "1872011001002"


@pytest.fixture
def station():
    tiny_city()
    return PollingStation.objects.get(code=CODE)


@pytest.fixture
def first(station):
    return person("commission_staff", "18.72")


@pytest.fixture
def second(station):
    return person("commission_staff", "18.72")


def proposal(reason: str = "Papan nama di lapangan", **values) -> Proposal:
    return Proposal(values or {"address": "Jalan Baru 9"}, reason, date(2024, 11, 1))


def test_a_proposal_changes_nothing_until_a_second_person_confirms(station, first, second):
    correction = propose_correction(station, proposal(), first)
    assert PollingStation.objects.get(code=CODE).address == "Jalan Contoh 2"
    confirm_correction(correction, second)
    assert PollingStation.objects.get(code=CODE).address == "Jalan Baru 9"
    proposed, confirmed = Entry.objects.filter(action__startswith="places.correction").order_by("index")
    assert proposed.before == confirmed.before == {"address": "Jalan Contoh 2"}
    assert confirmed.after == {"address": "Jalan Baru 9"}
    assert confirmed.reason == "Papan nama di lapangan"


def test_the_same_person_cannot_confirm(station, first):
    correction = propose_correction(station, proposal(), first)
    with pytest.raises(PermissionDenied):
        confirm_correction(correction, first)
    assert PollingStation.objects.get(code=CODE).address == "Jalan Contoh 2"


def test_refusing_needs_a_reason_and_leaves_the_station(station, first, second):
    correction = propose_correction(station, proposal(), first)
    with pytest.raises(ValidationError):
        refuse_correction(correction, second, "  ")
    refuse_correction(correction, second, "Papan itu milik TPS 003")
    assert PollingStation.objects.get(code=CODE).address == "Jalan Contoh 2"
    with pytest.raises(ValidationError):
        confirm_correction(correction, second)


@pytest.mark.parametrize(
    "wrong",
    [
        proposal(reason="  "),
        proposal(address="Jalan Contoh 2"),
        proposal(voters_total=1),
        proposal(latitude=Decimal("91"), longitude=Decimal("105.3")),
        proposal(latitude=None),
        proposal(name="x" * 121),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(station, first, wrong):
    with pytest.raises(ValidationError):
        propose_correction(station, wrong, first)


def test_one_open_correction_at_a_time(station, first, second):
    propose_correction(station, proposal(), first)
    with pytest.raises(ValidationError):
        propose_correction(station, proposal(address="Jalan Lain"), second)


def test_a_station_that_changed_meanwhile_must_be_proposed_anew(station, first, second):
    correction = propose_correction(station, proposal(), first)
    stations = [replace(s, address="Jalan Paket") if s.code == CODE else s for s in tiny_pack().stations]
    load_pack(tiny_pack(stations=tuple(stations)))
    with pytest.raises(ValidationError):
        confirm_correction(correction, second)


def test_a_later_pack_does_not_undo_what_two_people_corrected(station, first, second):
    wanted = proposal(latitude=Decimal("-5.12345"), longitude=Decimal("105.31234"))
    confirm_correction(propose_correction(station, wanted, first), second)
    stations = [replace(s, address="Jalan Paket") if s.code == CODE else s for s in tiny_pack().stations]
    load_pack(tiny_pack(stations=tuple(stations)))
    now = PollingStation.objects.get(code=CODE)
    assert (now.latitude, now.longitude) == (Decimal("-5.12345"), Decimal("105.31234"))
    assert now.address == "Jalan Paket"


def test_only_those_of_this_city_may(station):
    with pytest.raises(PermissionDenied):
        propose_correction(station, proposal(), person("commission_staff", "19.71"))
    with pytest.raises(PermissionDenied):
        propose_correction(station, proposal(), person("commissioner", "18.72"))


def test_through_the_pages(station, first, second):
    one, two = signed_in(first), signed_in(second)
    address = f"/wilayah/tps/{CODE}/"
    form = one.get(f"{address}koreksi/")
    assert form.status_code == 200
    assert 'value="-5.11400"' in form.content.decode()
    given = {"name": station.name, "address": "Jalan Baru 9", "latitude": "-5.114", "longitude": "105.308"}
    incomplete = one.post(f"{address}koreksi/", given | {"valid_from": "2024-11-01"})
    assert incomplete.status_code == 422
    assert "form-error" in incomplete.content.decode()
    answer = one.post(f"{address}koreksi/", given | {"valid_from": "2024-11-01", "reason": "Salah ketik"})
    assert answer.status_code == 302
    correction = station.corrections.get()
    assert correction.after == {"address": "Jalan Baru 9"}
    assert one.post(f"/wilayah/koreksi/{correction.pk}/terapkan/").status_code == 403
    page = two.get(address, headers={"accept-language": "en"}).content.decode()
    assert "waits for a second person" in page
    assert two.post(f"/wilayah/koreksi/{correction.pk}/terapkan/").status_code == 302
    assert PollingStation.objects.get(code=CODE).address == "Jalan Baru 9"
    public = two.get(address, headers={"accept-language": "en"}).content.decode()
    assert "Correction confirmed by a second person and applied" in public


def test_a_visitor_sees_no_names_and_may_not_correct(station, first, second, client):
    confirm_correction(propose_correction(station, proposal(), first), second)
    html = client.get(f"/wilayah/tps/{CODE}/").content.decode()
    assert "Jalan Baru 9" in html
    assert first.full_name not in html
    assert client.get(f"/wilayah/tps/{CODE}/koreksi/").status_code == 302
    assert client.post("/wilayah/koreksi/1/terapkan/").status_code == 302
