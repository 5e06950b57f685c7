"""Who held an office on a day, under the exact title of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from siaga.desks.offices.models import Office, OfficeHolder
from siaga.desks.offices.queries.institutions import holders_on


@dataclass(frozen=True, slots=True)
class Titled:
    """An office on a day: "Pjs Wali Kota Metro" and the person; no person where the sources leave it open."""

    title: str
    person: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.person}" if self.person else self.title


def title_on(office: Office | None, day: date | None) -> Titled | None:
    """The office's exact title on a day and who held it; None without an office.

    Who stands in (Pjs, Plt, Plh) comes before the one they stand in for. Without a day, or where the sources
    name nobody, or several, for it, only the office is known.
    """
    if office is None:
        return None
    held = holders_on(office, day) if day else ()
    holder = _the_one([h for h in held if h.acting]) or _the_one(held)
    if holder is None:
        return Titled(office.title)
    return Titled(_exact(office, holder), holder.person)


def _the_one(holders: list[OfficeHolder] | tuple[OfficeHolder, ...]) -> OfficeHolder | None:
    return holders[0] if len(holders) == 1 else None


def _exact(office: Office, holder: OfficeHolder) -> str:
    form = "" if holder.form == OfficeHolder.Form.FULL else f"{str(holder.form).capitalize()} "
    return f"{form}{office.title}"
