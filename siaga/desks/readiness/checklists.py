"""The checklists of general practice, from checklists.yaml: what agencies of a kind usually have ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

import yaml
from django.utils.translation import get_language

from siaga.desks.offices.models import Institution
from siaga.desks.readiness.models import Area

UNSURE = frozenset({"M", "U"})


@dataclass(frozen=True, slots=True)
class Item:
    """Something usually made ready; `days_before` voting day where a source names a day."""

    code: str
    area: Area
    text: str
    source: str
    confidence: str
    days_before: int | None = None

    @property
    def unsure(self) -> bool:
        return self.confidence in UNSURE

    def due(self, voting_day: date) -> date | None:
        """The day it is due for an election, None where no source states one."""
        return None if self.days_before is None else voting_day - timedelta(days=self.days_before)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items of one kind of agency; `codes` are the beginnings of codes such an agency has in packs."""

    kind: str
    name_id: str
    name_en: str
    codes: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_id


@cache
def checklists() -> dict[str, Checklist]:
    """Every checklist by its kind, in the order of the file."""
    text = resources.files("siaga.desks.readiness").joinpath("checklists.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return {kind: _checklist(kind, row, data["sources"]) for kind, row in data["kinds"].items()}


def checklist_for(institution: Institution) -> Checklist | None:
    """The checklist of the kind an institution's code begins with (``dinkes-metro``), the longest first."""
    fits = (
        (len(code), found.kind)
        for found in checklists().values()
        for code in found.codes
        if institution.code == code or institution.code.startswith(f"{code}-")
    )
    best = max(fits, default=None)
    return checklists()[best[1]] if best else None


def _checklist(kind: str, row: dict[str, Any], sources: dict[str, str]) -> Checklist:
    items = (
        Item(**(item | {"area": Area(item["area"]), "source": sources[item["source"]]}))
        for item in row["items"]
    )
    return Checklist(kind, row["name"]["id"], row["name"]["en"], tuple(row["codes"]), tuple(items))
