"""Claims in doubt: what the rules of the ledger find in meetings and figures, and nobody settled yet."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.meetings.queries.ledger import Ledger, Line, doubt_lines, ledger_of
from siaga.desks.meetings.reading import Reader
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells
from siaga.engines.doubts import Severity

SHADES = {Severity.ERROR: Shade.BAD, Severity.WARNING: Shade.WARN, Severity.NOTE: Shade.NONE}


def ledger_light(election: Election, user: Any = None, reader: Reader | None = None) -> Light:
    """The light of the claims, over what `user` may read; without one, over what everyone may. A narrower
    `reader` is given where something is made for others to read as well.

    The light of doubtful sources tells what the pack itself marks; this one tells what the rules find.
    """
    return light_of_ledger(election, ledger_of(election, user or AnonymousUser(), reader=reader))


def light_of_ledger(election: Election, ledger: Ledger) -> Light:
    """The light of a ledger, with what was settled until now."""
    return light_of(doubt_lines(election, ledger), len(ledger.findings.held))


def light_of(lines: list[Line], held: int) -> Light:
    """The light for some doubts: bad while one that contradicts a rule or a record is open."""
    left = [line for line in lines if line.settled is None]
    grave = [line for line in left if line.severity == Severity.ERROR]
    weighty = [line for line in left if line.severity != Severity.NOTE]
    return Light(
        area="ledger",
        title=_("Claims"),
        shade=_shade(grave, weighty, checked=bool(lines or held)),
        sentence=_sentence(grave, weighty),
        formula=_("every doubt of a rule that nobody has settled; those good to know do not count"),
        inputs=(
            Input(_("Doubts"), len(lines)),
            Input(_("Settled"), len(lines) - len(left)),
            Input(_("Open: contradict a rule or a record"), len(grave)),
            Input(_("Open: call for a look"), len(weighty) - len(grave)),
            Input(_("Checked and right"), held),
        ),
        basis=_grounds(weighty),
        records=Records(
            (_("Doubt"), _("Doubtful, because"), _("Meeting"), _("Settled")), tuple(map(_record, lines))
        ),
        link=reverse("claims:doubts"),
    )


def _shade(grave: list[Line], weighty: list[Line], checked: bool) -> Shade:
    if not checked:
        return Shade.NONE
    return Shade.BAD if grave else Shade.WARN if weighty else Shade.GOOD


def _sentence(grave: list[Line], weighty: list[Line]) -> str:
    if not weighty:
        return _("No claim is in doubt, or every doubt is settled.")
    return ngettext(
        "%(n)d claim is in doubt and not settled, %(grave)d contradicting a rule or a record.",
        "%(n)d claims are in doubt and not settled, %(grave)d contradicting a rule or a record.",
        len(weighty),
    ) % {"n": len(weighty), "grave": len(grave)}


def _grounds(lines: list[Line]) -> tuple[Ground, ...]:
    found = {str(ground): ground.unsure for line in lines for ground in line.grounds}
    return tuple(Ground(text, unsure) for text, unsure in sorted(found.items()))


def _record(line: Line) -> tuple[Cell, ...]:
    where = Cell(line.title, url=reverse("claims:doubt", args=[line.name]), shade=_cell_shade(line))
    return cells(where, line.sentence, line.meeting.title if line.meeting else None, line.state)


def _cell_shade(line: Line) -> Shade:
    return Shade.GOOD if line.settled else SHADES[line.severity]
