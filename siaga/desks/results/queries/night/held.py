"""Held rows: first those that could change who is first, then the others, the longest held first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Contest
from siaga.desks.results.queries.night.rows import NightRow, Phase
from siaga.desks.results.queries.recap import counted_as
from siaga.desks.results.states import Act
from siaga.engines import recap as engine
from siaga.engines.recap import Order, Outside

FORMULA = _(
    "a held row could change the order on top ⇔ its ballots ≥ max(1, margin of the first over the second); "
    "with others ⇔ all held rows together reach it; ballots = DPT + spare ones, rounded up"
)


class Reach(TextChoices):
    """What a held row could do to the order on top."""

    ALONE = "alone", _("could change it alone")
    TOGETHER = "together", _("could change it with the other held rows")
    NOT = "not", _("cannot change it")
    UNKNOWN = "unknown", _("not stated: no row is counted yet, or there is one choice only")


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A held row with the ballots it can hold at most (None where neither register nor law limits them)."""

    row: NightRow
    ballots: int | None
    assumed: bool
    reach: Reach

    @property
    def why(self) -> str:
        """What stopped it; of a covered row only that it is held."""
        return str(Act(self.row.act).label if self.row.act else self.row.phase.label)

    @property
    def between_sources(self) -> bool:
        """Whether two sources differ, which is decided on a page of its own."""
        return self.row.act == Act.MISMATCH


@dataclass(frozen=True, slots=True)
class HeldRows:
    """`first`: those that could change the order on top, most ballots first; `others`: longest held first.

    `margin` and the pairs around it are those of the whole contest; None while there is no order.
    `together` are all held rows of the contest, also those outside the reader's places.
    """

    first: tuple[HeldRow, ...]
    others: tuple[HeldRow, ...]
    margin: int | None
    ahead: int | None
    behind: int | None
    together: Outside


def held(rows: Iterable[NightRow], contest: Contest, order: Order | None) -> HeldRows:
    """The held among some rows, measured against the order of their contest."""
    rule = counted_as(contest, ())
    top = order.gaps[0] if order and order.gaps else None
    together = order.outside_of(engine.State.HELD) if order else Outside()
    margin = top.margin if top else None
    found = [_held(row, rule, margin, together) for row in rows if row.phase is Phase.HELD]
    found.sort(key=lambda one: (one.row.changed_at is None, one.row.changed_at, one.row.station))
    first = [one for one in found if one.reach in (Reach.ALONE, Reach.TOGETHER)]
    return HeldRows(
        first=tuple(sorted(first, key=_most_first)),
        others=tuple(one for one in found if one not in first),
        margin=margin,
        ahead=top.ahead if top else None,
        behind=top.behind if top else None,
        together=together,
    )


def _most_first(one: HeldRow) -> tuple[bool, int]:
    return one.ballots is not None, -(one.ballots or 0)


def _held(row: NightRow, rule: engine.Contest, margin: int | None, together: Outside) -> HeldRow:
    own = engine.outside_of(row.voters, rule)
    ballots = None if own.unlimited else own.ballots
    return HeldRow(row, ballots, bool(own.assumed), _reach(own, margin, together))


def _reach(own: Outside, margin: int | None, together: Outside) -> Reach:
    if margin is None:
        return Reach.UNKNOWN
    if own.reaches(margin):
        return Reach.ALONE
    return Reach.TOGETHER if together.reaches(margin) else Reach.NOT
