"""A pack while it is being read: what is whole so far, for the checks that look across tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .faults import FaultList, Place
from .forms import Rules
from .header import Header
from .model import Boundary, Origin
from .tables import Read


@dataclass(slots=True)
class Draft:
    """The readable part of a pack. Checks add to ``faults`` and never change anything else."""

    faults: FaultList
    header: Header | None = None
    rules: Rules | None = None
    reads: dict[str, Read] = field(default_factory=dict)
    boundaries: list[Boundary] = field(default_factory=list)

    def rows(self, table: str) -> list[Any]:
        """The whole rows of a table."""
        return self.reads[table].rows

    def codes(self, table: str) -> set[Any]:
        """Every code written down in a table, also on faulty rows."""
        return self.reads[table].codes()

    def file(self, table: str) -> str:
        """The file a table was read from."""
        return self.reads[table].file

    def complete(self, *tables: str) -> bool:
        """Whether every row of the tables could be read, so that sums over them mean something."""
        return all(self.reads[table].complete for table in tables)

    def defines_all(self, table: str) -> bool:
        """Whether every code of a table could be read, so that one that is not there is really unknown."""
        return self.reads[table].all_keys

    def origins(self) -> Iterable[Origin]:
        """The origins of all rows that have one."""
        for read in self.reads.values():
            yield from (row.origin for row in read.rows if hasattr(row, "origin"))


def at(origin: Origin, column: str = "") -> Place:
    """The place of a row's cell."""
    return Place(origin.file, origin.line, column)
