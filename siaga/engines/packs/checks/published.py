"""Published totals: parts against wholes, and against the pack's own stations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from ..draft import Draft, at
from ..model import Measure, PollingStation, Precision, PublishedTotal, StationKind, lies_in

OF_A_CONTEST = frozenset({Measure.USERS, Measure.VALID, Measure.INVALID, Measure.VOTES})
STATION_COUNTS: Mapping[Measure, Callable[[PollingStation], int | None]] = {
    Measure.STATIONS: lambda station: 1,
    Measure.SPECIAL_STATIONS: lambda station: int(station.kind is StationKind.SPECIAL),
    Measure.DPT: lambda station: station.dpt_total,
    Measure.DPT_MEN: lambda station: station.dpt_men,
    Measure.DPT_WOMEN: lambda station: station.dpt_women,
}
IDENTITIES = (
    (Measure.USERS, (Measure.VALID, Measure.INVALID)),
    (Measure.DPT, (Measure.DPT_MEN, Measure.DPT_WOMEN)),
    (Measure.DPS, (Measure.DPS_MEN, Measure.DPS_WOMEN)),
)

Subject = tuple[str | None, str, Measure, int | None]
"""What is counted: contest, region, measure, pair."""


def check(draft: Draft) -> None:
    """Shape of every row, conflicts between rows, and sums within the table and over the stations."""
    for row in draft.rows("published_totals"):
        _check_shape(draft, row)
    if not draft.complete("published_totals"):
        return
    totals = firm_totals(draft)
    _check_children(draft, totals)
    _check_identities(draft, totals)
    _check_valid_votes(draft, totals)
    if draft.complete("stations"):
        _check_stations(draft, totals)


def firm_totals(draft: Draft) -> dict[Subject, PublishedTotal]:
    """The totals that can be held against others: exact, without doubt. Two that differ are a conflict."""
    firm: dict[Subject, PublishedTotal] = {}
    for row in draft.rows("published_totals"):
        if row.value is None or row.origin.precision is not Precision.EXACT or row.origin.doubt:
            continue
        if not _names_what_it_counts(row):
            continue
        first = firm.setdefault(subject(row), row)
        if first.value != row.value:
            facts = {"what": describe(row), "value": row.value, "other": first.value}
            draft.faults.add("conflict", at(row.origin, "value"), line=first.origin.line, **facts)
    return firm


def subject(row: PublishedTotal) -> Subject:
    """What the total counts."""
    return (row.contest, row.region, row.measure, row.pair)


def describe(row: PublishedTotal) -> str:
    """What the total counts, in words."""
    pair = f" of pair {row.pair}" if row.pair is not None else ""
    return " ".join(part for part in (row.contest, f"{row.measure}{pair}", "in", row.region) if part)


def _names_what_it_counts(row: PublishedTotal) -> bool:
    """Whether contest and pair are named where the measure needs them, and only there."""
    return _fits_pair(row) and _fits_contest(row)


def _fits_pair(row: PublishedTotal) -> bool:
    return (row.measure is Measure.VOTES) == (row.pair is not None)


def _fits_contest(row: PublishedTotal) -> bool:
    return (row.measure in OF_A_CONTEST) == (row.contest is not None)


def _check_shape(draft: Draft, row: PublishedTotal) -> None:
    if not _fits_pair(row):
        draft.faults.add("pair_for_votes", at(row.origin, "pair"), measure=row.measure)
    if not _fits_contest(row):
        draft.faults.add("contest_for_count", at(row.origin, "contest"), measure=row.measure)


def _check_children(draft: Draft, totals: Mapping[Subject, PublishedTotal]) -> None:
    """Where every part of a region has its total, the parts must add up to the whole."""
    parts: dict[str, list[str]] = defaultdict(list)
    for region in draft.rows("regions"):
        if region.parent:
            parts[region.parent].append(region.code)
    for (contest, code, measure, pair), whole in totals.items():
        found = [totals.get((contest, part, measure, pair)) for part in parts[code]]
        if found and None not in found:
            held = [total for total in found if total]
            report_sum(draft, whole, [total.value or 0 for total in held], f"{len(held)} parts")


def _check_identities(draft: Draft, totals: Mapping[Subject, PublishedTotal]) -> None:
    for (contest, region, measure, _pair), whole in totals.items():
        for left, right in IDENTITIES:
            found = [totals.get((contest, region, part, None)) for part in right]
            if measure is left and None not in found:
                report_sum(draft, whole, [part.value or 0 for part in found if part], " + ".join(right))


def _check_valid_votes(draft: Draft, totals: Mapping[Subject, PublishedTotal]) -> None:
    """The votes of all pairs on the ballot add up to the valid votes; the empty column is a pair."""
    for (contest, region, measure, _pair), whole in totals.items():
        if measure is not Measure.VALID:
            continue
        numbers = [number for code, number in draft.reads["pairs"].lines if code == contest]
        found = [totals.get((contest, region, Measure.VOTES, number)) for number in numbers]
        if None not in found:
            report_sum(draft, whole, [part.value or 0 for part in found if part], "votes of all pairs")


def _check_stations(draft: Draft, totals: Mapping[Subject, PublishedTotal]) -> None:
    """The stations of the pack add up to what was published for a city or a part of it."""
    stations = draft.rows("stations")
    for (_contest, region, measure, _pair), whole in totals.items():
        if measure not in STATION_COUNTS or "." not in region:
            continue
        counts = [STATION_COUNTS[measure](s) for s in stations if lies_in(s.ward, region)]
        known = [count for count in counts if count is not None]
        if len(known) == len(counts):
            report_sum(draft, whole, known, f"{len(counts)} stations in {draft.file('stations')}")


def report_sum(draft: Draft, whole: PublishedTotal, parts: Iterable[int], wording: str) -> None:
    """A fault at the whole when its parts do not add up to it."""
    total = sum(parts)
    if total != whole.value:
        draft.faults.add(
            "wrong_sum",
            at(whole.origin, "value"),
            what=describe(whole),
            parts=wording,
            sum=total,
            whole="the published total",
            value=whole.value,
            difference=total - (whole.value or 0),
        )
