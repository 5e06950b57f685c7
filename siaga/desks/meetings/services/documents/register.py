"""For whom a person issues papers, and how those institutions number and head their sheets."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from siaga.desks.meetings.errors import NotYours, Refused
from siaga.desks.meetings.models import Letterhead, Scheme
from siaga.desks.meetings.queries.papers import issuers
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import Institution, User
from siaga.engines.documents.numbering import Pattern, PatternError


@dataclass(frozen=True, slots=True)
class Numbering:
    """How papers of a kind are numbered; an empty kind stands for all without a scheme of their own."""

    kind: str
    pattern: str
    classification: str = ""
    unit: str = ""


def issuing_for(user: User, institution: Institution) -> None:
    """Return when the person issues papers for the institution. Raises NotYours."""
    if institution.pk not in {body.pk for body in issuers(user)}:
        raise NotYours


@transaction.atomic
def set_scheme(institution: Institution, numbering: Numbering, by: User) -> Scheme:
    """Say how an institution numbers from now on; the running number goes on where it stands.

    Raises NotYours, and Refused for a pattern that cannot number.
    """
    issuing_for(by, institution)
    try:
        Pattern.parse(numbering.pattern)
    except PatternError as error:
        raise Refused(error.text.in_language(get_language() or "id")) from None
    return _set(Scheme, {"institution": institution, "kind": numbering.kind}, asdict(numbering), by)


@transaction.atomic
def set_letterhead(institution: Institution, lines: dict[str, str], by: User) -> Letterhead:
    """Say what stands on the head of an institution's sheets, by the fields of `Letterhead`."""
    issuing_for(by, institution)
    return _set(Letterhead, {"institution": institution}, lines, by)


def _set(model: type[Any], key: dict[str, Any], values: dict[str, Any], by: User) -> Any:
    """Make or change the one row with a key, and tell it; what stays as it is is not told."""
    row = model.objects.select_for_update().filter(**key).first()
    fresh = {name: value for name, value in values.items() if name not in key}
    before = {name: getattr(row, name) for name in fresh} if row else None
    if before == fresh:
        return row
    row = row or model(**key)
    for name, value in fresh.items():
        setattr(row, name, value)
    row.save()
    tell(f"documents.{model._meta.model_name}", row, before=before, after=fresh)
    return row
