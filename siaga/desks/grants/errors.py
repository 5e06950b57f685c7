"""Why an act with a grant was refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siaga.desks.trail import refused
from siaga.desks.trail.refused import Refused


class Stale(Refused):
    status = 409
    sentence = _("Somebody else has just changed this grant. Look at it again before you go on.")


class Withdrawn(Refused):
    status = 409
    sentence = _("This grant was withdrawn.")


class OtherSide(Refused):
    """The person acts for an institution that has no part in this act."""

    status = 403
    sentence = _("Your institution is not the side that may do this.")


class SamePerson(Refused):
    status = 403
    sentence = _("You entered this yourself: somebody of the other institution must confirm it.")


class GranteeNotStated(Refused):
    status = 409
    sentence = _("No recipient is stated for this grant. Enter it from the agreement first.")


class SameSides(Refused):
    sentence = _("Grantor and grantee are one institution.")


class AboveGrant(Refused):
    sentence = _(
        "This is more than was granted. Check the amount, or first correct the grant from its agreement."
    )


class AbovePaid(Refused):
    sentence = _("More would come back than was paid out.")


class BelowPaid(Refused):
    sentence = _("Less would be granted than was already paid out.")


class MoneyMoved(Refused):
    status = 409
    sentence = _("Money was already paid out of this grant. Take the payments back first.")


class Settled(Refused):
    status = 409
    sentence = _("This payment was already confirmed, taken back or only announced.")


class NotYet(Refused):
    sentence = _("That day has not come yet.")


class CodeTaken(Refused):
    sentence = _("Another grant of this election has this code.")


class Clashed(refused.Clashed):
    """One receipt number came with two contents; the second is kept in the trail for a person to judge."""

    sentence = _(
        "This receipt number was already used for something else. Both are kept and an officer will look."
    )
