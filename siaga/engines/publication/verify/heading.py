"""The manifest of a stranger as checked data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from siaga.engines.publication.manifest import Listed, ManifestError
from siaga.engines.publication.model import Contest, Election, Pair
from siaga.engines.recap import Level
from siaga.law import profiles
from siaga.law.profiles import Profile, ProfileError

_HEX: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", re.ASCII)
_PARTS: Final[dict[str, type | tuple[type, ...]]] = {
    "format": str,
    "election": dict,
    "number": int,
    "at": str,
    "issuer": str,
    "software": str,
    "previous": (str, type(None)),
    "sample": bool,
    "contests": list,
    "files": list,
}
_ELECTION: Final = ("code", "name", "profile", "region", "voting_date")
_CONTEST: Final = ("code", "name", "feed", "top", "pairs")
_PAIR: Final = ("number", "name", "feed_id")
_REGION: Final = re.compile(r"([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{10})?", re.ASCII)
_MOST_PAIRS: Final = 99


@dataclass(frozen=True)
class Heading:
    """What a manifest says; its contests have no rows yet."""

    election: Election
    profile: Profile
    number: int
    at: str
    issuer: str
    software: str
    previous: str | None
    sample: bool
    contests: tuple[Contest, ...]
    files: Mapping[str, Listed]


def heading(said: Mapping[str, Any]) -> Heading:
    """Check every part of a manifest; raise ManifestError naming the first that does not fit."""
    for name, kind in _PARTS.items():
        value = said.get(name)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise ManifestError(f"{name}: missing or of the wrong kind")
    if extra := sorted(set(said) - set(_PARTS)):
        raise ManifestError(f"{extra[0]}: not a part of a manifest")
    election = _election(said["election"])
    contests = tuple(_contest(raw) for raw in said["contests"])
    if len({contest.code for contest in contests}) != len(contests):
        raise ManifestError("contests: a contest is there twice")
    return Heading(
        election=election,
        profile=_profile(election.profile),
        number=_at_least(said["number"], 1, "number"),
        at=_moment(said["at"]),
        issuer=_text(said, "issuer", "manifest"),
        software=_text(said, "software", "manifest"),
        previous=_previous(said["previous"], said["number"]),
        sample=said["sample"],
        contests=contests,
        files=_files(said["files"]),
    )


def _election(raw: Mapping[str, Any]) -> Election:
    _require_only(raw, _ELECTION, "election")
    parts = {name: _text(raw, name, "election") for name in _ELECTION}
    if not _CODE.fullmatch(parts["code"]):
        raise ManifestError(f"election.code: {parts['code'][:40]!r}")
    if not _REGION.fullmatch(parts["region"]):
        raise ManifestError(f"election.region: {parts['region'][:40]!r}")
    _date(parts["voting_date"])
    return Election(**parts)


def _profile(name: str) -> Profile:
    try:
        return profiles.load(name)
    except ProfileError as error:
        raise ManifestError(f"election.profile: {str(error)[:200]}") from None


def _contest(raw: Any) -> Contest:
    if not isinstance(raw, dict):
        raise ManifestError("contests: one is no object")
    _require_only(raw, _CONTEST, "contests")
    code, feed = _text(raw, "code", "contests"), _text(raw, "feed", "contests")
    if not _CODE.fullmatch(code) or not _CODE.fullmatch(feed or code):
        raise ManifestError(f"contests: {code[:40]!r} is no code of a contest")
    pairs = raw.get("pairs")
    if not isinstance(pairs, list) or not 1 <= len(pairs) <= _MOST_PAIRS:
        raise ManifestError(f"contests.{code}.pairs: missing or too many")
    listed = tuple(_pair(pair, code) for pair in pairs)
    numbers = [pair.number for pair in listed]
    if numbers != sorted(set(numbers)):
        raise ManifestError(f"contests.{code}.pairs: the numbers do not ascend")
    return Contest(code, _text(raw, "name", "contests"), feed, _level(raw.get("top"), code), listed, ())


def _pair(raw: Any, code: str) -> Pair:
    if not isinstance(raw, dict) or not isinstance(raw.get("number"), int) or isinstance(raw["number"], bool):
        raise ManifestError(f"contests.{code}.pairs: one has no number")
    _require_only(raw, _PAIR, f"contests.{code}.pairs")
    number = raw["number"]
    if not 1 <= number <= _MOST_PAIRS:
        raise ManifestError(f"contests.{code}.pairs: number {number}")
    return Pair(number, _text(raw, "name", "pairs"), _text(raw, "feed_id", "pairs"))


def _level(value: Any, code: str) -> Level:
    try:
        return Level(value)
    except ValueError:
        raise ManifestError(f"contests.{code}.top: {str(value)[:40]!r} is no level") from None


def _files(raw: list[Any]) -> dict[str, Listed]:
    listed = [_listed(file) for file in raw]
    names = [file.name for file in listed]
    if names != sorted(set(names)):
        raise ManifestError("files: not in order, or a file is there twice")
    return {file.name: file for file in listed}


def _listed(raw: Any) -> Listed:
    if not isinstance(raw, dict) or set(raw) != {"name", "size", "sha256"}:
        raise ManifestError("files: one is not name, size and sha256")
    size = raw["size"]
    if not isinstance(size, int) or isinstance(size, bool):
        raise ManifestError("files: a size is no whole number")
    name = _text(raw, "name", "files")
    return Listed(name, _at_least(size, 0, f"files.{name[:80]}"), _digest(raw["sha256"], "files"))


def _require_only(raw: Mapping[str, Any], names: tuple[str, ...], where: str) -> None:
    if extra := sorted(set(raw) - set(names)):
        raise ManifestError(f"{where}.{extra[0][:40]}: not a part of a manifest")


def _text(raw: Mapping[str, Any], name: str, where: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or len(value) > 500:
        raise ManifestError(f"{where}.{name}: missing or no short text")
    return value


def _digest(value: Any, where: str) -> str:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise ManifestError(f"{where}: {str(value)[:80]!r} is no SHA-256 in hexadecimal")
    return value


def _previous(value: Any, number: int) -> str | None:
    digest = None if value is None else _digest(value, "previous")
    if digest is not None and number == 1:
        raise ManifestError("previous: nothing comes before number 1")
    return digest


def _at_least(value: int, least: int, where: str) -> int:
    if value < least:
        raise ManifestError(f"{where}: {value} is less than {least}")
    return value


def _moment(value: str) -> str:
    """A moment as every file of the publication can show it; raise ManifestError for any other text."""
    try:
        same = datetime.fromisoformat(value).strftime("%Y-%m-%dT%H:%M:%SZ") == value
    except ValueError:
        same = False
    if not same:
        raise ManifestError(f"at: {value[:40]!r} is no moment")
    return value


def _date(value: str) -> None:
    try:
        same = date.fromisoformat(value).isoformat() == value
    except ValueError:
        same = False
    if not same:
        raise ManifestError(f"election.voting_date: {value[:40]!r}")
