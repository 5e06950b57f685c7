"""Could what is not counted yet still change the order of the pairs?

The pairs stand in the order of their counted votes, level ones side by side. Each row outside the count can
bring any division of at most as many votes as its station has ballots: the DPT and the spare ones, rounded
up, or the legal maximum where the register is not known. Nothing else is assumed; what a held form says is
no limit, since its figures are in doubt.

The order changes when one of two neighbours draws level or when level ones part. The cheapest way is to give
every outside vote to the pair behind, so it can change exactly when the ballots outside reach the smallest
margin between neighbours, and are at least one. Tests prove it against the enumeration of all outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from siaga.law.profiles import Text

FORMULA = "ballots outside >= max(1, smallest margin); ballots of a row = DPT + ceil(spare share * DPT)"


@dataclass(frozen=True, slots=True)
class Outside:
    """Rows that are not counted: how many, and the most votes they can bring.

    ``assumed`` of them have no stated register, so that the legal maximum stands in; ``unlimited`` have not
    even that, and then no margin is safe.
    """

    rows: int = 0
    ballots: int = 0
    assumed: int = 0
    unlimited: int = 0

    def __add__(self, other: Outside) -> Outside:
        return Outside(
            self.rows + other.rows,
            self.ballots + other.ballots,
            self.assumed + other.assumed,
            self.unlimited + other.unlimited,
        )

    def reaches(self, margin: int) -> bool:
        """Whether these rows can make up a margin in votes, or part two pairs that are level."""
        return self.unlimited > 0 or self.ballots >= max(1, margin)


@dataclass(frozen=True, slots=True)
class Gap:
    """Two neighbours in the order: the ballot numbers ahead and behind, and the votes between them."""

    ahead: int
    behind: int
    margin: int


@dataclass(frozen=True, slots=True)
class Order:
    """The order of the pairs in one region: ``gaps`` from the first to the last; ``outside`` by state."""

    gaps: tuple[Gap, ...]
    outside: Mapping[str, Outside]

    def outside_of(self, *states: str) -> Outside:
        """All rows in these states together; in any state when none is named."""
        chosen = (self.outside[state] for state in states or self.outside if state in self.outside)
        return sum(chosen, Outside())

    def could_change(self, *states: str) -> bool:
        """Whether the rows in these states, or all outside the count, could change the order anywhere."""
        outside = self.outside_of(*states)
        return any(outside.reaches(gap.margin) for gap in self.gaps)

    def could_change_first(self, *states: str) -> bool:
        """Whether they could change who is first, a tie for the first place included."""
        return bool(self.gaps) and self.outside_of(*states).reaches(self.gaps[0].margin)

    @property
    def narrowest(self) -> Gap | None:
        """The smallest margin, nearest the top where several are as small; None with fewer than two pairs."""
        return min(self.gaps, key=lambda gap: gap.margin, default=None)

    def inputs(self) -> dict[str, int]:
        """The numbers that ``FORMULA`` is applied to."""
        outside = self.outside_of()
        numbers = {"rows": outside.rows, "ballots": outside.ballots}
        numbers |= {"assumed": outside.assumed, "unlimited": outside.unlimited}
        if gap := self.narrowest:
            numbers |= {"ahead": gap.ahead, "behind": gap.behind, "margin": gap.margin}
        return numbers

    def why(self) -> Text:
        """One sentence in numbers, in both languages."""
        if self.narrowest is None:
            return Text("Tidak ada urutan: hanya satu pilihan.", "There is no order: only one choice.")
        words = self.inputs()
        if not words["rows"]:
            return Text("Semua TPS sudah dihitung.", "Every station is counted.")
        if words["unlimited"]:
            return _filled(_UNLIMITED, words)
        return _filled(_CAN if self.could_change() else _CANNOT, words)


_FACTS = Text(
    "Selisih terkecil {margin} suara (nomor {ahead} di atas nomor {behind}); "
    "{rows} TPS di luar hitungan memuat paling banyak {ballots} suara",
    "The smallest margin is {margin} votes (number {ahead} over number {behind}); "
    "{rows} stations outside the count hold at most {ballots} votes",
)
_CAN = Text(f"{_FACTS.id}: urutan masih dapat berubah.", f"{_FACTS.en}: the order could still change.")
_CANNOT = Text(f"{_FACTS.id}: urutan tidak dapat berubah.", f"{_FACTS.en}: the order cannot change.")
_UNLIMITED = Text(
    "{unlimited} TPS di luar hitungan tidak diketahui jumlah pemilihnya: urutan masih dapat berubah.",
    "{unlimited} stations outside the count have no known number of voters: the order could still change.",
)


def _filled(text: Text, words: dict[str, int]) -> Text:
    grouped = {name: f"{number:,}" for name, number in words.items()}
    indonesian = {name: number.replace(",", ".") for name, number in grouped.items()}
    return Text(text.id.format(**indonesian), text.en.format(**grouped))


def order_of(votes: Mapping[int, int], outside: Mapping[str, Outside]) -> Order:
    """The order of the pairs by their counted votes; level pairs in the order of their ballot numbers."""
    ranked = sorted(votes, key=lambda pair: (-votes[pair], pair))
    gaps = (Gap(ahead, behind, votes[ahead] - votes[behind]) for ahead, behind in pairwise(ranked))
    return Order(tuple(gaps), outside)
