"""The acts of the trail in words for a reader; the code beside them is what is hashed and filtered."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise] = {
    "account.language": _("language of the account changed"),
    "account.locked": _("sign-in locked after wrong attempts"),
    "account.made": _("account made"),
    "account.password_changed": _("password changed"),
    "account.refused": _("sign-in refused"),
    "account.signed_in": _("signed in"),
    "elections.load_pack": _("city pack loaded"),
    "elections.stage.complete": _("stage reported as completed"),
    "elections.stage.confirm": _("completion of a stage confirmed"),
    "elections.stage.return": _("report of a completed stage sent back"),
    "invitation.approved": _("invitation approved"),
    "invitation.made": _("invitation made"),
    "invitation.withdrawn": _("invitation withdrawn"),
    "membership.ended": _("role ended"),
    "membership.granted": _("role granted"),
    "places.correction.confirm": _("correction of a station confirmed"),
    "places.correction.propose": _("correction of a station proposed"),
    "places.correction.refuse": _("correction of a station refused"),
    "results.clash": _("result held: one receipt number came with two contents"),
    "results.confirm": _("result confirmed"),
    "results.correct": _("result corrected"),
    "results.declare": _("result entered and held: the paper itself does not add up"),
    "results.differ": _("result held: the second person read other votes"),
    "results.enter": _("result entered"),
    "results.expect": _("result forms expected"),
    "results.hold": _("result held"),
    "results.release": _("result released"),
    "results.return": _("result sent back to be entered again"),
    "second_factor.added": _("second factor added"),
    "second_factor.removed": _("second factor removed"),
    "second_factor.renewed": _("recovery codes renewed"),
}


def label_of(action: str) -> str:
    """An act in the language of the page; empty where only its code is known."""
    return str(LABELS.get(action, ""))
