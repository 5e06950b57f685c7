"""A city with grants: its government with agencies, KPU, Bawaslu, the police, and people on each side.

town = granting_town()                        # loaded from a pack, as every city is
grant = town.grant("nphd-kpu")
town.pay(grant, 4_000)                        # the treasury pays, KPU confirms
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from siaga.desks.elections.models import Election
from siaga.desks.grants.models import Grant, Payment
from siaga.desks.grants.services import Agreement, Transfer, Word, answer, pay_out
from siaga.desks.offices.models import Institution, User
from siaga.engines.packs import model as packs
from tests.kit.city import CITY, SOURCE, tiny_city, tiny_pack
from tests.kit.people import person

_KIND, _PURPOSE = packs.InstitutionKind, packs.GrantPurpose
BODIES = (
    ("pemkot", "Pemerintah Kota Contoh", "Pemkot", _KIND.CITY_GOVERNMENT, None),
    ("kesbangpol", "Kesbangpol Kota Contoh", "Kesbangpol", _KIND.AGENCY, "pemkot"),
    ("bpkad", "BPKAD Kota Contoh", "BPKAD", _KIND.AGENCY, "pemkot"),
    ("kpu", "KPU Kota Contoh (hibah)", "KPU", _KIND.ELECTION_COMMISSION, None),
    ("bawaslu", "Bawaslu Kota Contoh", "Bawaslu", _KIND.SUPERVISOR, None),
    ("polres", "Polres Contoh", "Polres", _KIND.POLICE, None),
)
AMOUNT = Decimal(10_000)
SIGNED = date(2023, 11, 10)


@dataclass(frozen=True)
class GrantTown:
    """The city in the database and one person on each side."""

    election: Election
    treasury: User
    secretary: User
    kpu: User
    bawaslu: User

    def grant(self, code: str = "nphd-kpu") -> Grant:
        return Grant.objects.get(election=self.election, code=code)

    def enter(self, grant: Grant, amount: Any, **more: Any) -> Payment:
        """The treasury enters a payment; nobody has confirmed it yet."""
        return pay_out(grant, self.treasury, transfer(amount, **more))

    def pay(self, grant: Grant, amount: Any, **more: Any) -> Payment:
        """The treasury enters a payment and KPU says that it arrived."""
        payment = self.enter(grant, amount, **more)
        answer(payment, self.kpu, word())
        return payment


def granting_town(grants: Iterable[packs.Grant] = (), payments: Iterable[packs.Payment] = ()) -> GrantTown:
    """Load the city with its grants (without any given: one of 10,000 rupiah to KPU) and its people."""
    city = tiny_city(grants_pack(tuple(grants) or (said_grant(),), payments))
    return GrantTown(
        election=city.election,
        treasury=_person("agency_officer", "bpkad"),
        secretary=_person("secretariat", "kesbangpol"),
        kpu=_person("commission_staff", "kpu"),
        bawaslu=_person("supervisor", "bawaslu"),
    )


def grants_pack(
    grants: Iterable[packs.Grant], payments: Iterable[packs.Payment] = (), **parts: Any
) -> packs.Pack:
    """The tiny pack with the bodies that grants need."""
    bodies = tuple(_body(*body) for body in BODIES)
    known = tiny_pack().institutions
    parts = {"institutions": (*known, *bodies), "grants": tuple(grants), "payments": tuple(payments)} | parts
    return tiny_pack(**parts)


def said_grant(code: str = "nphd-kpu", **changed: Any) -> packs.Grant:
    """A grant as a source tells it: 10,000 rupiah to KPU, signed on 10 November 2023."""
    origin = {k: changed.pop(k) for k in ("precision", "doubt") if k in changed}
    said = {
        "grantor": "pemkot",
        "grantee": "kpu",
        "grantee_printed": "",
        "purpose": _PURPOSE.ORGANISATION,
        "amount": AMOUNT,
        "as_printed": "",
        "agreement_number": "",
        "signed": SIGNED,
        "part_of": None,
        "visibility": packs.OpenTo.PUBLIC,
    }
    return packs.Grant(code=code, origin=_origin(**origin), **(said | changed))


def said_payment(grant: str = "nphd-kpu", number: int = 1, **changed: Any) -> packs.Payment:
    """A payment as a source tells it: 4,000 rupiah paid, the day not stated."""
    origin = {k: changed.pop(k) for k in ("precision", "doubt") if k in changed}
    said = {
        "tranche": None,
        "direction": packs.Direction.OUT,
        "kind": packs.PaymentKind.PAID,
        "amount": Decimal(4_000),
        "as_printed": "",
        "paid": None,
        "document": "",
        "received": False,
    }
    return packs.Payment(grant=grant, number=number, origin=_origin(**origin), **(said | changed))


def transfer(amount: Any, **more: Any) -> Transfer:
    said = {"paid_on": date(2023, 11, 20), "document": "SP2D-1", "client_id": uuid4()} | more
    return Transfer(amount=Decimal(amount), **said)


def agreement(**changed: Any) -> Agreement:
    """An agreement on paper: 10,000 rupiah to Bawaslu unless a test says otherwise."""
    said = {
        "grantee": body("bawaslu"),
        "grantee_printed": "",
        "amount": AMOUNT,
        "precision": "exact",
        "printed": "",
        "agreement_number": "900/1/NPHD/2023",
        "signed": SIGNED,
        "part_of": None,
        "visibility": "public",
    }
    return Agreement(**(said | changed))


def word(arrived: bool = True, reason: str = "", **more: Any) -> Word:
    return Word(arrived, reason, more.get("client_id") or uuid4())


def body(code: str) -> Institution:
    return Institution.objects.get(code=code)


def _person(role: str, institution: str) -> User:
    return person(role, CITY, institution=body(institution))


def _body(code: str, name: str, short: str, kind: Any, parent: str | None) -> packs.Institution:
    return packs.Institution(code, name, short, kind, CITY, parent, _origin())


def _origin(precision: str = "exact", **more: Any) -> packs.Origin:
    return packs.Origin(source=SOURCE.code, precision=packs.Precision(precision), **more)
