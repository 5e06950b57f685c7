"""Money: whether the grants were paid out, reported and returned on the days the law lays down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.grants.queries.lines import GrantLine, grant_lines
from siaga.desks.grants.queries.obligations import OPEN_STATES, Obligation, State
from siaga.desks.grants.queries.totals import Total, totals
from siaga.desks.grants.templatetags.money import rupiah
from siaga.desks.readiness.queries.light import LISTED, Cell, Ground, Input, Light, Records, Shade, cells

SHADES = {"good": Shade.GOOD, "warn": Shade.WARN, "bad": Shade.BAD, "none": Shade.NONE}


def grants_light(election: Election, user: Any, today: date) -> Light:
    """The light of the grants a reader may know of, on a day in the city's own time zone."""
    return light_of(grant_lines(election, user, today), today)


def light_of(lines: Sequence[GrantLine], today: date) -> Light:
    """The light of some grants: late is bad, what no source states calls for a look."""
    items = [item for line in lines for item in line.obligations]
    states, sums = Counter(item.state for item in items), totals(lines)
    return Light(
        area="grants",
        title=_("Grants"),
        shade=_shade(lines, states),
        sentence=_sentence(lines, items, states, today),
        formula=_(
            "late ⇔ its day has passed, it is not done, and an officer tends the grant; "
            "no source says ⇔ the same for a grant that only a source speaks of"
        ),
        inputs=(
            Input(_("Today"), today),
            Input(_("Grants"), len(lines)),
            Input(_("Granted"), *_told(sums.granted)),
            Input(_("Disbursed"), *_told(sums.disbursed)),
            Input(_("Late"), states[State.LATE]),
            Input(_("No source says"), states[State.SILENT]),
            Input(_("Day not stated"), states[State.NO_DAY]),
        ),
        basis=_grounds(items),
        records=_records([item for item in items if item.state in OPEN_STATES]),
        link=reverse("grants:due"),
    )


def _shade(lines: Sequence[GrantLine], states: Counter[State]) -> Shade:
    if not lines:
        return Shade.NONE
    if states[State.LATE]:
        return Shade.BAD
    unclear = states[State.SILENT] or states[State.NO_DAY]
    unnamed = any(line.grant.grantee is None or line.grant.amount is None for line in lines)
    return Shade.WARN if unclear or unnamed else Shade.GOOD


def _sentence(
    lines: Sequence[GrantLine], items: Sequence[Obligation], states: Counter[State], today: date
) -> str:
    if not lines:
        return _("No grant is recorded.")
    if states[State.LATE]:
        return _late([item for item in items if item.state == State.LATE])
    unclear = states[State.SILENT] + states[State.NO_DAY]
    if unclear:
        return ngettext(
            "Of %(n)d thing due no source says whether it was done, or on which day it is due.",
            "Of %(n)d things due no source says whether they were done, or on which day they are due.",
            unclear,
        ) % {"n": unclear}
    return _next(items, today)


def _late(late: Sequence[Obligation]) -> str:
    first = min(late, key=lambda item: item.due or date.max)
    said = {"n": len(late), "what": first.title, "to": str(first.grant), "day": _day(first.due)}
    return (
        ngettext(
            "%(n)d thing due is late: %(what)s, %(to)s, due %(day)s.",
            "%(n)d things due are late, first %(what)s, %(to)s, due %(day)s.",
            len(late),
        )
        % said
    )


def _next(items: Sequence[Obligation], today: date) -> str:
    coming = [item for item in items if item.state == State.OPEN and item.due]
    if not coming:
        return _("Everything due under the grants is done.")
    first = min(coming, key=lambda item: item.due or today)
    said = {"what": first.title, "to": str(first.grant), "day": _day(first.due)}
    return _("Nothing is late. Next: %(what)s, %(to)s, due %(day)s.") % said


def _told(total: Total) -> tuple[str | None, str]:
    """A sum as text with what it is made of."""
    if not total.stated:
        return None, ""
    about = "" if total.precise else _("about") + " "
    left_out = len(total.left_out)
    note = ngettext("%(n)d amount left out", "%(n)d amounts left out", left_out) % {"n": left_out}
    return about + rupiah(total.sum), note if left_out else ""


def _grounds(items: Sequence[Obligation]) -> tuple[Ground, ...]:
    """The articles the days rest on, each once; unsure where any of them is."""
    unsure: dict[str, bool] = {}
    for item in items:
        if basis := item.row.explanation.get("basis"):
            text = f"{basis['regulation']} {basis['article']}".strip()
            unsure[text] = unsure.get(text, False) or basis["unsure"]
    return tuple(Ground(text, doubt) for text, doubt in sorted(unsure.items()))


def _records(items: Sequence[Obligation]) -> Records:
    heads = (_("Grant"), _("What"), _("Due"), _("Still missing"), _("State"))
    return Records(heads, tuple(_record(item) for item in items[:LISTED]), len(items))


def _record(item: Obligation) -> tuple[Cell, ...]:
    grant = item.grant
    missing = None if item.missing is None else rupiah(item.missing)
    state = Cell(str(item.state.label), shade=SHADES[item.light])
    address = reverse("grants:grant", args=[grant.election.code, grant.code])
    return cells(Cell(str(grant), url=address), str(item.title), item.due, missing, state)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("not stated")
