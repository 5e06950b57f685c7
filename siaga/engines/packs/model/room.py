"""Who sits in the election room: institutions, their offices, the people who hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .origin import Origin
from .words import InstitutionKind, TitleForm


@dataclass(frozen=True, slots=True)
class Institution:
    """A body of the election room, within the region it serves."""

    code: str
    name: str
    short_name: str
    kind: InstitutionKind
    region: str
    parent: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Office:
    """A chair at an institution. ``seats`` is how many persons may hold it at once; None is not stated."""

    code: str
    institution: str
    title: str
    seats: int | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person in an office, first and last day included; an unknown day is None."""

    office: str
    person: str
    form: TitleForm
    valid_from: date | None
    valid_to: date | None
    origin: Origin
