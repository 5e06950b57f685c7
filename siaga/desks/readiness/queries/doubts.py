"""Doubtful sources: every record whose source looks wrong, word for word beside the reason."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import Doubt, doubts
from siaga.desks.readiness.queries.light import Input, Light, Records, Shade, cells


def doubts_light(election: Election) -> Light:
    """The light of the sources."""
    return light_of(doubts(election))


def light_of(found: list[Doubt]) -> Light:
    """The light for some doubts: they call for a look, since the figures stay as printed."""
    return Light(
        area="doubts",
        title=_("Doubtful sources"),
        shade=Shade.WARN if found else Shade.GOOD,
        sentence=_sentence(found),
        formula=_("every record with a stated doubt or an ambiguous source; the value stays as printed"),
        inputs=(
            Input(_("Doubted records"), len(found)),
            Input(_("Sources they come from"), len({d.source for d in found if d.source})),
        ),
        records=Records(
            (_("Kind"), _("Record"), _("as printed"), _("why it is doubted"), _("source")),
            tuple(
                cells(d.kind, d.label, d.verbatim or None, d.reason or d.precision, _source(d)) for d in found
            ),
        ),
    )


def _sentence(found: list[Doubt]) -> str:
    if not found:
        return _("No record is doubted.")
    return ngettext(
        "%(n)d record is kept as its source prints it although it looks wrong.",
        "%(n)d records are kept as their sources print them although they look wrong.",
        len(found),
    ) % {"n": len(found)}


def _source(doubt: Doubt) -> str | None:
    title = doubt.source.title if doubt.source else ""
    return ", ".join(filter(None, [title, doubt.place])) or None
