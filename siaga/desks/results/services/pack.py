"""Rows that come with a city pack: entered by one system account and confirmed by another, each act in the
trail.

A pack is one statement by one source, so nobody can confirm it in the sense of the law; its rows are
counted because the pack's reader has checked them against the published totals. Two accounts that nobody
can sign in to stand for the two steps, and the rows carry the pack's `sample` mark wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Contest, Election
from siaga.desks.offices.models import User
from siaga.desks.results.figures import Paper, Verdict, judge
from siaga.desks.results.models import Channel, CorrectionLevel, ResultRow, ResultVersion, SecondReading
from siaga.desks.results.services._move import locked, move
from siaga.desks.results.services.decisions import add_correction
from siaga.desks.results.services.entry import Submission, new_version
from siaga.desks.results.services.expectation import expect_rows
from siaga.desks.results.services.telling import told_of
from siaga.desks.results.states import Act, State, after
from siaga.desks.trail.services import Act as Written
from siaga.desks.trail.services import record_all
from siaga.engines.packs.model import Pack
from siaga.engines.packs.model import ResultRow as PackRow

ENTERS, CONFIRMS = "pack-entry", "pack-check"
_NAMES = {ENTERS: "Paket kota: pemasukan", CONFIRMS: "Paket kota: pemeriksaan"}
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a pack did to the rows: expected anew, counted, held for broken identities, renewed, left to
    people.
    """

    expected: int = 0
    counted: int = 0
    held: int = 0
    renewed: int = 0
    kept: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{field.name} {getattr(self, field.name)}" for field in fields(self))

    @property
    def words(self) -> str:
        """The same for a reader of the page, in the language of the page; empty when nothing happened."""
        counts = {field.name: getattr(self, field.name) for field in fields(self)}
        if not any(counts.values()):
            return ""
        said = _(
            "Result forms expected anew: %(expected)d; counted: %(counted)d; held: %(held)d; "
            "renewed: %(renewed)d; left to people: %(kept)d."
        )
        return said % counts


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row of the pack, judged, and the row of ours that waits for it."""

    row: ResultRow
    submission: Submission
    verdict: Verdict

    @property
    def act(self) -> str:
        return Act.DECLARE if self.verdict.errors else Act.ENTER

    @property
    def differs(self) -> bool:
        """Whether the row has figures, and they are not those of the pack."""
        now, said = self.row.current, self.submission
        return now is not None and (now.figures != said.figures or now.sample != said.sample)


@transaction.atomic
def load_rows(election: Election, pack: Pack) -> Loaded:
    """Create the expected rows and bring in the pack's figures. Safe to repeat; never touches what people
    wrote.

    A row that a person has entered, held, sent back or corrected is left alone (`kept`). A pack row that
    has changed since the last load becomes a correction with the level "new edition of the city pack".
    """
    expected = expect_rows(election)
    arrivals = [arrival for contest in _contests(election) for arrival in _arrivals(contest, pack)]
    new = [a for a in arrivals if a.row.state == State.EXPECTED]
    changed = [a for a in arrivals if a.differs]
    renewable = [a for a in changed if a.row.state == State.COUNTED and a.row.current.channel == Channel.PACK]
    if new:
        _bring_in(new)
    for arrival in renewable:
        _renew(arrival)
    held = sum(a.act == Act.DECLARE for a in new)
    return Loaded(expected, len(new) - held, held, len(renewable), len(changed) - len(renewable))


def system_account(username: str) -> User:
    """One of the two accounts that stand for a pack; nobody can sign in to it."""
    account, made = User.objects.get_or_create(
        username=username,
        defaults={"full_name": _NAMES[username], "is_active": False, "demo": True},
    )
    if made:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account


def _contests(election: Election) -> Iterable[Contest]:
    return Contest.objects.filter(election=election).select_related("election")


def _arrivals(contest: Contest, pack: Pack) -> list[Arrival]:
    ours = [brought for brought in pack.results if brought.contest == contest.code]
    if not ours:
        return []
    related = ("contest__election", "station__ward", "current")
    rows = ResultRow.objects.filter(contest=contest).select_related(*related)
    by_station = {row.station.code: row for row in rows}
    paper = Paper.of(contest)
    return [_arrival(by_station[brought.station], brought, paper) for brought in ours]


def _arrival(row: ResultRow, brought: PackRow, paper: Paper) -> Arrival:
    figures = dict(brought.figures) | {f"paslon{number}": votes for number, votes in brought.votes.items()}
    verdict = judge(paper, row.station, figures)
    submission = Submission(
        figures=figures,
        client_id=_receipt(row, ENTERS),
        declared=_("The row of the city pack itself does not add up.") if verdict.errors else "",
        channel=Channel.PACK,
        sample=brought.origin.sample,
    )
    return Arrival(row, submission, verdict)


def _bring_in(arrivals: Sequence[Arrival]) -> None:
    """Enter and confirm new rows, a few statements for all of them; the triggers check each row as ever."""
    by, now = system_account(ENTERS), timezone.now()
    versions = [new_version(a.row, by, a.submission, a.verdict) for a in arrivals]
    ResultVersion.objects.bulk_create(versions, batch_size=_BATCH)
    for act, state in ((Act.ENTER, State.ENTERED), (Act.DECLARE, State.HELD)):
        chosen = [a.row.pk for a in arrivals if a.act == act]
        _take_versions(chosen, by, {"state": state, "act": act, "changed_at": now})
    record_all(_entries(arrivals, versions))
    _confirm_all([version for a, version in zip(arrivals, versions, strict=True) if a.act == Act.ENTER])


def _take_versions(rows: Sequence[int], by: User, values: dict[str, Any]) -> None:
    first = ResultVersion.objects.filter(row=OuterRef("pk"), number=1)
    repeated = {name: Subquery(first.values(name)) for name in ("errors", "sample", "reason")}
    for batch in _batches(rows):
        ResultRow.objects.filter(pk__in=batch).update(
            current=Subquery(first.values("pk")),
            entered_by=by,
            revision=F("revision") + 1,
            **repeated,
            **values,
        )


def _confirm_all(versions: Sequence[ResultVersion]) -> None:
    by, now = system_account(CONFIRMS), timezone.now()
    SecondReading.objects.bulk_create(
        [_reading(version, by, revision=1) for version in versions], batch_size=_BATCH
    )
    for batch in _batches([version.row_id for version in versions]):
        ResultRow.objects.filter(pk__in=batch).update(
            state=State.COUNTED,
            act=Act.CONFIRM,
            revision=F("revision") + 1,
            confirmed_by=by,
            confirmed_at=now,
            changed_at=now,
        )
    before, after = _standing(State.ENTERED, 1, 1), _standing(State.COUNTED, 1, 2)
    record_all(Written(f"results.{Act.CONFIRM}", version.row, before, after) for version in versions)


def _renew(arrival: Arrival) -> None:
    row = locked(arrival.row)
    receipt = add_correction(
        row,
        system_account(ENTERS),
        replace(
            arrival.submission,
            level=CorrectionLevel.SOURCE,
            reason=_("The city pack has a new edition."),
        ),
    )
    by = system_account(CONFIRMS)
    _reading(receipt.version, by, revision=row.revision).save(force_insert=True)
    move(row, Act.CONFIRM, confirmed_by=by)


def _reading(version: ResultVersion, by: User, revision: int) -> SecondReading:
    votes = {name: value for name, value in version.figures.items() if name.startswith("paslon")}
    return SecondReading(
        version=version,
        revision=revision,
        by=by,
        at=timezone.now(),
        votes=votes,
        agrees=True,
        client_id=_receipt(version.row, CONFIRMS, revision),
        digest=version.digest,
    )


def _entries(arrivals: Sequence[Arrival], versions: Sequence[ResultVersion]) -> Iterable[Written]:
    before = _standing(State.EXPECTED, 0, 0)
    for arrival, version in zip(arrivals, versions, strict=True):
        state = after(State.EXPECTED, arrival.act)
        told = _standing(state, 1, 1) | told_of(version)
        yield Written(f"results.{arrival.act}", arrival.row, before, told, arrival.submission.declared)


def _standing(state: str, version: int, revision: int) -> dict[str, Any]:
    return {"state": state, "version": version, "revision": revision}


def _receipt(row: ResultRow, step: str, revision: int = -1) -> str:
    """A receipt number that is the same for the same step of the same row."""
    return f"{step}:{row.pk}:{row.revision if revision < 0 else revision}"


def _batches(items: Sequence[int]) -> Iterable[Sequence[int]]:
    return (items[at : at + _BATCH] for at in range(0, len(items), _BATCH))
