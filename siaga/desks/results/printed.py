"""Which printed form a contest has, and what a phone must know of it: its pages and their tags."""

from __future__ import annotations

from dataclasses import dataclass

from siaga.desks.elections.models import Contest
from siaga.desks.results.darkroom import Sheet
from siaga.desks.results.darkroom.layouts import layout_of
from siaga.engines.reading.model import Layout


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its number, and the 64 modules of its tag row by row, `1` where it is dark."""

    number: int
    tag: str


def sheet_of(contest: Contest) -> Sheet:
    """What the darkroom is told about the form of a contest. At most one query."""
    return Sheet(contest.election.profile, contest.kind, contest.pairs.count())


def layout_for(contest: Contest) -> Layout | None:
    """The layout of the form; None where no layout is known, so that figures are typed by hand."""
    return layout_of(sheet_of(contest))


def printed_pages(layout: Layout | None) -> tuple[PrintedPage, ...]:
    """The pages of a form in order; empty without a layout."""
    if layout is None:
        return ()
    from siaga.engines.reading.sheets.tags import modules_of_tag  # loads OpenCV

    return tuple(
        PrintedPage(page.number, "".join("01"[dark] for row in modules_of_tag(page.tag) for dark in row))
        for page in layout.pages
    )
