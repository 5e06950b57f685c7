"""All repairs of one or two slips by brute force: the identities of the Pemilu form written out by hand.

Slow and plain on purpose; it shares no code with the engine.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

Row = dict[str, int]
Repair = frozenset[tuple[str, int]]

LINES = ("dpt", "peng_dpt", "peng_dptb", "peng_dpk", "peng_total")


def keeps_identities(row: Row) -> bool:
    """Whether a row keeps every identity of error severity; one with a figure not stated is left out."""
    return all(left == right for left, right in _equalities(row)) and all(a <= b for a, b in _orders(row))


def vouched(row: Row) -> set[str]:
    """The DPT and the ballots received, when these are what that DPT makes: they vouch for each other."""
    agree = "dpt_j" in row and row.get("ss_diterima") == row["dpt_j"] + -(-row["dpt_j"] * 2 // 100)
    return {"dpt_j", "ss_diterima"} if agree else set()


def smallest_repairs(row: Row, fixed: set[str]) -> tuple[int, set[Repair]]:
    """(slips, repairs) for the fewest slips, 1 or 2, leaving ``fixed`` alone; (0, empty): two are too few."""
    units = [unit for unit in _units(row) if not {name for name, _ in unit} & fixed]
    single = {unit for unit in units if keeps_identities(row | dict(unit))}
    if single:
        return 1, single
    double = {unit for unit in _twice_in_one(row, fixed) if keeps_identities(row | dict(unit))}
    double |= {first | second for first, second in _balancing_pairs(row, units) if _apart(first, second)}
    double = {pair for pair in double if keeps_identities(row | dict(pair))}
    return (2, double) if double else (0, set())


def edit_distance(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return edit_distance(a[1:], b[1:])
    return 1 + min(edit_distance(a[1:], b), edit_distance(a, b[1:]), edit_distance(a[1:], b[1:]))


def _equalities(row: Row) -> list[tuple[int, int]]:
    pairs = [name for name in row if name.startswith("paslon")]
    sums = [(f"{line}_j", [f"{line}_l", f"{line}_p"]) for line in LINES]
    sums += [(f"peng_total_{g}", [f"peng_dpt_{g}", f"peng_dptb_{g}", f"peng_dpk_{g}"]) for g in "jlp"]
    sums += [
        ("ss_diterima", ["ss_digunakan", "ss_rusak", "ss_tidak_digunakan"]),
        ("peng_total_j", ["ss_digunakan"]),
        ("suara_sah", pairs),
        ("suara_total", ["suara_sah", "suara_tidak_sah"]),
    ]
    stated = [(total, parts) for total, parts in sums if {total, *parts} <= row.keys() and parts]
    return [(row[total], sum(row[part] for part in parts)) for total, parts in stated]


def _orders(row: Row) -> list[tuple[int, int]]:
    smaller = [(f"peng_dpt_{g}", f"dpt_{g}") for g in "jlp"]
    smaller += [
        ("suara_total", "peng_total_j"),
        ("suara_total", "ss_digunakan"),
        ("disabilitas", "peng_total_j"),
    ]
    orders = [(row[a], row[b]) for a, b in smaller if a in row and b in row]
    received = row.get("ss_diterima", 306)
    orders += [
        (value, received) for name, value in row.items() if not name.startswith(("dpt", "ss_diterima"))
    ]
    return [*orders, (row.get("dpt_j", 0), 300), (row.get("ss_diterima", 0), 306)]


def _units(row: Row) -> list[Repair]:
    units = [frozenset({(name, meant)}) for name, value in row.items() for meant in _near(value, 1)]
    for first, second in combinations(row, 2):
        if row[first] != row[second]:
            units.append(frozenset({(first, row[second]), (second, row[first])}))
    return units


def _twice_in_one(row: Row, fixed: set[str]) -> list[Repair]:
    free = [(name, value) for name, value in row.items() if name not in fixed]
    return [frozenset({(name, meant)}) for name, value in free for meant in _near(value, 2)]


_NEAR: dict[tuple[int, int], list[int]] = {}


def _near(value: int, slips: int) -> list[int]:
    key = (value, slips)
    if key not in _NEAR:
        _NEAR[key] = [meant for meant in range(307) if edit_distance(str(value), str(meant)) == slips]
    return _NEAR[key]


def _balancing_pairs(row: Row, units: list[Repair]) -> list[tuple[Repair, Repair]]:
    """Pairs of slips whose effects on the equalities cancel what is off now: every pair is looked at."""
    off = _differences(row)
    effects = np.array([_differences(row | dict(unit)) - off for unit in units])
    found = []
    for i, effect in enumerate(effects):
        partners = np.flatnonzero((effects[i + 1 :] + effect + off == 0).all(axis=1))
        found += [(units[i], units[i + 1 + j]) for j in partners]
    return found


def _differences(row: Row) -> np.ndarray:
    return np.array([left - right for left, right in _equalities(row)], dtype=np.int64)


def _apart(first: Repair, second: Repair) -> bool:
    return not {name for name, _ in first} & {name for name, _ in second}
