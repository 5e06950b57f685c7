"""Packs that were sent and wait for a second look: by person and digest of the bytes, for an hour.

    digest = hold(user, files)       # under SIAGA_HOME/packs/<person>/<digest>
    files = held(user, digest)       # raises NotHeld: never sent by this person, too long ago, or damaged

Nothing of a parcel is in the database before its pack is loaded.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from siaga.desks.trail.refused import Refused
from siaga.engines.packs.parcel import Files, Sent, repack, unpack

KEPT_FOR = 60 * 60  # seconds
MOST_HELD = 5
"""Parcels of one person; the oldest goes first, so that nobody fills the disk within the hour."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotHeld(Refused):
    status = 410
    sentence = _("This upload is no longer here: it was kept for an hour. Send the files again.")


def hold(user: Any, files: Mapping[str, bytes]) -> str:
    """Keep the files of a parcel and return their digest; the same files again are the same parcel."""
    content = repack(files)
    digest = sha256(content).hexdigest()
    folder = _folder_of(user)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as file:
        file.write(content)
    Path(file.name).replace(folder / digest)
    _sweep(folder)
    return digest


def held(user: Any, digest: str) -> Files:
    """The files of a parcel this person sent within the last hour. Raises NotHeld."""
    path = _folder_of(user) / digest
    if not _DIGEST.fullmatch(digest) or _too_old(path):
        raise NotHeld
    content = path.read_bytes()
    files, faults = unpack([Sent(f"{digest}.zip", content)])
    if faults or sha256(content).hexdigest() != digest:
        raise NotHeld
    return files


def home() -> Path:
    return Path(settings.HOME) / "packs"


def _folder_of(user: Any) -> Path:
    return home() / str(user.pk)


def _too_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > KEPT_FOR
    except FileNotFoundError:
        return True


def _sweep(folder: Path) -> None:
    """Remove what is too old of everybody, and of this person what is more than one may keep."""
    for path in home().glob("*/*"):
        if _too_old(path):
            path.unlink(missing_ok=True)
    newest_first = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[MOST_HELD:]:
        path.unlink(missing_ok=True)
