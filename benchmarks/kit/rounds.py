"""Contenders timed in turns, so that a busy moment of the machine falls on all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Contender:
    """Something to time: ``run`` does the work once; ``turns`` is how often it runs in a round."""

    name: str
    run: Callable[[], Any]
    turns: int = 1


@dataclass(frozen=True, slots=True)
class Timing:
    """What the rounds gave, in milliseconds."""

    name: str
    median: float
    best: float
    worst: float
    runs: int


def time_in_turns(
    contenders: Iterable[Contender], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> list[Timing]:
    """Run every contender in every round, after one run of each that does not count.

    `clock` tells seconds; `time.process_time` leaves out what other programs of the machine took.
    """
    entries = list(contenders)
    taken: dict[str, list[float]] = {entry.name: [] for entry in entries}
    for entry in entries:
        entry.run()
    for _ in range(rounds):
        for entry in entries:
            taken[entry.name] += [_milliseconds(entry.run, clock) for _ in range(entry.turns)]
    return [_timing(name, times) for name, times in taken.items()]


def _milliseconds(run: Callable[[], Any], clock: Callable[[], float]) -> float:
    start = clock()
    run()
    return (clock() - start) * 1_000


def _timing(name: str, times: list[float]) -> Timing:
    return Timing(name, statistics.median(times), min(times), max(times), len(times))
