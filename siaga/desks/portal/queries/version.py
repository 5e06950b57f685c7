"""Which state of the house a page shows: every act that changes state leaves an entry, so the log's end is
the version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from siaga.desks.trail.models import Entry


@dataclass(frozen=True, slots=True)
class DataVersion:
    """The last entry of the trail: its number and hash, and when it was written. `at` is None for an
    empty log.
    """

    entry: int
    digest: str
    at: datetime | None


NOTHING = DataVersion(-1, "", None)


def data_version() -> DataVersion:
    """The version of all data as committed now; one indexed row."""
    last = Entry.objects.order_by("-index").values_list("index", "leaf_hash", "at").first()
    return DataVersion(*last) if last else NOTHING
