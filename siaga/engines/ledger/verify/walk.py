"""One walk over all entries, with the tree growing along.

Two witnesses speak for every entry: its text and its line in leaves.txt. While they agree there is one
tree. Where they differ the walk keeps two, until the next signed checkpoint tells which of them is genuine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from siaga.engines.ledger.bundle import ENTRIES, LEAVES
from siaga.engines.ledger.tree import Frontier, TreeHead, leaf_hash
from siaga.engines.ledger.verify.files import MISSING, leaf_of
from siaga.engines.ledger.verify.report import Finding

MOST_NAMED = 100
"""How many differing entries are named one by one; a file that lost a line differs everywhere after it."""


@dataclass(slots=True)
class Walk:
    """The state of the walk. `signed` gives roots by size; at the size `watch` both roots are noted down."""

    signed: dict[int, bytes]
    watch: int | None = None
    texts: Frontier = field(default_factory=Frontier)
    leaves: Frontier | None = None
    differing: list[int] = field(default_factory=list)
    confirmed: int = 0
    broken: bool = False
    watched: set[bytes] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    @property
    def size(self) -> int:
        return self.texts.size

    def run(self, entries: Iterable[bytes], leaves: Iterable[bytes]) -> None:
        """Walk over the lines of both files to the end of the longer one."""
        self._look()
        for entry, leaf in zip_longest(entries, leaves, fillvalue=b""):
            self._step(entry, leaf)
            self._look()
        if self.differing and not self.broken:
            self._name_differing(
                "text and leaf hash differ, and no checkpoint follows to tell which was altered"
            )

    def head(self) -> TreeHead:
        return self.texts.head()

    def _step(self, entry: bytes, leaf: bytes) -> None:
        computed = leaf_hash(entry[:-1]) if entry.endswith(b"\n") else MISSING
        agreed = leaf == computed.hex().encode() + b"\n"
        if not agreed:
            self.differing.append(self.size)
            self.leaves = self.leaves or self.texts.copy()
        if self.leaves is not None:
            self.leaves.append(computed if agreed else leaf_of(leaf))
        self.texts.append(computed)

    def _look(self) -> None:
        """Compare with whatever was signed, or is watched, at the present size."""
        if self.size == self.watch:
            self.watched = {self.texts.head().root, (self.leaves or self.texts).head().root}
        if self.size in self.signed and not self.broken:
            self._judge(self.signed[self.size])

    def _judge(self, root: bytes) -> None:
        leaves = self.leaves or self.texts
        if self.texts.head().root == root:
            self._name_differing("the leaf hash was altered; the entry itself is genuine", LEAVES)
        elif leaves.head().root == root:
            self._name_differing("the entry was altered or removed; its leaf hash is genuine")
            self.texts = leaves
        else:
            self._name_unknown()
        self.leaves, self.differing, self.confirmed = None, [], self.size

    def _name_differing(self, message: str, file: str = ENTRIES) -> None:
        for index in self.differing[:MOST_NAMED]:
            self.findings.append(Finding(f"{file}:{index + 1}", f"entry {index}: {message}", index))
        if (more := len(self.differing) - MOST_NAMED) > 0:
            self.findings.append(Finding(file, f"and {more} more entries after these"))

    def _name_unknown(self) -> None:
        """Neither witness leads to the signed root: say how near the altered entry can be placed."""
        self.broken = True
        if self.differing:
            self._name_differing("text and leaf hash differ, and neither leads to the next signed root")
            return
        message = (
            f"an entry from {self.confirmed} to {self.size - 1} was altered together with its leaf hash: "
            f"the signed root of {self.size} entries does not fit"
        )
        self.findings.append(Finding(f"{ENTRIES}:{self.confirmed + 1}", message, self.confirmed))
