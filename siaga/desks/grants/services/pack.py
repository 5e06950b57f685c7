"""Grants and payments that come with a city pack: what sources say, beside what people enter later.

A grant that a person has corrected, or entered under the same code, is left to people. A payment of a pack is
never changed: when a new edition says otherwise, the old row is taken back and a new one put beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election
from siaga.desks.grants.models import Grant, Payment, Tranche
from siaga.desks.grants.services._once import digest_of
from siaga.desks.grants.services.expectation import expect
from siaga.desks.offices.models import Institution
from siaga.desks.trail.services import record
from siaga.desks.trail.services.put import KindChanges, put
from siaga.desks.trail.services.record import Subject
from siaga.desks.trail.services.sources import Sources, origin_fields, sources_of
from siaga.engines.packs import model as packs

NEW_EDITION = "The city pack has a new edition."
"""Why a payment of an older edition is taken back: the same sentence in every installation's trail."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a pack did: grants written, grants left to people, payments put and taken back."""

    grants: int = 0
    kept: int = 0
    payments: int = 0
    taken_back: int = 0
    kinds: tuple[KindChanges, ...] = ()
    """The grants row by row."""

    def __str__(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in self._counts().items())

    @property
    def words(self) -> str:
        """The same for a reader of the page, in the language of the page; empty when nothing happened."""
        counts = self._counts()
        if not any(counts.values()):
            return ""
        said = _(
            "Grants written: %(grants)d; left to people: %(kept)d; payments put in: %(payments)d; "
            "taken back: %(taken_back)d."
        )
        return said % counts

    def _counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("grants", "kept", "payments", "taken_back")}


@transaction.atomic
def load_grants(election: Election, pack: packs.Pack) -> Loaded | None:
    """Bring in the grants and payments of a pack with all that must follow from them; None for a pack
    without any. Safe to repeat.
    """
    if not pack.grants and not Grant.objects.filter(election=election, loaded=True).exists():
        return None
    sources = sources_of(pack)
    changes, kept = _put_grants(election, pack.grants, sources)
    for grant in Grant.objects.filter(election=election, loaded=True, withdrawn_reason=""):
        expect(grant)
    put_in, taken_back = _put_payments(election, pack.payments, sources)
    return Loaded(len(changes.written), kept, put_in, taken_back, (changes,))


def _put_grants(election: Election, rows: Iterable[packs.Grant], sources: Sources) -> tuple[KindChanges, int]:
    """What happened to the grants, and how many are left to people."""
    rows = list(rows)
    known = {grant.code: grant for grant in Grant.objects.filter(election=election)}
    peoples = {code: grant for code, grant in known.items() if grant.revision or not grant.loaded}
    bodies = {body.code: body for body in Institution.objects.all()}
    grants = {row.code: _grant(election, row, bodies, sources) for row in rows}
    for row in rows:
        grants[row.code].part_of = (grants | peoples)[row.part_of] if row.part_of else None
    ours = Grant.objects.filter(election=election, loaded=True, revision=0)
    wanted = [grant for code, grant in grants.items() if code not in peoples]
    about = Subject("grants.grant", election.code, str(election))
    changes = put(ours, wanted, key=("code",), about=about)
    return changes, len(grants) - len(wanted)


def _grant(
    election: Election, row: packs.Grant, bodies: Mapping[str, Institution], sources: Sources
) -> Grant:
    return Grant(
        election=election,
        code=row.code,
        grantor=bodies[row.grantor],
        grantee=bodies[row.grantee] if row.grantee else None,
        grantee_printed=row.grantee_printed,
        purpose=row.purpose.value,
        amount=row.amount,
        printed=row.as_printed,
        agreement_number=row.agreement_number,
        signed=row.signed,
        visibility=row.visibility.value,
        loaded=True,
        **origin_fields(Grant, row.origin, sources),
    )


def _put_payments(election: Election, rows: Iterable[packs.Payment], sources: Sources) -> tuple[int, int]:
    """How many payments were put in and how many of an older edition taken back."""
    standing = _standing(election)
    said = {f"{row.grant}/{row.number}": (row, digest_of(_content(row))) for row in rows}
    wanted = {digest for _, digest in said.values()}
    old = [payment for digest, payment in standing.items() if digest not in wanted]
    for payment in old:
        _take_back(payment)
    new = [(row, digest) for row, digest in said.values() if digest not in standing]
    made = [_put_payment(election, row, digest, sources) for row, digest in new]
    if old or made:
        told = {"put": [_told(p) for p in made], "taken_back": [_told(p) for p in old]}
        record("grants.put_payments", Subject("grants.payment", election.code, str(election)), after=told)
    return len(made), len(old)


def _standing(election: Election) -> dict[str, Payment]:
    """The payments of earlier editions that still stand, by the digest of what the pack said."""
    loaded = Payment.objects.filter(grant__election=election, entered_by__isnull=True, reversal__isnull=True)
    found = loaded.exclude(kind=Payment.Kind.REVERSAL).select_related("grant")
    return {payment.digest: payment for payment in found}


def _content(row: packs.Payment) -> dict[str, Any]:
    """Everything a row of the pack says, but for the line it stands on."""
    said = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "origin"}
    origin = row.origin
    return said | {
        "amount": f"{row.amount:.2f}",
        "source": [origin.source, origin.place, origin.precision, origin.doubt],
    }


def _put_payment(election: Election, row: packs.Payment, digest: str, sources: Sources) -> Payment:
    grant = Grant.objects.get(election=election, code=row.grant)
    return Payment.objects.create(
        grant=grant,
        tranche=_tranche(grant, row),
        direction=row.direction.value,
        kind=row.kind.value,
        amount=row.amount,
        printed=row.as_printed,
        paid_on=row.paid,
        document=row.document,
        received=row.received,
        client_id=_receipt(election, digest),
        digest=digest,
        at=timezone.now(),
        **origin_fields(Payment, row.origin, sources),
    )


def _tranche(grant: Grant, row: packs.Payment) -> Tranche | None:
    if row.tranche is None or row.direction == packs.Direction.BACK:
        return None
    return grant.tranches.get(number=row.tranche)


def _take_back(payment: Payment) -> None:
    Payment.objects.create(
        grant=payment.grant,
        tranche=payment.tranche,
        direction=payment.direction,
        kind=Payment.Kind.REVERSAL,
        amount=payment.amount,
        precision=payment.precision,
        source=payment.source,
        reverses=payment,
        reason=NEW_EDITION,
        client_id=uuid5(payment.client_id, "reversal"),
        digest=payment.digest,
        at=timezone.now(),
    )


def _receipt(election: Election, digest: str) -> UUID:
    """A number of its own for each time an edition says this: the first, or again after it was taken back."""
    times = Payment.objects.filter(digest=digest).exclude(kind=Payment.Kind.REVERSAL).count()
    return uuid5(NAMESPACE_URL, f"siaga:{election.code}:{digest}:{times}")


def _told(payment: Payment) -> dict[str, Any]:
    return {"grant": payment.grant.code, "kind": payment.kind, "amount": payment.amount}
