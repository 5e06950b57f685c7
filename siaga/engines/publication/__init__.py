"""Results as files anyone can keep and check: rows, totals, versions and photo digests under one signature.

`model` says what a publication holds; `compose` lays it out as files (`tables`, `parquet`, `kpu`, `nist`)
under a `manifest`; `write` signs them and makes a folder or one .zip; `verify` opens those of strangers and
proves them without a database. docs/publication.md describes every file.
"""

from siaga.engines.publication.compose import Composed, compose
from siaga.engines.publication.manifest import MANIFEST, statement
from siaga.engines.publication.model import (
    Contest,
    Edition,
    Election,
    Pair,
    Photo,
    Place,
    Row,
    Step,
    Version,
)
from siaga.engines.publication.write import (
    OccupiedError,
    Sealed,
    composed_of,
    seal,
    unpack,
    write_folder,
    write_prepared,
    write_zip,
)

__all__ = [
    "MANIFEST",
    "Composed",
    "Contest",
    "Edition",
    "Election",
    "OccupiedError",
    "Pair",
    "Photo",
    "Place",
    "Row",
    "Sealed",
    "Step",
    "Version",
    "compose",
    "composed_of",
    "seal",
    "statement",
    "unpack",
    "write_folder",
    "write_prepared",
    "write_zip",
]
