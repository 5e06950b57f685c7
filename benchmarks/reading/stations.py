"""Stations end to end: taken without a human, held, wrong; and how sure is how right.

    python -m benchmarks.reading.stations [--write]

Every station is read by a digit model that never saw its fold, under priors fitted on the other folds
(`training.witnesses`). What stands on the paper is the reviewed label file `labels/ppwp-70.csv`; the figures
published in 2024 are one of the rows of the table.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.kit.report import machine, table, write_section
from siaga.engines.reading.decoding import Decoded, Priors, decode, reason_to_hold, vote_figures
from siaga.engines.reading.decoding.evidence import combined
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.reader import law_form
from siaga.law.form.catalogue import Form
from training.folds import FOLDS, fold_of
from training.forms import LAYOUT
from training.stations import MODELS, classifiers, reviewed
from training.witnesses import Reviewed, fitted

PUBLISHED = "figures as published in 2024"
ALONE = "digits alone, no other witness, no arithmetic"
OWN = "all witnesses, no arithmetic"
JOINT = "Siaga: all witnesses and arithmetic"
LEVELS = (0.90, 0.99, 0.999)


@dataclass(frozen=True, slots=True)
class Said:
    """What one way of reading says of a station: figures with their probability, and whether votes are
    taken."""

    figures: Mapping[str, tuple[int, float]]
    accepted: bool


@dataclass(frozen=True, slots=True)
class Score:
    """`stations`: those with every vote figure in the photographs, or published; figures: votes, then all."""

    stations: int
    accepted: int
    wrong: int
    votes: tuple[int, int]
    all: tuple[int, int]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Stations read end to end, by folds.")
    parser.add_argument("--models", type=Path, default=MODELS, help="fold models; missing ones are trained")
    parser.add_argument("--forms", type=Path, help="crops of the forms, if the models were trained with them")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = parser.parse_args(arguments)
    text = report(options.models, options.forms)
    print(text)
    if options.write:
        write_section("reading-stations", text)


def report(models: Path, forms: Path | None = None) -> str:
    """Read every station and score every way of reading."""
    stations = reviewed(classifiers(models, forms))
    form = law_form(load_layout(LAYOUT))
    priors = {fold: fitted([s for s in stations if fold_of(s.code) != fold], form) for fold in range(FOLDS)}
    ways = {name: way(stations, form, priors) for name, way in WAYS.items()}
    head = ("who", "stations", "taken", "wrong among them", "held", "vote figures right", "all figures right")
    rows = [_row(name, score(stations, said, form)) for name, said in ways.items()]
    return "\n\n".join(
        [
            machine(["opencv-python-headless", "onnxruntime"]),
            table(head, rows),
            "How sure is how right (every figure of every station):",
            table(("said", "figures", "mean said", "right"), reliability(stations, ways[JOINT])),
            "Held or wrong:\n\n" + "\n".join(held(stations, form, priors)),
        ]
    )


def joint(stations: Sequence[Reviewed], form: Form, priors: Mapping[int, Priors]) -> dict[str, Said]:
    found = {}
    for station in stations:
        beliefs = priors[fold_of(station.code)]
        decoded = decode(form, station.witnesses, priors=beliefs)
        taken = not reason_to_hold(form, decoded, beliefs.thresholds).en
        found[station.code] = Said(_figures(decoded), taken)
    return found


def own(
    stations: Sequence[Reviewed],
    form: Form,
    priors: Mapping[int, Priors],
    kinds: tuple[str, ...] = ("digits", "bubbles", "rows", "words"),
) -> dict[str, Said]:
    """Every figure by its own witnesses; taken when each vote figure is 99 % sure."""
    found = {}
    for station in stations:
        beliefs = priors[fold_of(station.code)]
        said = combined((w for w in station.witnesses if w.kind in kinds), beliefs.trust)
        figures = {name: (one.best, float(one.odds[one.best])) for name, one in said.items()}
        votes = [figures[name][1] for name in vote_figures(form) if name in figures]
        sure = len(votes) == len(vote_figures(form)) and min(votes) >= beliefs.thresholds.certain
        found[station.code] = Said(figures, sure)
    return found


def alone(stations: Sequence[Reviewed], form: Form, priors: Mapping[int, Priors]) -> dict[str, Said]:
    return own(stations, form, priors, ("digits",))


def published(stations: Sequence[Reviewed], form: Form, _priors: Mapping[int, Priors]) -> dict[str, Said]:
    """The figures of the official app. All were published; a row of zeros as administration was not."""
    found = {}
    for line in csv.DictReader(_labels().open(encoding="utf-8", newline="")):
        figures = {name: int(value) for name, value in line.items() if name in form.names and value}
        if not figures.get("dpt_j"):
            figures = {n: v for n, v in figures.items() if not n.startswith(("dpt", "peng"))}
        votes = {name: figures.get(name) for name in vote_figures(form)}
        found[line["kode_tps"]] = Said({n: (v, 1.0) for n, v in figures.items()}, None not in votes.values())
    return found


Way = Callable[[Sequence[Reviewed], Form, Mapping[int, Priors]], dict[str, Said]]
WAYS: dict[str, Way] = {PUBLISHED: published, ALONE: alone, OWN: own, JOINT: joint}


def score(stations: Iterable[Reviewed], said: Mapping[str, Said], form: Form) -> Score:
    """Against what stands on the paper; a figure that no person could read counts for nobody."""
    votes = vote_figures(form)
    complete = [s for s in stations if s.code in said and set(votes) <= set(said[s.code].figures)]
    taken = [s for s in complete if said[s.code].accepted]
    return Score(
        len(complete),
        len(taken),
        sum(bool(_wrong(s, said[s.code], votes)) for s in taken),
        _right(stations, said, votes),
        _right(stations, said, form.names),
    )


def reliability(stations: Iterable[Reviewed], said: Mapping[str, Said]) -> list[tuple[str, ...]]:
    """For each level of sureness: how many figures reach it, how sure they are said to be, how many are
    right."""
    told = [
        (probability, value == station.written[name])
        for station in stations
        for name, (value, probability) in said[station.code].figures.items()
        if name in station.written
    ]
    rows = []
    for level in LEVELS:
        reach = [each for each in told if each[0] >= level]
        right = sum(right for _, right in reach)
        mean = sum(probability for probability, _ in reach) / len(reach)
        rows.append((f"≥ {level:.1%}", f"{len(reach):,}", f"{mean:.3%}", f"{right / len(reach):.3%}"))
    return rows


def held(stations: Iterable[Reviewed], form: Form, priors: Mapping[int, Priors]) -> list[str]:
    """A line for every station that a human must look at or of which a figure was settled wrongly."""
    lines = []
    for station in stations:
        beliefs = priors[fold_of(station.code)]
        decoded = decode(form, station.witnesses, priors=beliefs)
        why = reason_to_hold(form, decoded, beliefs.thresholds).en or "taken."
        wrong = "; ".join(_settled_wrongly(station, decoded))
        if wrong or why != "taken.":
            lines.append(f"- {station.code}: {why}" + (f" Wrong: {wrong}." if wrong else ""))
    return lines


def _settled_wrongly(station: Reviewed, decoded: Decoded) -> list[str]:
    return [
        f"{name} {decoded.fields[name].value}, written {value}"
        for name, value in station.written.items()
        if name in decoded.fields
        and decoded.fields[name].state in ("certain", "arithmetic")
        and decoded.fields[name].value != value
    ]


def _row(name: str, found: Score) -> tuple[str, ...]:
    return (
        name,
        str(found.stations),
        f"{found.accepted} ({found.accepted / found.stations:.1%})",
        str(found.wrong),
        str(found.stations - found.accepted),
        "{} of {} ({:.2%})".format(*found.votes, found.votes[0] / found.votes[1]),
        "{} of {} ({:.2%})".format(*found.all, found.all[0] / found.all[1]),
    )


def _figures(decoded: Decoded) -> dict[str, tuple[int, float]]:
    return {n: (r.value, r.probability) for n, r in decoded.fields.items() if r.value is not None}


def _wrong(station: Reviewed, said: Said, names: Iterable[str]) -> list[str]:
    return [
        n
        for n in names
        if n in said.figures and n in station.written and said.figures[n][0] != station.written[n]
    ]


def _right(stations: Iterable[Reviewed], said: Mapping[str, Said], names: Sequence[str]) -> tuple[int, int]:
    right = total = 0
    for station in stations:
        if station.code in said:
            told = [n for n in names if n in said[station.code].figures and n in station.written]
            total += len(told)
            right += len(told) - len(_wrong(station, said[station.code], told))
    return right, total


def _labels() -> Path:
    from training.data import SHARED

    return SHARED / "forms-ppwp-2024" / "labels.csv"


if __name__ == "__main__":
    main()
