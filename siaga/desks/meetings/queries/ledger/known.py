"""The subjects a reader knows, for whoever notes the next figure of one."""

from __future__ import annotations

from siaga.desks.elections.models import Election, Measure
from siaga.desks.meetings.models import Claim
from siaga.desks.meetings.queries.ledger.figures import TURNOUT
from siaga.desks.meetings.reading import Reader, claims_for

_WHOLE_CITY = (Measure.STATIONS, Measure.SPECIAL_STATIONS, Measure.DPS, Measure.DPT)


def known_subjects(election: Election, reader: Reader) -> list[tuple[str, str]]:
    """Code and label of every subject the reader may know: published, of the staffing, claimed before."""
    found = {measure.value: str(measure.label) for measure in _WHOLE_CITY} | {TURNOUT: TURNOUT}
    staffing = election.staffing_claims.filter(closed_at__isnull=True)
    found |= {row.code: row.label for row in staffing}
    claims = Claim.objects.filter(claims_for(reader), election=election)
    found |= dict(claims.values_list("subject", "label"))
    return sorted(found.items(), key=lambda item: item[1].casefold())
