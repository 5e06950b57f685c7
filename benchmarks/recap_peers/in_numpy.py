"""Plain NumPy: the fallback that Siaga itself takes where numba does not run."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.kit.country import FIELDS, Country
from benchmarks.recap_peers import Totals, totals_of
from siaga.engines.recap.columns import LinearForm, Table, Tally, compile_forms, plain


class NumPy:
    """``reduceat`` over the rows as they lie."""

    name = "NumPy"
    package = "numpy"

    def __init__(self, country: Country, forms: Iterable[LinearForm]) -> None:
        self.table = Table.of(country.codes, country.cells)
        self.forms = compile_forms(forms, len(FIELDS))
        self.tally: Tally | None = None

    def run(self) -> None:
        self.tally = plain.tally(self.table, self.forms)

    def totals(self) -> Totals:
        return totals_of(self.tally) if self.tally else []

    def close(self) -> None:
        self.tally = None
