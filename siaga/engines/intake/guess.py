"""Which profile a file was written under, by the words only one kind of election uses."""

from __future__ import annotations

from pathlib import Path

from siaga.engines.intake.kpu import contest_of
from siaga.engines.intake.rows import SourceError
from siaga.engines.intake.sources import content_of, files_of
from siaga.law.profiles import available

_MARKS = {"pemilu": (b"peng_dpk",), "pilkada": (b"peng_dpph",)}
_PILKADA_CONTESTS = ("pkwkp", "pkwkk")


def guess_profile(source: str) -> str:
    """The id of the newest profile of the election a file or folder belongs to; a Pilkada when nothing tells.

    Raises SourceError for a source that can be read only once: standard input, an address.
    """
    if source == "-" or source.startswith(("http://", "https://")):
        raise SourceError(f"{source}: say which rules apply: --profile {' or '.join(available())}")
    regime = _regime(files_of(Path(source))[0])
    return max(profile for profile in available() if profile.startswith(regime))


def _regime(path: Path) -> str:
    if contest := contest_of(str(path)):
        return "pilkada" if contest in _PILKADA_CONTESTS else "pemilu"
    content = content_of(path)
    return next((regime for regime, marks in _MARKS.items() if any(m in content for m in marks)), "pilkada")
