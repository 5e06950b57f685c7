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

    def clean(self, *tables: str) -> bool:
        """Whether the tables have no fault so far, so that sums over them mean something."""
        return not any(self.faults.in_file(self.file(table)) for table in tables)

    def origins(self) -> Iterable[Origin]:
        """The origins of all rows that have one."""
        for read in self.reads.values():
            yield from (row.origin for row in read.rows if hasattr(row, "origin"))


def at(origin: Origin, column: str = "") -> Place:
    """The place of a row's cell."""
    return Place(origin.file, origin.line, column)
