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
    "duties.add": _("duty of an institution written down"),
    "duties.close": _("duty of an institution closed"),
    "duties.confirm": _("duty confirmed as done by another institution"),
    "duties.report": _("institution reported on its duty"),
    "duties.return": _("report on a duty sent back"),
    "duties.take_over": _("duty taken over from the checklist"),
    "actions.cancel": _("action cancelled"),
    "actions.change": _("action changed"),
    "actions.clash": _("evidence refused: its number was used for other content"),
    "actions.confirm": _("evidence confirmed, action done"),
    "actions.create": _("action made"),
    "actions.escalate": _("action put before the chair"),
    "actions.evidence": _("evidence shown"),
    "actions.reopen": _("action opened again"),
    "actions.return": _("evidence sent back"),
    "calendar.key_closed": _("calendar address taken away"),
    "calendar.key_made": _("calendar address made"),
    "channel.added": _("channel opened"),
    "channel.closed": _("channel closed"),
    "channel.tried": _("channel tried"),
    "elections.load_pack": _("city pack loaded"),
    "elections.stage.complete": _("stage reported as completed"),
    "elections.stage.confirm": _("completion of a stage confirmed"),
    "elections.stage.return": _("report of a completed stage sent back"),
    "invitation.approved": _("invitation approved"),
    "invitation.made": _("invitation made"),
    "invitation.withdrawn": _("invitation withdrawn"),
    "membership.ended": _("role ended"),
    "meetings.agenda.carried": _("open actions put on the agenda"),
    "meetings.agenda.settled": _("point of a settled action withdrawn"),
    "membership.granted": _("role granted"),
    "reminders.written": _("reminders of the day written"),
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
