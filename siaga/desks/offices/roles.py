"""Who may do what: the table of roles and the actions each role may take within its region.

Default deny: what is not in this table is refused. A role that decides never administers accounts, and the
role that administers accounts never touches a figure.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    STATION_OFFICER = "station_officer", _("Polling station officer (KPPS)")
    WARD_COMMITTEE = "ward_committee", _("Ward committee (PPS)")
    DISTRICT_COMMITTEE = "district_committee", _("District committee (PPK)")
    COMMISSIONER = "commissioner", _("Commissioner (KPU)")
    COMMISSION_STAFF = "commission_staff", _("Commission staff (KPU)")
    STATION_SUPERVISOR = "station_supervisor", _("Station supervisor (PTPS)")
    DISTRICT_SUPERVISOR = "district_supervisor", _("District supervisor (Panwascam)")
    SUPERVISOR = "supervisor", _("Supervisor (Bawaslu)")
    FORUM_MEMBER = "forum_member", _("Forum member (Forkopimda)")
    SECRETARIAT = "secretariat", _("Secretariat officer (Kesbangpol, Sekda)")
    AGENCY_OFFICER = "agency_officer", _("Agency officer (OPD)")
    ADMINISTRATOR = "administrator", _("Account administrator")
    AUDITOR = "auditor", _("Auditor")


ACTION_NAMES: dict[str, Any] = {
    "accounts.approve": _("approve an invitation to a role that decides"),
    "accounts.end": _("end a role"),
    "accounts.invite": _("invite a person to a role"),
    "accounts.read": _("read who holds which role"),
    "board.read": _("read the readiness board"),
    "claims.settle": _("settle a doubtful figure or reference"),
    "documents.issue": _("number and issue letters and reports"),
    "duties.confirm": _("confirm what an agency reports of its preparations"),
    "duties.report": _("report on the preparations of one's own agency"),
    "elections.complete": _("report a stage as completed"),
    "elections.confirm": _("confirm that a stage is completed"),
    "elections.edit": _("edit elections and stages"),
    "elections.load": _("load a city pack"),
    "elections.read": _("read elections and stages"),
    "grants.confirm": _("confirm money received or returned"),
    "grants.edit": _("record grants and payments"),
    "grants.read": _("read grants and payments"),
    "meetings.act": _("show evidence for an action of one's own institution"),
    "meetings.confirm": _("confirm evidence of another institution"),
    "meetings.read": _("read meetings, minutes and actions"),
    "meetings.restricted": _("read what is restricted to those at the table"),
    "meetings.sign": _("sign minutes"),
    "meetings.write": _("convene meetings and keep their minutes"),
    "offices.edit": _("edit institutions and office-holders"),
    "offices.read": _("read institutions and office-holders"),
    "places.edit": _("propose corrections of polling stations"),
    "places.read": _("read regions and polling stations"),
    "results.attest": _("confirm a publication that another person prepared"),
    "results.confirm": _("confirm a result that another person entered"),
    "results.correct": _("correct a result, with a reason"),
    "results.enter": _("enter a result from its form"),
    "results.note": _("write down objections of witnesses and special events"),
    "results.photograph": _("photograph a result form"),
    "results.publish": _("prepare a publication of the results"),
    "results.read": _("read result forms of every state"),
    "results.sheet": _("make recapitulation sheets"),
    "results.supervise": _("hand in the supervisor's own reading of a form"),
    "staff.attend": _("say who has come to the polling station"),
    "staff.confirm": _("confirm who is appointed and who replaces whom"),
    "staff.edit": _("record crews and supervisors"),
    "staff.read": _("read crews, supervisors and shortages"),
    "trail.read": _("read the trail"),
}
"""Every action in words; the tests hold it equal to the actions of the table below."""

STATION_ROLES = (Role.STATION_OFFICER, Role.STATION_SUPERVISOR)
"""Roles of one polling station: their membership names it and holds nothing else."""

_COMMISSION, _SUPERVISORS = ("commission", "committee"), ("supervisor",)
ROLE_AT: dict[str, tuple[str, ...]] = {
    Role.STATION_OFFICER: _COMMISSION,
    Role.WARD_COMMITTEE: _COMMISSION,
    Role.DISTRICT_COMMITTEE: _COMMISSION,
    Role.COMMISSIONER: ("commission",),
    Role.COMMISSION_STAFF: ("commission",),
    Role.STATION_SUPERVISOR: _SUPERVISORS,
    Role.DISTRICT_SUPERVISOR: _SUPERVISORS,
    Role.SUPERVISOR: _SUPERVISORS,
    Role.SECRETARIAT: ("government", "forum", "other"),
}
"""Kinds of institution at which a role may be held; a role that is not here may be held at any."""

_READ = {"board.read", "results.read", "places.read", "elections.read", "offices.read"}
_ROOM = _READ | {"meetings.read", "grants.read", "staff.read"}
_AT_THE_TABLE = {"meetings.restricted", "meetings.sign", "claims.settle"}
_FOLLOW_UP = {"meetings.act", "meetings.confirm"}
_CREWS = {"staff.read", "staff.edit", "staff.attend"}

ACTIONS: dict[str, frozenset[str]] = {
    Role.STATION_OFFICER: frozenset(
        {"results.read", "results.enter", "results.photograph", "results.note"}
        | {"places.read", "elections.read", "staff.attend"}
    ),
    Role.WARD_COMMITTEE: frozenset(_READ | _CREWS),
    Role.DISTRICT_COMMITTEE: frozenset(
        _READ
        | {"results.enter", "results.photograph", "results.note"}
        | {"results.confirm", "results.correct", "results.sheet"}
        | {"meetings.read", "meetings.act"}
        | _CREWS
    ),
    Role.COMMISSION_STAFF: frozenset(
        _ROOM
        | _FOLLOW_UP
        | {"results.enter", "results.photograph", "results.note", "results.sheet", "results.publish"}
        | {"places.edit", "elections.edit", "offices.edit"}
        | {"elections.complete", "grants.confirm", "staff.edit", "staff.attend"}
    ),
    Role.COMMISSIONER: frozenset(
        _ROOM
        | _AT_THE_TABLE
        | _FOLLOW_UP
        | {"results.confirm", "results.correct", "results.note", "results.sheet"}
        | {"results.publish", "results.attest"}
        | {"elections.load", "elections.confirm"}
        | {"trail.read", "accounts.approve", "grants.confirm", "staff.confirm"}
    ),
    Role.STATION_SUPERVISOR: frozenset(
        {"results.read", "results.supervise", "results.photograph", "results.note"}
        | {"places.read", "elections.read", "staff.attend"}
    ),
    Role.DISTRICT_SUPERVISOR: frozenset(_READ | {"results.note", "meetings.read", "meetings.act"} | _CREWS),
    Role.SUPERVISOR: frozenset(
        _ROOM
        | _AT_THE_TABLE
        | _FOLLOW_UP
        | {"results.note", "results.sheet", "trail.read", "elections.confirm"}
        | {"grants.confirm", "staff.edit", "staff.attend", "staff.confirm"}
    ),
    Role.FORUM_MEMBER: frozenset(_ROOM | _AT_THE_TABLE | _FOLLOW_UP | {"duties.confirm", "grants.confirm"}),
    Role.SECRETARIAT: frozenset(
        _ROOM
        | _AT_THE_TABLE
        | _FOLLOW_UP
        | {"meetings.write", "documents.issue", "grants.edit", "duties.confirm", "duties.report"}
    ),
    Role.AGENCY_OFFICER: frozenset(
        {"board.read", "places.read", "elections.read", "offices.read", "duties.report"}
        | {"meetings.read", "grants.read", "grants.edit"}
        | _FOLLOW_UP
    ),
    Role.ADMINISTRATOR: frozenset(
        {"offices.read", "accounts.read", "accounts.invite", "accounts.end", "accounts.approve"}
    ),
    Role.AUDITOR: frozenset(_ROOM | {"trail.read", "accounts.read"}),
}

ALL_ACTIONS = frozenset().union(*ACTIONS.values())
"""Every action any role may take; a view that requires another one is closed to everyone."""

SECOND_FACTOR_ROLES = frozenset(
    {
        Role.COMMISSIONER,
        Role.COMMISSION_STAFF,
        Role.DISTRICT_COMMITTEE,
        Role.SUPERVISOR,
        Role.SECRETARIAT,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
    }
)
"""Roles that must have a second factor (an authenticator or a passkey) before they may act."""


DECIDING_ACTIONS = frozenset(
    {
        "accounts.approve",
        "results.attest",
        "results.confirm",
        "results.correct",
        "meetings.confirm",
        "grants.confirm",
        "staff.confirm",
    }
)
DECIDING_ROLES = frozenset(role for role, actions in ACTIONS.items() if actions & DECIDING_ACTIONS)
"""Roles that are the second person somewhere: an invitation to one of them needs a second person itself."""


def fits(role: str, kind: str) -> bool:
    """Whether a role may be held at an institution of this kind."""
    return kind in ROLE_AT.get(role, (kind,))


def may(role: str, action: str) -> bool:
    """Whether a role holds an action at all; an unknown role or action is refused."""
    return action in ACTIONS.get(role, frozenset())
