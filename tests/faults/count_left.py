"""What a count left in the database: per row its versions, readings and acts; and whether the trail is
whole.
"""

from __future__ import annotations

import json
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from siaga.desks.results.models import ResultRow, ResultVersion, SecondReading
from siaga.desks.trail.models import Entry, Head
from siaga.engines.ledger.tree import Frontier


def row_left(row: ResultRow) -> tuple[int, int, list[str]]:
    """Versions, second readings and acts of one row."""
    acts = Entry.objects.filter(subject_type="results.resultrow", subject_id=str(row.pk)).order_by("index")
    return (
        ResultVersion.objects.filter(row=row).count(),
        SecondReading.objects.filter(version__row=row).count(),
        [entry.action for entry in acts],
    )


def trail_left() -> dict[str, Any]:
    """Whether the head of the log is the head of the entries that are there, without a gap."""
    entries = list(Entry.objects.order_by("index").values_list("index", "leaf_hash"))
    frontier = Frontier()
    for _, leaf in entries:
        frontier.append(bytes.fromhex(leaf))
    head = Head.objects.get().open()
    gapless = [index for index, _ in entries] == list(range(len(entries)))
    return {"entries": len(entries), "gapless": gapless, "head": frontier.head() == head.head()}


if __name__ == "__main__":
    rows = [row_left(row) for row in ResultRow.objects.filter(contest__code="mayor")]
    print(json.dumps({"rows": rows, "trail": trail_left()}))  # noqa: T201
