"""Accounts of a demonstration: one per useful role, so that `make run` can be tried out at once.

A demonstration account is worth nothing outside a demonstration: `access.memberships_on` ignores it there.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from siaga.desks.offices.access import today
from siaga.desks.offices.models import Institution, Membership, User
from siaga.desks.offices.roles import Role
from siaga.desks.places.models import PollingStation, Region
from siaga.desks.places.queries import contains
from siaga.desks.trail.services import record

_KIND = Institution.Kind
_AGENCY = (_KIND.GOVERNMENT, _KIND.OTHER)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """What to print for whoever tries the demonstration."""

    username: str
    password: str
    role: str
    institution: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A part to be played: at the first institution of these kinds that works in the place, and whose code
    starts as named.
    """

    username: str
    full_name: str
    role: str
    kinds: tuple[str, ...]
    where: str = "city"
    code: str = ""


PARTS = (
    _Part("kpu", "Operator KPU (contoh)", Role.COMMISSION_STAFF, (_KIND.COMMISSION,)),
    _Part("komisioner", "Komisioner KPU (contoh)", Role.COMMISSIONER, (_KIND.COMMISSION,)),
    _Part("ppk1", "PPK Pertama (contoh)", Role.DISTRICT_COMMITTEE, (_KIND.COMMITTEE,), "district"),
    _Part("ppk2", "PPK Kedua (contoh)", Role.DISTRICT_COMMITTEE, (_KIND.COMMITTEE,), "district"),
    _Part("kpps", "Ketua KPPS (contoh)", Role.STATION_OFFICER, (_KIND.COMMITTEE,), "station"),
    _Part("ptps", "Pengawas TPS (contoh)", Role.STATION_SUPERVISOR, (_KIND.SUPERVISOR,), "station"),
    _Part("bawaslu", "Anggota Bawaslu (contoh)", Role.SUPERVISOR, (_KIND.SUPERVISOR,)),
    _Part("forkopimda", "Anggota Forkopimda (contoh)", Role.FORUM_MEMBER, (_KIND.GOVERNMENT, _KIND.FORUM)),
    _Part("kapolres", "Anggota Forkopimda, Polres (contoh)", Role.FORUM_MEMBER, (_KIND.POLICE,)),
    _Part("sekretariat", "Notulis Kesbangpol (contoh)", Role.SECRETARIAT, _AGENCY, code="kesbangpol"),
    _Part("satpolpp", "Petugas Satpol PP (contoh)", Role.AGENCY_OFFICER, _AGENCY, code="satpol-pp"),
    _Part("dinkes", "Petugas Dinas Kesehatan (contoh)", Role.AGENCY_OFFICER, _AGENCY, code="dinkes"),
    _Part("admin", "Pengelola Akun (contoh)", Role.ADMINISTRATOR, (_KIND.COMMISSION,)),
    _Part("auditor", "Auditor (contoh)", Role.AUDITOR, (_KIND.GOVERNMENT,)),
)


@transaction.atomic
def ensure_demo_accounts(election: Any) -> list[DemoAccount]:
    """Make the demonstration's accounts for an election, or find them again; the passwords stay the same.

    A part without an institution in the loaded packs is left out. Raises RuntimeError outside a
    demonstration.
    """
    if not settings.DEMO:
        raise RuntimeError("demonstration accounts are made only with SIAGA_DEMO=1")
    stage = _Stage(election)
    return [account for part in PARTS if (account := _ensure(part, stage))]


class _Stage:
    """Where the parts are played: the election's city, its first district, the first station of that
    district.
    """

    def __init__(self, election: Any) -> None:
        self.city = election.region
        self.district = Region.objects.filter(parent=self.city).order_by("code").first()
        stations = PollingStation.objects.filter(map=election.station_map)
        self.station = stations.select_related("ward").order_by("code").first()
        self.bodies = list(Institution.objects.order_by("pk"))

    def place(self, where: str) -> tuple[Region | None, str]:
        """Region and station code of a part; no region where the map has no such place."""
        if where == "station":
            return (self.station.ward, self.station.code) if self.station else (None, "")
        return (self.city if where == "city" else self.district), ""

    def body(self, part: _Part, region: Region) -> Institution | None:
        """The narrowest institution of the first kind that works in the region; inside the city only."""
        bodies = [b for b in self.bodies if b.code.startswith(part.code)]
        for kind in part.kinds:
            fitting = [b for b in bodies if b.kind == kind and contains(b.region_id, region.code)]
            if found := max(fitting, key=lambda b: len(b.region_id), default=None):
                return found
        return None


def _ensure(part: _Part, stage: _Stage) -> DemoAccount | None:
    region, station = stage.place(part.where)
    body = stage.body(part, region) if region else None
    if region is None or body is None:
        return None
    user = _account(part)
    if user is None:
        return None
    if not user.memberships.filter(role=part.role, region=region).exists():
        _join(user, part.role, body, region, station)
    return DemoAccount(user.username, _password(part.username), str(Role(part.role).label), str(body))


def _account(part: _Part) -> User | None:
    """The demonstration account of a part; None when a real person has the name."""
    user, password = User.objects.filter(username=part.username).first(), _password(part.username)
    if user is None:
        user = User.objects.create_user(part.username, password, full_name=part.full_name, demo=True)
        record("account.made", user, after={"username": user.username, "demo": True})
    elif user.demo and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user if user.demo else None


def _join(user: User, role: str, body: Institution, region: Region, station: str) -> None:
    membership = Membership.objects.create(
        user=user, role=role, institution=body, region=region, station_code=station, starts=today()
    )
    record("membership.granted", membership, after={"user": user.username, "role": role, "demo": True})


def _password(username: str) -> str:
    """The same on every start of this site and of no other: it comes from the site's own key."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"demo {username}".encode(), "sha256")
    letters = base64.b32encode(digest).decode().lower()
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:12]}"
