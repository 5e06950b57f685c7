"""Where the files of publications lie: under SIAGA_HOME/publications, by the digest of their manifest.

``<digest>.prepared.zip`` waits for its signature; ``<digest>.zip`` is the publication itself. Written whole
or not at all, never changed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings

from siaga.engines.publication import Composed, Sealed, composed_of, write_prepared, write_zip


def home() -> Path:
    return Path(settings.HOME) / "publications"


def prepared_file(digest: str) -> Path:
    return home() / f"{digest}.prepared.zip"


def signed_file(digest: str) -> Path:
    return home() / f"{digest}.zip"


def keep_prepared(composed: Composed) -> None:
    """Lay the files down until somebody confirms them."""
    _settle(prepared_file(composed.digest), lambda target: write_prepared(composed, target))


def keep_signed(sealed: Sealed) -> None:
    """Lay down the publication with its signature."""
    _settle(signed_file(sealed.composed.digest), lambda target: write_zip(sealed, target))


def prepared(digest: str) -> Composed:
    """The files as they were prepared; raise ValueError when the disk does not hold exactly those."""
    composed = composed_of(prepared_file(digest))
    if composed.digest != digest:
        raise ValueError(f"the files of {digest} are not those that were prepared")
    return composed


def _settle(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write beside the place and move there at once, with the bytes on the disk for good."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            write(file)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o400)
            Path(file.name).replace(path)
        finally:
            Path(file.name).unlink(missing_ok=True)
