"""NIST SP 1500-100 v2 (Election Results Common Data Format) as JSON: one report per contest.

Every station and every region above it is a ``ReportingUnit``; each pair has a count for each unit with at
least one counted station. ``BallotsCast`` is *suara sah dan tidak sah* of the form, ``BallotsRejected``
*suara tidak sah*. The schema lies in `schema/`; tests validate every report against it. Kelurahan and
kecamatan are units of type ``other``: the American types would say something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from siaga.engines.publication.model import Contest, Edition, Pair, Row
from siaga.engines.recap import Level, Recap, Region, State

_PREFIX: Final = "ElectionResults."
_UNITS: Final = {
    Level.PROVINCE: {"Type": "state"},
    Level.CITY: {"Type": "city"},
    Level.DISTRICT: {"Type": "other", "OtherType": "kecamatan"},
    Level.WARD: {"Type": "other", "OtherType": "kelurahan"},
    Level.STATION: {"Type": "precinct"},
}
_PROGRESS: Final = {
    State.COUNTED: "completed",
    State.HELD: "in-process",
    State.WAITING: "in-process",
    State.MISSING: "not-processed",
}
SAMPLE_NOTE: Final = (
    "DATA CONTOH, bukan hasil sebenarnya. Sample data made up for demonstration, not real results."
)


def name_of(contest: str) -> str:
    return f"nist/{contest}.json"


def unit_id(code: str) -> str:
    return f"gpunit-{code}"


def selection_id(contest: str, number: int) -> str:
    return f"selection-{contest}-{number}"


def report(edition: Edition, contest: Contest, counted: Recap) -> bytes:
    """The report of one contest as JSON."""
    complete = counted.total is not None and counted.total.coverage.complete
    made_up = any(row.sample for row in contest.rows)
    document = _typed(
        "ElectionReport",
        Format="precinct-level",
        GeneratedDate=edition.at,
        Issuer=edition.issuer,
        IssuerAbbreviation=edition.issuer,
        SequenceStart=1,
        SequenceEnd=1,
        Status="unofficial-complete" if complete else "unofficial-partial",
        VendorApplicationId=edition.software,
        IsTest=made_up,
        GpUnit=[*_units(contest, counted)],
        Election=[_election(edition, contest, counted)],
    )
    told = {"TestType": "sample data", "Notes": SAMPLE_NOTE} if made_up else {}
    return json.dumps(document | told, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _units(contest: Contest, counted: Recap) -> Iterator[dict[str, Any]]:
    rows = {row.station: row for row in contest.rows}
    parts: dict[str, list[str]] = {}
    for region in counted.regions:
        parts.setdefault(region.parent, []).append(unit_id(region.code))
    for region in counted.regions:
        yield _unit(region, rows.get(region.code), parts.get(region.code, []))


def _unit(region: Region, row: Row | None, parts: list[str]) -> dict[str, Any]:
    unit = _typed("ReportingUnit", **{"@id": unit_id(region.code)}, Name=region.name, **_UNITS[region.level])
    unit["ExternalIdentifier"] = [
        _typed("ExternalIdentifier", Type="national-level", Value=region.code, Label="KPU / Kemendagri")
    ]
    if parts:
        unit["ComposingGpUnitIds"] = parts
    unit["TotalSubUnits"], unit["SubUnitsReported"] = region.coverage.stations, region.coverage.counted
    unit["VotersRegistered"] = region.registered
    if region.coverage.counted:
        unit["VotersParticipated"] = region.figures.get("peng_total_j", 0)
    if row is not None:
        unit["CountStatus"] = [_typed("CountStatus", Type="total", Status=_PROGRESS[row.state])]
    return unit


def _election(edition: Edition, contest: Contest, counted: Recap) -> dict[str, Any]:
    top = counted.regions[0].code if counted.regions else edition.election.region
    return _typed(
        "Election",
        Name=_text(edition.election.name),
        Type="general",
        StartDate=edition.election.voting_date,
        EndDate=edition.election.voting_date,
        ElectionScopeId=unit_id(top),
        Candidate=[_candidate(contest, pair) for pair in contest.pairs],
        Contest=[_contest(contest, counted, top)],
    )


def _contest(contest: Contest, counted: Recap, top: str) -> dict[str, Any]:
    shown = [region for region in counted.regions if region.coverage.counted]
    return _typed(
        "CandidateContest",
        **{"@id": f"contest-{contest.code}"},
        Name=contest.name,
        ElectoralDistrictId=unit_id(top),
        VotesAllowed=1,
        NumberElected=1,
        VoteVariation="plurality",
        SummaryCounts=[_summary(region) for region in shown],
        BallotSelection=[_selection(contest, pair, shown) for pair in contest.pairs],
    )


def _summary(region: Region) -> dict[str, Any]:
    return _typed(
        "SummaryCounts",
        GpUnitId=unit_id(region.code),
        Type="total",
        BallotsCast=region.figures.get("suara_total", 0),
        BallotsRejected=region.figures.get("suara_tidak_sah", 0),
    )


def _selection(contest: Contest, pair: Pair, shown: list[Region]) -> dict[str, Any]:
    return _typed(
        "CandidateSelection",
        **{"@id": selection_id(contest.code, pair.number)},
        CandidateIds=[_candidate_id(contest, pair)],
        SequenceOrder=pair.number,
        VoteCounts=[
            _typed("VoteCounts", GpUnitId=unit_id(r.code), Type="total", Count=r.votes[pair.number])
            for r in shown
        ],
    )


def _candidate(contest: Contest, pair: Pair) -> dict[str, Any]:
    return _typed("Candidate", **{"@id": _candidate_id(contest, pair)}, BallotName=_text(pair.name))


def _candidate_id(contest: Contest, pair: Pair) -> str:
    return f"candidate-{contest.code}-{pair.number}"


def _text(content: str) -> dict[str, Any]:
    line = _typed("LanguageString", Content=content, Language="id")
    return _typed("InternationalizedText", Text=[line])


def _typed(kind: str, **parts: Any) -> dict[str, Any]:
    return {"@type": f"{_PREFIX}{kind}", **parts}


def counts_of(document: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """What a report says: (unit, what) → count, where what is a selection or a summary count.

    Raises KeyError or TypeError when a part is missing or of another kind.
    """
    found: dict[tuple[str, str], int] = {}
    for unit in document["GpUnit"]:
        for key in ("TotalSubUnits", "SubUnitsReported", "VotersRegistered", "VotersParticipated"):
            if key in unit:
                _note(found, unit["@id"], key, unit[key])
    for election in document["Election"]:
        for contest in election["Contest"]:
            for summary in contest["SummaryCounts"]:
                for key in ("BallotsCast", "BallotsRejected"):
                    _note(found, summary["GpUnitId"], key, summary[key])
            for selection in contest["BallotSelection"]:
                for count in selection["VoteCounts"]:
                    _note(found, count["GpUnitId"], selection["@id"], count["Count"])
    return found


def _note(found: dict[tuple[str, str], int], unit: Any, what: Any, count: Any) -> None:
    if not (isinstance(unit, str) and isinstance(what, str)):
        raise TypeError("a count without the name of its unit or selection")
    if not isinstance(count, int) or isinstance(count, bool):
        raise TypeError(f"{unit}: {what} is not a whole number")
    if found.setdefault((unit, what), count) != count:
        raise TypeError(f"{unit}: {what} is there twice")
