"""For which of the two sources of a form somebody photographs it."""

from __future__ import annotations

from siaga.desks.offices.access import may, require
from siaga.desks.offices.models import User
from siaga.desks.results.models import FormPhoto, ResultRow, ResultVersion, Side, SupervisorForm

PHOTOGRAPHS = "results.photograph"


def side_of(user: User, row: ResultRow) -> Side:
    """The supervisor of the station takes photos for their own form, everyone else for the crew's. Raises
    PermissionDenied.
    """
    require(user, PHOTOGRAPHS, row.station)
    return Side.SUPERVISOR if may(user, "results.supervise", row.station) else Side.CREW


def made_the_other(user: User, row: ResultRow, side: Side) -> bool:
    """Whether the user has photographed or read the row for the other side: nobody makes both sources."""
    photos = FormPhoto.objects.filter(row=row, by=user).exclude(side=side)
    forms = SupervisorForm.objects.filter(row=row, by=user)
    entries = ResultVersion.objects.filter(row=row, entered_by=user)
    return photos.exists() or (forms if side == Side.CREW else entries).exists()
