"""What warnings tell about a repair: figures that vouch for one another, slips that leave a warning."""

from __future__ import annotations

from collections.abc import Mapping

from siaga.law.form.catalogue import Form
from siaga.law.form.repairs.rank import Candidate, likeliest
from siaga.law.form.repairs.row import Row
from siaga.law.form.repairs.search import smallest
from siaga.law.form.repairs.system import system_of
from siaga.law.form.screen import screen_of


def vouched(form: Form, stated: Mapping[str, int]) -> frozenset[str]:
    """Figures that agree in an identity of warning severity: the DPT, and the ballots received for it.

    Two figures that a slip would have parted are both right, so they are left alone as long as a repair
    without them exists.
    """
    agreeing = (
        check.formula
        for check in screen_of(form, tuple(stated)).checks
        if not check.is_error and check.formula.relation == "="
    )
    return frozenset(
        name
        for formula in agreeing
        if formula.left.value(stated) == formula.right.value(stated)
        for name in formula.names()
    )


def settled_too(form: Form, row: Row, candidate: Candidate) -> tuple[Candidate, ...]:
    """The candidate with the fewest further slips that settle the warnings it leaves, when there are such."""
    system = row.system
    made = {system.names.index(change.field): change.meant for change in candidate.changes}
    values = [made.get(place, value) for place, value in enumerate(row.values)]
    sure = {name for place, name in enumerate(system.names) if place not in system.free or place in made}
    strict = Row(system_of(form, system.names, frozenset(sure), strict=True), values)
    if strict.repaired_by({}):
        return ()
    slips, more = smallest(strict)
    both = [tuple(sorted((*made.items(), *changes))) for changes in more]
    return likeliest(form, row, candidate.slips + slips, both, limit=1)
