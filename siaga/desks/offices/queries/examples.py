"""Two rows for the empty list of invitations, from the house itself, so that the codes in them are right."""

from __future__ import annotations

from siaga.desks.offices.models import Institution
from siaga.desks.places.models import PollingStation

Row = tuple[str, str, str, str, int]
"""Name, role, institution, place and days, as in the list."""

_CREW: Row = ("Siti Aminah", "kpps", "pps-metro", "1872011001001", 14)
_DISTRICT: Row = ("Budi Santoso", "ppk", "ppk-metro-pusat", "18.72.01", 7)
_WARD_PARTS, _DISTRICT_PARTS = 4, 3


def list_examples() -> tuple[Row, Row]:
    """A crew under the committee of its ward (PPS), and a committee of a district (PPK).

    Where none is loaded, as they are in Kota Metro.
    """
    committees = Institution.objects.filter(kind=Institution.Kind.COMMITTEE).order_by("region_id", "code")
    by_size = {len(body.region_id.split(".")): body for body in reversed(committees)}
    return _crew(by_size.get(_WARD_PARTS)), _district(by_size.get(_DISTRICT_PARTS))


def _crew(body: Institution | None) -> Row:
    stations = PollingStation.objects.filter(closed_at__isnull=True).order_by("code")
    station = stations.filter(ward_id=body.region_id).first() if body else None
    return (*_CREW[:2], body.code, station.code, _CREW[4]) if body and station else _CREW


def _district(body: Institution | None) -> Row:
    return (*_DISTRICT[:2], body.code, body.region_id, _DISTRICT[4]) if body else _DISTRICT
