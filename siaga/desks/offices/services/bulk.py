"""Many invitations from one list: checked whole, then all made or none, with one sheet of cards to print."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.offices import access
from siaga.desks.offices.errors import RefusedError
from siaga.desks.offices.models import Institution, Invitation, User
from siaga.desks.offices.roles import STATION_ROLES, Role
from siaga.desks.offices.services.invitations import (
    DAYS,
    Issued,
    Terms,
    check,
    described,
    drafted,
    may_invite,
    open_ones,
    terms_of,
)
from siaga.desks.places.models import PollingStation, Region
from siaga.desks.places.queries import is_station
from siaga.desks.trail.plain import without_personal_numbers
from siaga.desks.trail.services.record import Act, record_all
from siaga.engines.packs import cells
from siaga.engines.packs.schema import Column
from siaga.web.uploads import Line, Problem, Sheet, read_sheet

MOST = 500
"""Invitations of one list: sixty sheets of cards, and as many as one may want to lose with one sheet."""

_KEPT_SECONDS = 3600
"""How long a checked list may be made without its file: long enough to read it through."""

WORDS = {
    "kpps": Role.STATION_OFFICER,
    "pps": Role.WARD_COMMITTEE,
    "ppk": Role.DISTRICT_COMMITTEE,
    "komisioner": Role.COMMISSIONER,
    "staf-kpu": Role.COMMISSION_STAFF,
    "ptps": Role.STATION_SUPERVISOR,
    "panwascam": Role.DISTRICT_SUPERVISOR,
    "bawaslu": Role.SUPERVISOR,
    "forkopimda": Role.FORUM_MEMBER,
    "sekretariat": Role.SECRETARIAT,
    "opd": Role.AGENCY_OFFICER,
    "pengelola-akun": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR,
}
"""The roles as people call them in a list."""


def _role(raw: cells.Raw) -> Role:
    word = str(raw).strip().lower()
    if word not in WORDS:
        raise cells.CellError("bad_choice", value=raw, names=", ".join(WORDS))
    return WORDS[word]


def _days(raw: cells.Raw) -> int:
    days = cells.integer(raw)
    if days not in DAYS:
        raise cells.CellError("bad_choice", value=raw, names=", ".join(map(str, DAYS)))
    return int(str(days))


COLUMNS = (
    Column("nama", cells.text, True, "nama lengkap"),
    Column("peran", _role, True, "kpps, pps, ppk, …"),
    Column("lembaga", cells.text, True, "kode lembaga, misalnya kpu-metro"),
    Column("tempat", cells.text, False, "kode wilayah atau 13 digit kode TPS"),
    Column("hari", _days, True, "1, 3, 7 atau 14"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of a list: what is offered, and for how many days the link is good."""

    line: int
    terms: Terms
    days: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A list as read: what would be made, and everything wrong with it. `kept`: its rows, signed for whoever
    checked them, so that they need not be uploaded again; empty when something is wrong.
    """

    offers: list[Offer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: str = ""


def check_list(user: User, upload: UploadedFile) -> Checked:
    """Read a list and check every row as if it were sent alone; nothing is written."""
    return _check(user, read_sheet(upload, COLUMNS))


def check_kept(user: User, kept: str) -> Checked:
    """Check again the rows that this user has just checked: the house may have changed since."""
    try:
        rows = signing.loads(kept, salt=_salt(user), max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        return Checked(problems=[Problem(0, "", _("The checked list is too old. Choose the file again."))])
    return _check(user, Sheet([Line(number, _values(*cells_)) for number, *cells_ in rows]))


def _values(name: str, role: str, body: str, place: str | None, days: int) -> dict[str, Any]:
    return {"nama": name, "peran": Role(role), "lembaga": body, "tempat": place, "hari": days}


def _keep(user: User, lines: Iterable[Line]) -> str:
    rows = [[line.number, *(line.values[column.name] for column in COLUMNS)] for line in lines]
    return signing.dumps(rows, salt=_salt(user), compress=True)


def _salt(user: User) -> str:
    return f"offices.bulk.{user.pk}"


def _check(user: User, sheet: Sheet) -> Checked:
    if len(sheet.lines) > MOST:
        return Checked(
            problems=[Problem(0, "", _("More than %(n)d rows: send them in parts.") % {"n": MOST})]
        )
    known = _Known(sheet.lines)
    offers, problems = [], list(sheet.problems)
    for line in sheet.lines:
        try:
            offers.append(_offer(user, line, known))
        except (RefusedError, PermissionDenied) as refusal:
            problems.append(Problem(line.number, _column(refusal), str(refusal)))
    problems += _twice(offers)
    return Checked(offers, sorted(problems), "" if problems else _keep(user, sheet.lines))


@transaction.atomic
def invite_many(user: User, offers: Iterable[Offer]) -> list[Issued]:
    """Make every invitation of a checked list, or none. Raises as `invite`, naming the row."""
    batch = f"{timezone.localtime():%Y-%m-%d}-{secrets.token_hex(4)}"
    issued = []
    for offer in offers:
        may_invite(user, offer.terms)
        check(offer.terms)
        issued.append(drafted(offer.terms, user, offer.days, batch))
    return _save(issued)


@transaction.atomic
def reissue_batch(user: User, batch: str) -> list[Issued]:
    """New links for all of a list that were not used, as when its sheet was lost; the old links are dead.

    Raises RefusedError when none is left, PermissionDenied outside the user's region.
    """
    old = list(_of(batch))
    if not old:
        raise RefusedError(_("No invitation of this list is left to renew."))
    for invitation in old:
        may_invite(user, terms_of(invitation))
        invitation.withdrawn_at = timezone.now()
    Invitation.objects.bulk_update(old, ["withdrawn_at"])
    record_all(Act("invitation.withdrawn", invitation, before=described(invitation)) for invitation in old)
    days = {i.pk: max((i.expires_at - i.created_at).days, 1) for i in old}
    return _save([drafted(terms_of(i), user, days[i.pk], batch) for i in old])


@transaction.atomic
def approve_batch(user: User, batch: str) -> int:
    """Be the second person behind every invitation of a list that waits for one; returns how many."""
    waiting = [i for i in _of(batch) if i.needs_approval]
    for invitation in waiting:
        access.require(user, "accounts.approve", invitation.place)
        if invitation.invited_by_id == user.pk:
            raise PermissionDenied(_("Another person than the one who invited must approve this invitation."))
        invitation.approved_by, invitation.approved_at = user, timezone.now()
    Invitation.objects.bulk_update(waiting, ["approved_by", "approved_at"])
    record_all(Act("invitation.approved", i, after=described(i)) for i in waiting)
    return len(waiting)


def _of(batch: str) -> Any:
    """The open invitations of a list, locked."""
    rows = open_ones().filter(batch=batch).exclude(batch="").order_by("pk")
    return rows.select_for_update(of=("self",)).select_related("institution", "region")


def _save(issued: list[Issued]) -> list[Issued]:
    Invitation.objects.bulk_create([one.invitation for one in issued], batch_size=200)
    record_all(Act("invitation.made", i.invitation, after=described(i.invitation)) for i in issued)
    return issued


class _Known:
    """The institutions, regions and stations a list names, read once."""

    def __init__(self, lines: list[Line]) -> None:
        places = {str(line.values["tempat"] or "") for line in lines}
        bodies = {str(line.values["lembaga"]) for line in lines}
        found = Institution.objects.filter(code__in=bodies).select_related("region")
        self.bodies = {body.code: body for body in found}
        self.regions = Region.objects.in_bulk(places)
        stations = PollingStation.objects.filter(code__in=places, closed_at__isnull=True)
        self.wards = {station.code: station.ward for station in stations.select_related("ward")}


class _CellError(RefusedError):
    """A refusal that belongs to one column."""

    def __init__(self, column: str, sentence: str) -> None:
        self.column = column
        super().__init__(sentence)


def _offer(user: User, line: Line, known: _Known) -> Offer:
    values = line.values
    name, role = values["nama"], values["peran"]
    if without_personal_numbers(name) != name or len(name) > 120:
        raise _CellError("nama", _("This is no name: at most 120 letters, and no 16-digit number."))
    body = known.bodies.get(values["lembaga"])
    if body is None:
        raise _CellError("lembaga", _("There is no institution with this code."))
    region, station = _place(values["tempat"] or "", role, body, known)
    terms = Terms(name, body, role, region, station)
    may_invite(user, terms)
    check(terms)
    return Offer(line.number, terms, values["hari"])


def _place(code: str, role: str, body: Institution, known: _Known) -> tuple[Region, str]:
    if is_station(code):
        if code not in known.wards:
            raise _CellError("tempat", _("There is no polling station with this code."))
        return known.wards[code], code
    if role in STATION_ROLES:
        raise _CellError("tempat", _("This role acts at one polling station: give its code."))
    if not code:
        return body.region, ""
    if code not in known.regions:
        raise _CellError("tempat", _("There is no region with this code."))
    return known.regions[code], ""


def _twice(offers: list[Offer]) -> list[Problem]:
    seen: dict[Terms, int] = {}
    sentence = _("The same invitation is already on row %(row)d.")
    return [
        Problem(offer.line, "nama", sentence % {"row": first})
        for offer in offers
        if (first := seen.setdefault(offer.terms, offer.line)) != offer.line
    ]


def _column(refusal: Exception) -> str:
    return getattr(refusal, "column", "")
