"""What a broken row may have meant: the fewest slips of writing or reading that make all its identities hold.

The slip model: one slip changes, loses or adds one digit of a figure, or swaps two figures of the row. Within
it the search is exact for repairs of one and two slips. From three slips on, a repair is a set of *moves*,
each closing the identities it alters: a swap that settles by itself what it alters; any digit slips up to
three in one move; and chains of up to four figures, each following from the identities, with as many slips as
it takes. Up to three slips in all, nothing but a swap entangled with other slips is left out. Nothing beyond
twelve slips is offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from siaga.law.form.catalogue import Form, form_of
from siaga.law.form.check import stated_figures
from siaga.law.form.formulas import Figures
from siaga.law.form.repairs.rank import Candidate, Change, likeliest
from siaga.law.form.repairs.row import Row
from siaga.law.form.repairs.search import smallest
from siaga.law.form.repairs.sureness import settled_too, vouched
from siaga.law.form.repairs.system import system_of
from siaga.law.form.screen import LARGEST
from siaga.law.profiles.model import Profile

__all__ = ["Candidate", "Change", "Repairs", "repairs"]


@dataclass(frozen=True, slots=True)
class Repairs:
    """The likeliest of the smallest repairs, best first.

    ``unique``: there is exactly one repair with so few slips. Otherwise: look at the paper. ``slips``: the
    fewest that repair the row (0 when it needs none or none is known).
    """

    candidates: tuple[Candidate, ...]
    unique: bool
    slips: int


def repairs(
    profile: Profile,
    figures: Figures,
    trusted: frozenset[str] = frozenset(),
    limit: int = 5,
    register: Mapping[str, int] | None = None,
) -> Repairs:
    """The smallest repairs of a row; none for a row that breaks no identity of error severity.

    ``figures`` and ``register`` as in `check_row`; ``trusted``: figures known to be right, never changed. A
    figure not stated stays so. Deterministic. Raises ProfileError for a profile whose error identities are
    not linear.
    """
    form = form_of(profile, figures)
    stated = stated_figures(form, figures, register)
    sure = trusted & stated.keys()
    agreeing = vouched(form, stated) - sure
    found = _repairs(form, stated, sure | agreeing, limit)
    return found if found.slips or not agreeing else _repairs(form, stated, sure, limit)


def _repairs(form: Form, stated: Mapping[str, int], sure: Set[str], limit: int) -> Repairs:
    row = Row(system_of(form, tuple(stated), frozenset(sure)), list(stated.values()))
    if row.repaired_by({}) or max(row.values) >= LARGEST:
        return Repairs((), unique=False, slips=0)
    slips, found = smallest(row)
    candidates = likeliest(form, row, slips, found, limit)
    if 0 < len(candidates) < limit:
        candidates += settled_too(form, row, candidates[0])
    return Repairs(candidates, len(found) == 1, slips)
