"""What is told of the money: the grantee how much it used, and both sides that they reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from siaga.desks.grants.errors import AboveGrant, GranteeNotStated
from siaga.desks.grants.models import Filing, Grant, Realisation, Report
from siaga.desks.grants.services._once import Side, acting_for, come, grantee_side, grantor_side, locked, once
from siaga.desks.offices.models import User
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.services import record


@dataclass(frozen=True, slots=True)
class Use:
    """How much was used up to a day, in all since the beginning; in all lines when `budget_line` is empty."""

    as_of: date
    used: Decimal
    client_id: UUID
    budget_line: str = ""
    file: StoredFile | None = None

    def said(self) -> dict[str, Any]:
        return {
            "as_of": self.as_of,
            "used": f"{self.used:.2f}",
            "budget_line": self.budget_line,
            "file": self.file.pk if self.file else None,
        }


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as it was filed."""

    filed_on: date
    document: str
    client_id: UUID
    file: StoredFile | None = None

    def said(self) -> dict[str, Any]:
        file = self.file.pk if self.file else None
        return {"filed_on": self.filed_on, "document": self.document, "file": file}


def tell_use(grant: Grant, by: User, use: Use) -> Realisation:
    """The grantee tells how much of the grant it has used. The newest telling of the latest day holds.

    Safe to repeat under one receipt number. Raises PermissionDenied, OtherSide, GranteeNotStated, AboveGrant,
    Clashed.
    """
    said = use.said() | {"grant": grant.pk}
    return once(Realisation, use.client_id, by, said, lambda digest: _tell_use(grant, by, use, digest))


def file_report(report: Report, by: User, filed: Filed) -> Filing:
    """The side that owes a report says that it was filed, and under which number.

    Safe to repeat under one receipt number. Raises PermissionDenied, OtherSide, GranteeNotStated, Clashed.
    """
    said = filed.said() | {"report": report.pk}
    return once(Filing, filed.client_id, by, said, lambda digest: _file_report(report, by, filed, digest))


def owing_side(report: Report, grant: Grant) -> tuple[str, Side]:
    """The action it takes to file a report, and the side that owes it."""
    if report.kind == Report.Kind.DISBURSEMENT:
        return "grants.edit", grantor_side(grant)
    return "grants.confirm", grantee_side(grant)


def _tell_use(grant: Grant, by: User, use: Use, digest: str) -> Realisation:
    now = locked(grant)
    if now.grantee is None:
        raise GranteeNotStated
    body = acting_for(by, now, "grants.confirm", grantee_side(now))
    if now.amount is not None and use.used > now.amount:
        raise AboveGrant
    told = Realisation.objects.create(
        grant=now,
        as_of=come(use.as_of, now),
        used=use.used,
        budget_line=use.budget_line.strip(),
        file=use.file,
        client_id=use.client_id,
        digest=digest,
        entered_by=by,
        institution=body,
        at=timezone.now(),
    )
    record("grants.use", now, after=use.said() | {"institution": body.code})
    return told


def _file_report(report: Report, by: User, filed: Filed, digest: str) -> Filing:
    now = locked(report.grant)
    if report.kind == Report.Kind.ACCOUNTABILITY and now.grantee is None:
        raise GranteeNotStated
    body = acting_for(by, now, *owing_side(report, now))
    filing = Filing.objects.create(
        report=report,
        filed_on=come(filed.filed_on, now),
        document=filed.document.strip(),
        file=filed.file,
        client_id=filed.client_id,
        digest=digest,
        entered_by=by,
        institution=body,
        at=timezone.now(),
    )
    record("grants.file", now, after=filed.said() | {"report": report.kind, "institution": body.code})
    return filing
