"""How a row of this desk may be named where not only its own readers look: the trail, logs, messages, titles.

    record("claims.enter", subject(row), after=told(row, {"unit": row.unit}), reason=reason(row, why))
    tell("claims.enter", row, after={"unit": row.unit}, reason=why)      # the same in one call

Whoever reads the trail may not read what is restricted. Of a restricted row, and of everything that belongs
to one, only numbers, closed choices and keyed digests are told. A digest proves later which text it was to
who holds the text and the key of the site; without the key nobody can try short texts out.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise

from siaga.desks.meetings.models import Visibility
from siaga.desks.trail.models import Entry
from siaga.desks.trail.plain import plain
from siaga.desks.trail.services import Subject, record
from siaga.engines.ledger import canonical

_ABOVE = ("meeting", "series", "action", "evidence", "statement", "minutes")
"""What a row may belong to: it is told no more openly than any of these."""

_DIGEST = re.compile(r"\A(?:[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z")
"""A SHA-256 in hexadecimal, or the number a device gave: neither says anything about the text."""


def restricted(row: Model) -> bool:
    """Whether the row, or anything it belongs to, is restricted."""
    return Visibility.RESTRICTED in set(_circles(row))


def told(row: Model, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they may be told of the row: as they are, or with every text replaced by its digest.

    Values of a time at which the row was restricted are covered for good, whatever the row is now.
    """
    if not restricted(row) and fields.get("visibility") != Visibility.RESTRICTED:
        return {name: plain(value) for name, value in fields.items()}
    return {name: _covered(row, name, value) for name, value in fields.items()}


def label(row: Model) -> str:
    """The row's own words, or only what it is and its number."""
    return f"{row._meta.model_name} {row.pk}" if restricted(row) else str(row)


def subject(row: Model) -> Subject:
    """The row as the subject of an entry of the trail."""
    return Subject(row._meta.label_lower, str(row.pk), label(row))


def reason(row: Model, text: str) -> str:
    """Why something was done, as it may be told of the row."""
    return digest(text) if text and restricted(row) else text


_reason = reason  # `tell` has an argument of that name


def tell(
    action: str,
    row: Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Leave an entry in the trail about the row; call it last in the transaction of the act."""
    return record(
        action,
        subject(row),
        before=None if before is None else told(row, before),
        after=None if after is None else told(row, after),
        reason=_reason(row, reason),
    )


def digest(value: Any) -> str:
    """``hmac-sha256:…`` of the value's canonical JSON under the key of the site."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"siaga.desks.meetings.telling", sha256)
    return f"hmac-sha256:{hmac.digest(key, canonical.encode(plain(value)), sha256).hex()}"


def _circles(row: Model) -> Iterator[str]:
    """The visibility of the row and of all it belongs to."""
    own = getattr(row, "visibility", None)
    if own is not None:
        yield own
    for name in _ABOVE:
        if name == "evidence" and own is not None:
            continue  # an action's evidence belongs to the action: to load it would tell nothing
        above = getattr(row, name, None)
        if isinstance(above, Model):
            yield from _circles(above)


def _covered(row: Model, name: str, value: Any) -> Any:
    value = plain(value)
    if value is None or isinstance(value, bool | int) or _says_nothing(row, name, value):
        return value
    return digest(value)


def _says_nothing(row: Model, name: str, value: Any) -> bool:
    """Whether a text is one of a closed list, or a digest or a device's number already."""
    if not isinstance(value, str | Promise):
        return False
    try:
        choices = row._meta.get_field(name).choices
    except FieldDoesNotExist:
        choices = None
    closed = {str(code) for code, _ in choices or ()}
    return value == "" or str(value) in closed or bool(_DIGEST.match(str(value)))
