"""Half a count night for tests: forms sent, counted, held, read and refused, minutes after the close.

town = small_election()
at(town, 30)                                    # 13.30 of voting day, in the city's time
with clock(at(town, 30)): town.enter(STATIONS[0])
photo(town, STATIONS[1], minutes=40)            # a photo alone
read(town, STATIONS[0], {"paslon1": ("certain", 120)})
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from hashlib import sha256
from itertools import count
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.utils import timezone

from siaga.desks.results.models import FormPhoto, PhotoReading
from siaga.desks.trail.models import StoredFile
from tests.kit.count import Town

CLOSE = time(13)
_numbers = count(1)


def at(town: Town, minutes: float) -> datetime:
    """So many minutes after the close of voting."""
    zone = ZoneInfo(town.election.time_zone)
    return datetime.combine(town.election.voting_date, CLOSE, zone) + timedelta(minutes=minutes)


@contextmanager
def clock(moment: datetime) -> Iterator[None]:
    """What people do inside happens at this moment."""
    with patch.object(timezone, "now", return_value=moment):
        yield


def photo(
    town: Town, station: str, minutes: float, contest: str = "mayor", submission: str = "", reason: str = ""
) -> FormPhoto:
    """A photo of a form as the crew sent it; with a reason it could not be placed."""
    number = next(_numbers)
    digest = sha256(f"photo {number}".encode()).hexdigest()
    file = StoredFile.objects.create(
        sha256=digest, name="foto.jpg", size=number, media_type="image/jpeg", stored_at=at(town, minutes)
    )
    return FormPhoto.objects.create(
        row=town.row(station, contest),
        file=file,
        client_id=f"unggah-{number:06d}",
        submission=submission or f"kiriman-{number:06d}",
        order=1,
        page=None if reason else 1,
        reason=reason,
        look=digest,
        by=town.clerk,
        received_at=at(town, minutes),
    )


def read(
    town: Town,
    station: str,
    fields: Mapping[str, tuple[str, int | None]],
    submission: str,
    minutes: float = 60,
    contest: str = "mayor",
) -> PhotoReading:
    """A reading of the photos of a submission: state and value of each figure."""
    number = next(_numbers)
    return PhotoReading.objects.create(
        row=town.row(station, contest),
        submission=submission,
        digest=sha256(f"reading {number}".encode()).hexdigest(),
        layout="c-hasil-kwk",
        model="uji",
        fields={
            name: {"value": value, "probability": 0.9, "state": state, "alternatives": []}
            for name, (state, value) in fields.items()
        },
        accepted=True,
        milliseconds=10,
        made_at=at(town, minutes),
    )
