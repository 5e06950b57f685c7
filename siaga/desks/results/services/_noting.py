"""Writing one record of an event down once, whatever is sent twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils import timezone

from siaga.desks.offices.models import User
from siaga.desks.results.errors import Clashed
from siaga.desks.results.models.events import Written
from siaga.desks.results.services._move import despite_race
from siaga.engines.ledger import canonical

Record = TypeVar("Record", bound=Written)


@dataclass(frozen=True, slots=True)
class Noted(Generic[Record]):
    """A record that was written; `repeated` when it had been written before."""

    record: Record
    repeated: bool = False


def note(model: type[Record], by: User, office: str, client_id: str, fields: dict[str, Any]) -> Noted[Record]:
    """Write a record under its receipt number; the same content again is accepted, other content refused
    (Clashed). Inside the transaction of the caller's act.
    """
    digest = digest_of_record(model, by, fields)
    earlier = model.objects.filter(client_id=client_id).first()
    if earlier is None:
        new = model(by=by, office=office, at=timezone.now(), client_id=client_id, digest=digest, **fields)
        new.save(force_insert=True)
        return Noted(new)
    if earlier.digest != digest:
        raise Clashed
    return Noted(earlier, repeated=True)


def digest_of_record(model: type[Written], by: User, fields: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of what was said, by whom."""
    plain = {name: _plain(value) for name, value in fields.items()}
    whole = {"what": model._meta.model_name, "by": by.pk, "said": plain}
    return hashlib.sha256(canonical.encode(whole)).hexdigest()


def once(act: Any) -> Any:
    """Run an act in a transaction, again when another one took its receipt number in the meantime."""
    return despite_race(transaction.atomic(act))


def _plain(value: Any) -> Any:
    if hasattr(value, "pk"):
        return str(value.pk)
    return value.isoformat() if hasattr(value, "isoformat") else value
