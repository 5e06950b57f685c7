"""The result rows of a publication, for ``siaga check``: its one table of each contest, and nothing twice.

Whether the publication is as it was signed is for ``siaga verify`` to say; here only the forms are checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from siaga.engines.intake import Item, Register, ResultRow, SourceError, items_of
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication import manifest, tables
from siaga.engines.publication.compose import rows_name
from siaga.engines.publication.manifest import MANIFEST, ManifestError
from siaga.engines.publication.store import DamagedError, Store, opened
from siaga.engines.publication.verify.heading import Heading, heading
from siaga.engines.recap import State
from siaga.law.profiles import Profile


@dataclass(frozen=True, slots=True)
class Published:
    """The counted rows of one contest, the rules they were made under, and the registers stated with them."""

    profile: Profile
    items: list[Item]
    register: Register


def rows_of(path: Path) -> list[Published]:
    """Read the counted rows of every contest. Raises SourceError for what cannot be read."""
    try:
        with opened(path) as store:
            head = heading(manifest.decode(store.read(MANIFEST)))
            return [_contest(store, head, contest.code) for contest in head.contests]
    except (UnusableError, ManifestError, DamagedError, UnicodeDecodeError, KeyError) as fault:
        raise SourceError(f"{path}: a publication that cannot be read: {fault}") from fault


def _contest(store: Store, head: Heading, contest: str) -> Published:
    name = rows_name(contest)
    data = store.read(name)
    states, register = _states(data)
    items = items_of(data, head.profile, name)
    return Published(head.profile, list(_counted(items, contest, states)), register)


def _counted(items: Iterator[Item], contest: str, states: dict[str, str]) -> Iterator[Item]:
    """The rows that have figures, and every problem of the table."""
    for item in items:
        if not isinstance(item, ResultRow):
            yield item
        elif states.get(item.station) == State.COUNTED:
            yield replace(item, contest=contest)


def _states(data: bytes) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """The state of every row, and the register of each station where it is stated."""
    lines = tables.plain(data)
    registered = {
        line["kode_tps"]: {"dpt_j": int(line["registered"])}
        for line in lines
        if line.get("registered", "").isdigit()
    }
    return {line["kode_tps"]: line["state"] for line in lines}, registered
