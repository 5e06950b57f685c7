"""What the capture page of a crew or a supervisor needs to work through the night without a signal: the
forms, each contest's paper with its arithmetic, and what the person's own side has sent. Neither side is told
what the other one sent.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from siaga.desks.elections.models import Contest
from siaga.desks.offices import access
from siaga.desks.offices.models import User
from siaga.desks.places.queries import is_station
from siaga.desks.results.arithmetic import identities, trusted
from siaga.desks.results.figures import Paper, register_of
from siaga.desks.results.layout import blocks
from siaga.desks.results.models import Kind, ResultRow, ResultVersion, Side, SupervisorForm
from siaga.desks.results.printed import layout_for, printed_pages
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.receipts import code_of
from siaga.desks.results.sides import PHOTOGRAPHS
from siaga.desks.results.sources import hands_in_now
from siaga.desks.results.states import EMPTY, ENTERABLE

_RELATED = ("contest__election", "station__ward__parent", "current__entered_by")


@dataclass(frozen=True, slots=True)
class Work:
    """Forms, one for each contest at each station of a person, and papers by contest."""

    forms: list[dict[str, Any]]
    papers: dict[str, dict[str, Any]]


def capture_work(user: Any, station: str = "") -> Work:
    """The forms a person may photograph at the stations their office names, or at the one asked for.

    Whoever enters in a whole district asks for one station at a time.
    """
    rows = list(_rows(user, station).select_related(*_RELATED).order_by("station__code", "contest__code"))
    papers = {row.contest_id: Paper.of(row.contest) for row in rows}
    contests = {row.contest_id: row.contest for row in rows}
    own = _own_forms(user, rows)
    return Work(
        [_form(row, papers[row.contest_id]) | _sent(row, user, own) for row in rows],
        {contests[pk].code: _paper(contests[pk], paper) for pk, paper in papers.items()},
    )


def _rows(user: Any, station: str) -> QuerySet[ResultRow]:
    asked = [station] if station else filter(is_station, access.scope(user, PHOTOGRAPHS))
    mine = access.within(user, PHOTOGRAPHS, region="station__ward", station="station")
    return ResultRow.objects.filter(Q(station__code__in=list(asked)), mine, station__closed_at__isnull=True)


def _own_forms(user: Any, rows: list[ResultRow]) -> dict[int, SupervisorForm]:
    """What the user handed in last as a supervisor, by row."""
    forms = SupervisorForm.objects.filter(row__in=rows, by=user.pk).select_related("by").order_by("number")
    return {form.row_id: form for form in forms}


def _form(row: ResultRow, paper: Paper) -> dict[str, Any]:
    return {
        "election": row.contest.election.code,
        "contest": row.contest.code,
        "office": row.contest.get_kind_display(),
        "name": row.contest.name,
        "station": row.station.code,
        "label": row.station.label,
        "ward": row.station.ward.name,
        "district": row.station.ward.parent.name,
        "state": row.state,
        "standing": row.get_state_display(),
        "register": trusted(paper, register_of(row.station)),
    }


def _sent(row: ResultRow, user: Any, own: dict[int, SupervisorForm]) -> dict[str, Any]:
    """Where the person's own side of a form stands; `revision` changes when what they began is outdated."""
    if access.may(user, "results.supervise", row.station):
        return _supervised(row, own.get(row.pk))
    sent = row.current if row.state not in EMPTY and _is_shown(row, user) else None
    return {
        "side": Side.CREW,
        "revision": row.revision,
        "open": row.state in ENTERABLE,
        "again": row.state in EMPTY,
        "reason": row.reason,
        "code": code_of(sent.digest) if sent else "",
        "sent": _told(sent, sent.entered_by, sent.entered_at) if sent else None,
    }


def _is_shown(row: ResultRow, user: Any) -> bool:
    """Whether the row stands as the crew sent it, and the person may see it: members of one crew see what any
    of them sent, a second reader nothing.
    """
    is_entry = row.current is not None and row.current.kind == Kind.ENTRY
    return is_entry and (row.entered_by_id == user.pk or sight_of(row, user).entry)


def _told(sent: ResultVersion | SupervisorForm, by: User, at: datetime) -> dict[str, Any]:
    """What was sent, for the same side to look at again."""
    return {"figures": sent.figures, "declared": sent.reason, "by": str(by), "at": at.isoformat()}


def _supervised(row: ResultRow, form: SupervisorForm | None) -> dict[str, Any]:
    """The crew's steps neither outdate what the supervisor began nor tell why they were taken."""
    return {
        "side": Side.SUPERVISOR,
        "revision": form.number if form else 0,
        "open": hands_in_now(row),
        "again": form is None,
        "reason": "",
        "code": code_of(form.digest) if form else "",
        "sent": _told(form, form.by, form.at) if form else None,
    }


def _paper(contest: Contest, paper: Paper) -> dict[str, Any]:
    pages = [asdict(page) for page in printed_pages(layout_for(contest))]
    parts = [asdict(block) for block in blocks(paper, pairs_of(contest))]
    return {"pages": pages, "blocks": parts, "identities": identities(paper)}
