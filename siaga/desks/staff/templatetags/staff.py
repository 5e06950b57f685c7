"""What the templates of this desk need beyond Django's own."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.queries.tallies import Tally

register = template.Library()


@register.filter
def of(tallies: Mapping[str, Tally], kind: Kind) -> Tally | None:
    """The tally of a body among those of a place; None where it has no seats there."""
    return tallies.get(kind.value)
