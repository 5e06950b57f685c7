"""The two sources of a row side by side, figure by figure, and the lists of what waits, differs and was
decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Max, TextChoices
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import scope
from siaga.desks.places.queries import contains
from siaga.desks.results.errors import MadeASource, NotNow
from siaga.desks.results.figures import Figures, Paper, judge
from siaga.desks.results.layout import labels
from siaga.desks.results.models import Adjudication, Comparison, ResultRow, Ruling, SupervisorForm
from siaga.desks.results.queries.desk import DeskLine, Wanted, desk_rows
from siaga.desks.results.queries.evidence import Evidence, evidence_of
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.results.queries.photos import OnePaper, one_paper
from siaga.desks.results.sources import differing, made_a_source, open_difference
from siaga.desks.results.states import Act, State, after
from siaga.law.form import Finding


class Standing(TextChoices):
    """Where a row stands between its two sources."""

    WAITING = "waiting", _("No supervisor's form yet")
    HANDED = "handed", _("Handed in, not compared yet")
    SAME = "same", _("Both read the same")
    DIFFERS = "differs", _("The two readings differ")
    DECIDED = "decided", _("Decided between the two")


LIGHTS = {
    Standing.WAITING: "none",
    Standing.HANDED: "warn",
    Standing.SAME: "good",
    Standing.DIFFERS: "bad",
    Standing.DECIDED: "good",
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A row and where it stands between its sources. `differing` names figures, and none to whoever makes
    one of the sources.
    """

    line: DeskLine
    standing: Standing
    handed_at: datetime | None = None
    differing: tuple[str, ...] = ()
    decided_at: str = ""
    reason: str = ""

    @property
    def light(self) -> str:
        return LIGHTS[self.standing]


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure as the crew and as the supervisor read it; None where it was left blank."""

    name: str
    label: str
    crew: int | None
    supervisor: int | None

    @property
    def differs(self) -> bool:
        return self.crew != self.supervisor


@dataclass(frozen=True, slots=True)
class Source:
    """One of the two sources: who read it, when, with which photos, and what arithmetic says about it."""

    who: str
    institution: str
    at: datetime
    reason: str
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TwoSources:
    """Everything to decide by: the differing figures, those that are the same, both sources, and pictures
    that seem to have been sent by both sides.
    """

    comparison: Comparison
    differing: tuple[Beside, ...]
    same: tuple[Beside, ...]
    crew: Source
    supervisor: Source
    one_paper: tuple[OnePaper, ...]


def difference_for(row: ResultRow, user: Any) -> TwoSources:
    """The two readings that a person may decide between now. Raises MadeASource for who wrote one of them,
    NotNow where no difference is open.
    """
    if made_a_source(row, user):
        raise MadeASource
    compared = open_difference(row) if after(row.state, Act.ADJUDICATE) else None
    if compared is None:
        raise NotNow
    return two_sources(row, compared)


def two_sources(row: ResultRow, compared: Comparison) -> TwoSources:
    """Both sources of a compared row, in the order of the paper. At most seven queries."""
    paper = Paper.of(row.contest)
    lines = beside(row, paper, compared.version.figures, compared.form.figures)
    return TwoSources(
        comparison=compared,
        differing=tuple(line for line in lines if line.differs),
        same=tuple(line for line in lines if not line.differs),
        crew=_crew(row, paper, compared),
        supervisor=_supervisor(row, paper, compared),
        one_paper=one_paper(row),
    )


def beside(row: ResultRow, paper: Paper, crew: Figures, supervisor: Figures) -> list[Beside]:
    """Every figure of the form twice; the votes with the name of their pair. One query."""
    wording = labels(paper) | {f"paslon{p.number}": f"{p.number} · {p.name}" for p in pairs_of(row.contest)}
    return [Beside(name, wording[name], crew.get(name), supervisor.get(name)) for name in paper.names]


def source_lines(
    user: Any, election: Election, wanted: Wanted | None = None, standing: str = ""
) -> list[SourceLine]:
    """The rows a person may see with where each stands between its sources. At most eight queries besides the
    rights; `standing` keeps one kind.
    """
    lines = desk_rows(user, election, wanted or Wanted())
    known = _Known.of(election, _makes(user))
    found = [known.line(line) for line in lines]
    return [one for one in found if not standing or one.standing == standing]


class Row(Protocol):
    """Anything that names a row and its state."""

    @property
    def pk(self) -> int: ...

    @property
    def state(self) -> str: ...


def standings(election: Election, rows: Iterable[Row]) -> dict[int, Standing]:
    """Where each of some rows stands between its sources, by row. Four queries."""
    known = _Known.of(election, ())
    return {row.pk: known.standing(row) for row in rows}


def _makes(user: Any) -> tuple[str, ...]:
    """The places where the user makes one of the sources and decides nothing."""
    decides = scope(user, "results.correct")
    enters = [p for p in scope(user, "results.enter") if not any(contains(d, p) for d in decides)]
    return (*enters, *scope(user, "results.supervise"))


@dataclass(frozen=True)
class _Known:
    """What is known of the sources of an election's rows, by row; `makes`: places whose sources the reader
    makes.
    """

    handed: dict[int, datetime]
    agrees: dict[int, bool]
    figures: dict[int, tuple[Figures, Figures]]
    decided: dict[int, Adjudication]
    makes: tuple[str, ...]

    @classmethod
    def of(cls, election: Election, makes: tuple[str, ...]) -> _Known:
        returned = _returns(election)
        forms = SupervisorForm.objects.filter(row__contest__election=election).order_by("number")
        compared = Comparison.objects.filter(form__row__contest__election=election).order_by("pk")
        fresh = [c for c in compared.select_related("version", "form") if _since(returned, c.form)]
        decisions = Adjudication.objects.filter(version__row__contest__election=election)
        return cls(
            handed={form.row_id: form.at for form in forms if _since(returned, form)},
            agrees={c.form.row_id: c.agrees for c in fresh},
            figures={c.form.row_id: (c.version.figures, c.form.figures) for c in fresh if not c.agrees},
            decided={d.version.row_id: d for d in decisions.select_related("version").order_by("pk")},
            makes=makes,
        )

    def line(self, line: DeskLine) -> SourceLine:
        standing, decision = self.standing(line), self.decided.get(line.pk)
        settled = decision is not None and standing == Standing.DECIDED and not line.covered
        return SourceLine(
            line,
            standing,
            self.handed.get(line.pk),
            self._differing(line, standing),
            str(decision.version.get_level_display()) if settled and decision else "",
            decision.version.reason if settled and decision else "",
        )

    def standing(self, line: Row) -> Standing:
        if line.pk in self.decided and line.state != State.RETURNED:
            return Standing.DECIDED
        if line.pk not in self.handed:
            return Standing.WAITING
        if line.pk not in self.agrees or line.state == State.RETURNED:
            return Standing.HANDED
        return Standing.SAME if self.agrees[line.pk] else Standing.DIFFERS

    def _differing(self, line: DeskLine, standing: Standing) -> tuple[str, ...]:
        own = any(contains(place, line.station) for place in self.makes) and line.state != State.COUNTED
        if standing != Standing.DIFFERS or own or line.covered:
            return ()
        return tuple(differing(*self.figures[line.pk]))


def _returns(election: Election) -> dict[int, int]:
    """The revision at which each row of an election that was ever sent back was so last. One query."""
    found = Ruling.objects.filter(version__row__contest__election=election, act=Act.RETURN)
    return dict(found.order_by().values_list("version__row").annotate(last=Max("revision")))


def _since(returned: Mapping[int, int], form: SupervisorForm) -> bool:
    """Whether a form was handed in after its row was sent back last: what was before is no source."""
    return form.revision > returned.get(form.row_id, -1)


def labelled(election: Election, names: Iterable[Sequence[str]]) -> dict[str, str]:
    """The wording of figures by name, for lists over several contests."""
    wanted = {name for some in names for name in some}
    found: dict[str, str] = {}
    for contest in election.contests.select_related("election"):
        found |= {name: label for name, label in labels(Paper.of(contest)).items() if name in wanted}
    return found


def _crew(row: ResultRow, paper: Paper, compared: Comparison) -> Source:
    version = compared.version
    verdict = judge(paper, row.station, version.figures)
    evidence = evidence_of(row, version.client_id, version.entered_by_id)
    return Source(
        who=str(version.entered_by),
        institution=str(_("the crew (KPPS)")),
        at=version.entered_at,
        reason=version.reason,
        findings=verdict.findings,
        missing=verdict.missing,
        evidence=evidence,
    )


def _supervisor(row: ResultRow, paper: Paper, compared: Comparison) -> Source:
    form = compared.form
    verdict = judge(paper, row.station, form.figures)
    return Source(
        who=str(form.by),
        institution=str(form.institution),
        at=form.at,
        reason=form.reason,
        findings=verdict.findings,
        missing=verdict.missing,
        evidence=evidence_of(row, form.client_id, form.by_id),
    )
