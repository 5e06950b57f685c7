"""What every page of the house needs: the election it stands in, the doors its reader may open, the
release.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from siaga.desks.elections.choice import election_of, elections_of
from siaga.desks.elections.models import Election
from siaga.desks.portal import rail


@dataclass(frozen=True)
class House:
    """Read lazily: a page that shows no rail or no election costs no query for it."""

    request: HttpRequest
    demo: bool
    version: str
    rehearsal: bool = False

    @cached_property
    def election(self) -> Election | None:
        """The election of the top line, or None while no pack is loaded."""
        return election_of(self.request)

    @cached_property
    def elections(self) -> list[Election]:
        """Every election there is, for the chooser of the top line."""
        return elections_of(self.request)

    @cached_property
    def rail(self) -> SafeString:
        """Groups of links for the person who asks, laid out: once, for both places where a page has them."""
        return render_to_string("web/rail.html", {"groups": rail.groups(self.request)})


def house(request: HttpRequest) -> dict[str, House]:
    """Context processor: the house, as `house` in every template."""
    return {"house": House(request, settings.DEMO, settings.SIAGA_VERSION, settings.REHEARSAL)}
