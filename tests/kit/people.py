"""People for tests: a user with a role at an institution in a region, signed in or with a second factor.

    person("commissioner", "18.72")                      # of KPU Kota Metro, with a second factor
    person("station_officer", station="1872011001003")   # KPPS of one station
    client = signed_in(person("auditor"))

Regions, institutions and sources are made when missing, so a test needs no pack.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from siaga.desks.offices import access
from siaga.desks.offices.models import Institution, Membership, User
from siaga.desks.offices.roles import SECOND_FACTOR_ROLES, STATION_ROLES, Role
from siaga.desks.places.models import Level, Region
from siaga.desks.places.queries import digits

PASSWORD = "Kata-sandi-uji-2024"
CITY = "18.72"
STATION = "1872011001001"
LONG_AGO = date(2020, 1, 1)
_number = count(1)

_LEVELS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.DISTRICT, 10: Level.WARD}
_KINDS = {
    Role.SUPERVISOR: Institution.Kind.SUPERVISOR,
    Role.DISTRICT_SUPERVISOR: Institution.Kind.SUPERVISOR,
    Role.STATION_SUPERVISOR: Institution.Kind.SUPERVISOR,
    Role.DISTRICT_COMMITTEE: Institution.Kind.COMMITTEE,
    Role.WARD_COMMITTEE: Institution.Kind.COMMITTEE,
    Role.STATION_OFFICER: Institution.Kind.COMMITTEE,
    Role.FORUM_MEMBER: Institution.Kind.FORUM,
    Role.SECRETARIAT: Institution.Kind.GOVERNMENT,
    Role.AGENCY_OFFICER: Institution.Kind.GOVERNMENT,
}


def region(code: str, name: str = "") -> Region:
    """The region of a dotted code, with every region above it."""
    parent = code.rpartition(".")[0]
    return Region.objects.get_or_create(
        code=code,
        defaults={
            "name": name or f"Wilayah {code}",
            "level": _LEVELS[len(digits(code))],
            "parent": region(parent) if parent else None,
        },
    )[0]


def institution(kind: str = Institution.Kind.COMMISSION, code: str = CITY) -> Institution:
    """The institution of a kind in a region; one each."""
    slug = f"{kind}-{code.replace('.', '-')}"
    return Institution.objects.get_or_create(
        code=slug, defaults={"name": f"{kind.title()} {code}", "kind": kind, "region": region(code)}
    )[0]


def account(username: str = "", password: str | None = None, **fields) -> User:
    """An account without any membership; without a password nobody can sign in to it."""
    number = next(_number)
    return User.objects.create_user(
        username or f"orang{number}", password, **{"full_name": f"Orang {number}"} | fields
    )


def member(user: User, role: str, code: str = CITY, station: str = "", **fields) -> Membership:
    """Give a user one more role; a station role stands at `station`, STATION when left out."""
    if role in STATION_ROLES:
        station = station or STATION
        code = ward_of(station)
    body = fields.pop("institution", None) or institution(_KINDS.get(Role(role), "commission"), code)
    return Membership.objects.create(
        user=user,
        role=role,
        institution=body,
        region=region(code),
        station_code=station,
        **{"starts": LONG_AGO} | fields,
    )


def person(role: str, code: str = CITY, station: str = "", *, second_factor: bool = True, **fields) -> User:
    """A user with a role in a region who may act at once: with a second factor where the role needs one."""
    user = account(**{k: fields.pop(k) for k in ("username", "password", "full_name", "demo") if k in fields})
    member(user, role, code, station, **fields)
    if second_factor and role in SECOND_FACTOR_ROLES:
        authenticator(user)
    return user


def authenticator(user: User) -> str:
    """Give a user an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def ward_of(station: str) -> str:
    """18.72.01.1001 of 1872011001003."""
    return f"{station[:2]}.{station[2:4]}.{station[4:6]}.{station[6:10]}"


def signed_in(user: User, **options) -> Client:
    """A browser in which the user is signed in; forms are checked for their token as in a real one."""
    client = Client(enforce_csrf_checks=options.pop("csrf", False), **options)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def yesterday() -> date:
    return access.today() - timedelta(days=1)


def tomorrow() -> date:
    return access.today() + timedelta(days=1)
