"""Loading a pack: one transaction, all or nothing; the same pack again does nothing; every change is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from siaga.desks.elections.models import Election
from siaga.desks.elections.services import put
from siaga.desks.offices.services import register
from siaga.desks.places.services.put import put_regions, put_station_map, put_stations
from siaga.desks.trail import links
from siaga.desks.trail.services import record
from siaga.desks.trail.services.put import KindChanges
from siaga.desks.trail.services.sources import put_sources
from siaga.engines.packs.model import Pack

LOADED = "pack.loaded"
"""Announced inside the loader's transaction, with ``election`` and ``pack``."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What loading a pack did, or would do when `dry_run`; `answers` is what other desks say they did.

    `already_loaded` means that the digest is that of the last load: nothing was read or written.
    """

    pack: str
    digest: str
    dry_run: bool = False
    already_loaded: bool = False
    kinds: tuple[KindChanges, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.kinds)

    def summary(self) -> dict[str, Any]:
        """Everything as plain data, for a command's JSON."""
        return {
            "pack": self.pack,
            "digest": self.digest,
            "dry_run": self.dry_run,
            "already_loaded": self.already_loaded,
            "kinds": [kind.summary() for kind in self.kinds],
            "answers": {name: str(answer) for name, answer in self.answers.items() if answer is not None},
        }


@transaction.atomic
def load_pack(pack: Pack, *, dry_run: bool = False) -> Changes:
    """Bring the house in line with a whole, checked pack and let the other desks answer to it.

    With `dry_run` everything is done and then undone, so that what is shown is what would happen. Any error
    undoes the whole load. Rows that are no longer in the pack are closed or kept, never deleted.
    """
    if _is_loaded(pack):
        return Changes(pack.id, pack.digest, dry_run, already_loaded=True)
    election, kinds = _put_everything(pack)
    _remember(election, pack)
    answers = links.announce(LOADED, election=election, pack=pack)
    if dry_run:
        transaction.set_rollback(True)
    return Changes(pack.id, pack.digest, dry_run, kinds=kinds, answers=answers)


def _is_loaded(pack: Pack) -> bool:
    return Election.objects.filter(code=pack.id, pack_digest=pack.digest).exists()


def _put_everything(pack: Pack) -> tuple[Election, tuple[KindChanges, ...]]:
    changed_sources, sources = put_sources(pack.id, pack.sources)
    regions = put_regions(pack.regions, pack.boundaries, sources)
    bases = put.put_legal_bases(pack.legal_bases, sources)
    changed_map, station_map = put_station_map(pack.id, pack.election.name)
    stations = put_stations(station_map, pack.stations, sources)
    changed_election, election = put.put_election(pack, station_map)
    ground = (changed_sources, regions, bases, changed_map, stations, changed_election)
    return election, (*ground, *_put_parts(election, pack, sources))


def _put_parts(election: Election, pack: Pack, sources: Any) -> Iterator[KindChanges]:
    yield put.put_contests(election, pack.contests, sources)
    yield put.put_pairs(election, pack.pairs, sources)
    yield put.put_stages(election, pack.stages, sources)
    yield put.put_published_figures(election, pack.published_totals, sources)
    yield put.put_staffing_claims(election, pack.staffing, sources)
    yield register.put_institutions(pack.institutions, sources)
    yield register.put_offices(pack.offices, sources)
    yield register.put_holders(pack.office_holders, sources)
    yield put.put_events(election, pack.events, sources)


def _remember(election: Election, pack: Pack) -> None:
    before, election.pack_digest = election.pack_digest, pack.digest
    election.loaded_at = timezone.now()
    election.save(update_fields=["pack_digest", "loaded_at"])
    after = {"pack_digest": pack.digest}
    record("elections.load_pack", election, before={"pack_digest": before} if before else None, after=after)
