"""Turns what services hold into what an entry may hold, and keeps personal numbers out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NUMBER_OF_16 = re.compile(
    r"(?<![0-9a-fA-F])(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?![0-9a-fA-F])"
)
"""A NIK or KK number as people write it: in one run, in fours, or as 6-6-4; not a run within a hash."""


class UnrecordableError(ValueError):
    """The entry must not, or cannot, be written; the message says which part of it and why."""


class PersonalNumberError(UnrecordableError, BadRequest):
    """Somebody wrote a NIK or KK number into a field; the site answers 400 with `sentence`."""

    sentence = _("A 16-digit number (NIK or KK) must not be written here. Take it out and send it again.")


def plain(value: Any) -> Any:
    """Return the value as str, int, bool, None, list and dict.

    Dates become ISO 8601 text, decimals and identifiers their text, choices their value, a model instance
    its primary key, a dataclass its fields. Fractions (float) stay as they are and are refused when the
    entry is hashed.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | Promise):
        return str(value)
    if isinstance(value, Model):
        return plain(value.pk)
    return _plain_collection(value)


def _plain_collection(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    raise UnrecordableError(f"{type(value).__name__} cannot be written into an entry")


def refuse_personal_numbers(value: Any, place: str = "entry") -> None:
    """Raise PersonalNumberError when anything in the value, its keys too, looks like a NIK or KK number.

    Also refuses the NUL character, which PostgreSQL cannot store. No message repeats the offending text.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            refuse_personal_numbers(key, f"{place}, a key")
            refuse_personal_numbers(item, f"{place}.{key}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            refuse_personal_numbers(item, f"{place}[{position}]")
    elif isinstance(value, str | int):
        _refuse_text(str(value), place)


def without_personal_numbers(text: str) -> str:
    """Return the text with every number that looks like a NIK or KK number blotted out."""
    return _NUMBER_OF_16.sub("[16 digits]", text)


def _refuse_text(text: str, place: str) -> None:
    if _NUMBER_OF_16.search(text):
        raise PersonalNumberError(f"{place} holds a 16-digit number, which must never enter the trail")
    if "\0" in text:
        raise UnrecordableError(f"{place} holds a NUL character")
