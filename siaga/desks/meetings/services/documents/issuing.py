"""A draft gets its number and is issued, in one transaction; a paper is made void, and keeps its number."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.models import IssuedDocument, Scheme
from siaga.desks.meetings.models.documents import UNNUMBERED
from siaga.desks.meetings.queries.papers import readable
from siaga.desks.meetings.services.documents.outgrown import outgrown
from siaga.desks.meetings.services.documents.register import issuing_for
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import User
from siaga.desks.trail.refused import needed
from siaga.engines.documents.numbering import Pattern, Slot

State = IssuedDocument.State


@transaction.atomic
def issue(document: IssuedDocument, by: User, classification: str = "") -> IssuedDocument:
    """Number a draft and issue it; from then on it never changes.

    The number is the next one of scheme and year, without gaps, whoever issues at the same moment. Raises
    NotYours, NotNow (no draft) and Refused (no scheme, no classification, a number that exists, unsigned
    minutes, words that were closed to the paper's readers since it was drafted).
    """
    row = _locked(document, by)
    if row.state != State.DRAFT:
        raise NotNow
    if row.content.get("draft"):
        raise Refused(_("Minutes are issued after both have signed them. Draft the paper anew then."))
    if outgrown(row):
        raise Refused(_("Something in this draft is closed to its readers by now. Draft the paper anew."))
    if scheme := _scheme_of(row):
        _number(row, scheme, classification)
    elif row.kind not in UNNUMBERED:
        raise Refused(_("Say first how this institution numbers its papers."))
    row.state, row.issued_by, row.issued_at = State.ISSUED, by, timezone.now()
    row.save()
    tell("documents.issue", row, after={"number": row.number, "digest": row.digest})
    return row


@transaction.atomic
def void(document: IssuedDocument, by: User, reason: str) -> IssuedDocument:
    """Make a paper void. It stays in the list with its reason, and its number is not given again.

    Raises NotYours, NotNow (it is void already) and ReasonMissing.
    """
    why = needed(reason)
    row = _locked(document, by)
    if row.state == State.VOID:
        raise NotNow
    before = row.state
    row.state, row.voided_by, row.voided_at, row.void_reason = State.VOID, by, timezone.now(), why
    row.save()
    tell("documents.void", row, before={"state": before}, after={"state": row.state}, reason=why)
    return row


def _locked(document: IssuedDocument, by: User) -> IssuedDocument:
    """The paper as it stands now, held until the transaction ends, if `by` may read and issue it."""
    related = ("institution__parent", "meeting__series")
    rows = readable(by).select_related(*related).select_for_update(of=("self",))
    row = rows.filter(pk=document.pk).first()
    if row is None:
        raise NotNow
    issuing_for(by, row.institution)
    return row


def _scheme_of(row: IssuedDocument) -> Scheme | None:
    """The scheme of the kind, else the general one; held, so that numbers are given one after another."""
    own = Scheme.objects.select_for_update().filter(institution=row.institution, kind=row.kind).first()
    if own or row.kind in UNNUMBERED:
        return own
    return Scheme.objects.select_for_update().filter(institution=row.institution, kind="").first()


def _number(row: IssuedDocument, scheme: Scheme, classification: str) -> None:
    """Take the next place of the register. A voided paper still holds its own, so no number comes twice."""
    taken = IssuedDocument.objects.filter(scheme=scheme, year=row.day.year)
    sequence = (taken.aggregate(last=Max("sequence"))["last"] or 0) + 1
    code = classification.strip() or scheme.classification
    try:
        number = Pattern(scheme.pattern).number(Slot(sequence, row.day, code, scheme.unit))
    except ValueError:
        raise Refused(_("The numbering needs a classification and a unit.")) from None
    if IssuedDocument.objects.filter(institution=row.institution, number=number).exists():
        raise Refused(_("This number was given before: change the numbering so that numbers differ."))
    row.scheme, row.year, row.sequence, row.number = scheme, row.day.year, sequence, number
