"""Office-holders: who will still be in office on voting day, as far as the sources state it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.offices.models import OfficeHolder
from siaga.desks.places.queries import inside
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells

BASIS = (Ground("Permendagri 74/2016 (Pjs)", unsure=False),)


@dataclass(frozen=True, slots=True)
class Ending:
    """A holder whose term ends before voting day, and who is stated to hold the office on that day."""

    holder: OfficeHolder
    on_the_day: tuple[OfficeHolder, ...]


def terms_light(election: Election) -> Light:
    """The light of the offices: bad when nobody is stated to hold, on voting day, an office whose
    holder leaves.
    """
    city = election.region_id
    holders = OfficeHolder.objects.filter(inside("office__institution__region__code", city))
    known = holders.select_related("office__institution").order_by("office", "starts")
    return light_of(list(known), election.voting_date)


def light_of(holders: list[OfficeHolder], day: date) -> Light:
    """The light for a voting day."""
    found = endings(holders, day)
    empty = [ending for ending in found if not ending.on_the_day]
    return Light(
        area="terms",
        title=_("Offices on voting day"),
        shade=_shade(holders, found, empty),
        sentence=_sentence(holders, found, empty),
        formula=_("end of term < voting day; held on the day ⇔ start ≤ voting day ≤ end"),
        inputs=(
            Input(_("Voting day"), day),
            Input(_("Office-holders"), len(holders)),
            Input(_("Terms that end before"), len(found)),
            Input(_("Of these, with nobody stated for voting day"), len(empty)),
        ),
        basis=BASIS,
        records=_records(found),
        link=reverse("offices:institutions"),
    )


def endings(holders: list[OfficeHolder], day: date) -> list[Ending]:
    """Per office the last to leave before the day, with those stated to be in office on the day.

    Who left earlier was followed by somebody and is history.
    """
    found = []
    for _office, group in groupby(sorted(holders, key=_office_key), key=_office_key):
        there = list(group)
        left = [holder for holder in there if holder.ends and holder.ends < day]
        last = max((holder.ends for holder in left), default=None)
        on_the_day = tuple(holder for holder in there if holds(holder, day))
        found += [Ending(holder, on_the_day) for holder in left if holder.ends == last]
    return found


def _office_key(holder: OfficeHolder) -> int:
    return holder.office_id


def holds(holder: OfficeHolder, day: date) -> bool:
    """Whether a holder is in office on a day, both ends included; an end that is not stated is open."""
    return (not holder.starts or holder.starts <= day) and (not holder.ends or day <= holder.ends)


def _shade(holders: list[OfficeHolder], found: list[Ending], empty: list[Ending]) -> Shade:
    if not holders:
        return Shade.NONE
    return Shade.BAD if empty else Shade.WARN if found else Shade.GOOD


def _sentence(holders: list[OfficeHolder], found: list[Ending], empty: list[Ending]) -> str:
    if not holders:
        return _("No office-holders are recorded.")
    if not found:
        return _("Every recorded term reaches voting day.")
    ended = ngettext("%(n)d term ends before voting day", "%(n)d terms end before voting day", len(found)) % {
        "n": len(found)
    }
    if not empty:
        return _("%(ended)s; a successor is recorded for each.") % {"ended": ended}
    return _("%(ended)s, %(empty)d with no successor recorded.") % {"ended": ended, "empty": len(empty)}


def _records(found: list[Ending]) -> Records:
    heads = (_("Office"), _("person"), _("from"), _("until"), _("On voting day"))
    return Records(heads, tuple(_record(ending) for ending in found))


def _record(ending: Ending) -> tuple[Cell, ...]:
    holder = ending.holder
    office = f"{holder.office.title}, {holder.office.institution.name}"
    named = ", ".join(str(other) for other in ending.on_the_day)
    on_the_day = Cell(named or _("nobody stated"), shade=Shade.WARN if named else Shade.BAD)
    return cells(
        office, f"{holder.person} ({holder.get_form_display()})", holder.starts, holder.ends, on_the_day
    )
