"""The decision between two sources that differ, by a person who made neither."""

from __future__ import annotations

from siaga.desks.offices.access import require
from siaga.desks.offices.models import User
from siaga.desks.places.models import Level
from siaga.desks.results.errors import LevelTooLow, MadeASource, NotNow
from siaga.desks.results.models import Adjudication, Comparison, CorrectionLevel, ResultRow
from siaga.desks.results.services._move import allowed, move
from siaga.desks.results.services._offices import membership_at
from siaga.desks.results.services.decisions import DECIDES, add_corrected
from siaga.desks.results.services.entry import Receipt, Submission, submit
from siaga.desks.results.services.grounds import at_own_level
from siaga.desks.results.services.telling import covered
from siaga.desks.results.sources import made_a_source, open_difference
from siaga.desks.results.states import Act

LEVELS = (
    CorrectionLevel.DISTRICT,
    CorrectionLevel.CITY,
    CorrectionLevel.PROVINCE,
    CorrectionLevel.COURT,
)
"""Where two sources are decided between: at the district or above, never at the station itself."""


def adjudicate(row: ResultRow, by: User, submission: Submission) -> Receipt:
    """Write down what the paper says where crew and supervisor read it differently.

    The decision is a new version beside both sources; a further person reads the votes before it counts.
    Raises PermissionDenied, NotNow where no difference is open, MadeASource, LevelTooLow, LevelTooHigh,
    DocumentMissing, ReasonMissing, DoesNotAddUp, Stale, Clashed.
    """
    require(by, DECIDES, row.station)
    member = membership_at(by, DECIDES, row.station.code)
    if submission.level not in LEVELS or member is None or member.region.level == Level.WARD:
        raise LevelTooLow
    at_own_level(row, by, submission.level, submission.document)
    return submit(row, by, submission, _adjudicate)


def _adjudicate(row: ResultRow, by: User, submission: Submission) -> Receipt:
    allowed(row, Act.ADJUDICATE)
    compared = open_difference(row)
    if compared is None:
        raise NotNow
    if made_a_source(row, by):
        raise MadeASource
    version = add_corrected(row, by, submission)
    Adjudication.objects.create(version=version, comparison=compared)
    told = covered(version) | {"level": version.level} | _between(compared)
    return Receipt(
        move(row, Act.ADJUDICATE, version=version, reason=version.reason.strip(), told=told, quiet=True),
        version,
    )


def _between(compared: Comparison) -> dict[str, int]:
    return {"between_version": compared.version.number, "between_supervisor_version": compared.form.number}
