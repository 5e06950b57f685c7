"""Result rows: votes against valid votes, voters against the station, all rows against what was published.

The full list of the form's identities is the business of ``siaga.law.form``; a pack is refused only for what
would make its own files contradict one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..draft import Draft, at
from ..model import Measure, ResultRow, lies_in
from .published import firm_totals, report_sum

FIGURES = {Measure.USERS: "peng_total_j", Measure.VALID: "suara_sah", Measure.INVALID: "suara_tidak_sah"}


def check(draft: Draft) -> None:
    """Every row on its own, then the sums of all."""
    wards = {station.code: station.ward for station in draft.rows("stations")}
    voters = {station.code: station.dpt_total for station in draft.rows("stations")}
    for row in draft.rows("results"):
        _check_votes(draft, row)
        _check_voters(draft, row, voters.get(row.station))
    if draft.complete("results", "stations", "published_totals") and draft.rows("results"):
        _check_published(draft, wards)


def _check_votes(draft: Draft, row: ResultRow) -> None:
    valid = row.figures.get("suara_sah")
    total = sum(row.votes.values())
    if valid is not None and row.votes and total != valid and not row.origin.doubt:
        parts = " + ".join(str(votes) for votes in row.votes.values())
        _report(draft, row, "suara_sah", "valid votes", (parts, total), valid)


def _check_voters(draft: Draft, row: ResultRow, voters: int | None) -> None:
    written = row.figures.get("dpt_j")
    if None not in (written, voters) and written != voters and not row.origin.doubt:
        parts = f"dpt_total in {draft.file('stations')}"
        _report(draft, row, "dpt_j", "voters", (parts, voters or 0), written or 0)


def _report(draft: Draft, row: ResultRow, column: str, what: str, parts: tuple[str, int], value: int) -> None:
    wording, total = parts
    draft.faults.add(
        "wrong_sum",
        at(row.origin, column),
        what=f"{what} of station {row.station}, {row.contest}",
        parts=wording,
        sum=total,
        whole=column,
        value=value,
        difference=total - value,
    )


def _check_published(draft: Draft, wards: Mapping[str, str]) -> None:
    """Where every station of a region has its row, the rows add up to the published total."""
    rows: dict[str, list[ResultRow]] = defaultdict(list)
    for row in draft.rows("results"):
        if row.station in wards:
            rows[row.contest].append(row)
    for (contest, region, measure, pair), whole in firm_totals(draft).items():
        if contest is None or "." not in region:
            continue
        here = [row for row in rows[contest] if lies_in(wards[row.station], region)]
        expected = sum(lies_in(ward, region) for ward in wards.values())
        figures = [_figure(row, measure, pair) for row in here]
        if len(here) == expected and None not in figures:
            counts = [figure for figure in figures if figure is not None]
            report_sum(draft, whole, counts, f"{len(here)} rows in {draft.file('results')}")


def _figure(row: ResultRow, measure: Measure, pair: int | None) -> int | None:
    if measure is Measure.VOTES and pair is not None:
        return row.votes.get(pair)
    return row.figures.get(FIGURES[measure])
