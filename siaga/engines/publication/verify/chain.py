"""Is the newer publication of the same election, of the same ballot, and the next in the chain?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from siaga.engines.publication.compose import REGIONS
from siaga.engines.publication.manifest import MANIFEST
from siaga.engines.publication.model import Contest, Pair, Place
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report


def check_chain(older: Heading, older_digest: str, newer: Heading, report: Report) -> None:
    """The newer publication is of the same election, has a higher number and follows the older one."""
    if older.election.code != newer.election.code:
        report.add(MANIFEST, f"of {newer.election.code}, the older one of {older.election.code}")
        return
    _check_headings(older, newer, report)
    if older_digest != report.digest:
        _check_number(older, older_digest, newer, report)


def _check_number(older: Heading, older_digest: str, newer: Heading, report: Report) -> None:
    if newer.number <= older.number:
        report.add(MANIFEST, f"number {newer.number} is not after number {older.number}")
    elif newer.previous == older_digest:
        return
    elif newer.number == older.number + 1 or newer.previous is None:
        report.add(MANIFEST, f"the publication before it is {newer.previous}, not {older_digest}")
    else:
        between = f"it follows {newer.previous}, numbered between {older.number} and {newer.number}"
        report.note(MANIFEST, f"{between}: compare it with that one too, for the chain to hold")


def _check_headings(older: Heading, newer: Heading, report: Report) -> None:
    """What is voted on, where, when and by which rules stays; a contest may be added, none taken out."""
    for part in ("name", "profile", "voting_date", "region"):
        before, after = getattr(older.election, part), getattr(newer.election, part)
        if before != after:
            report.add(MANIFEST, f"{part} of the election is {after!r}, and was {before!r}")
    if older.issuer != newer.issuer:
        report.note(MANIFEST, f"issued by {newer.issuer!r}, the older one by {older.issuer!r}")
    after_of = {contest.code: contest for contest in newer.contests}
    for before in older.contests:
        if (after := after_of.get(before.code)) is None:
            report.add(MANIFEST, f"the contest {before.code} was taken out")
            continue
        for message in _changed(before, after):
            report.add(MANIFEST, f"the contest {before.code}: {message}")
    for code in sorted(set(after_of) - {contest.code for contest in older.contests}):
        report.note(MANIFEST, f"the contest {code} was added")


def _changed(before: Contest, after: Contest) -> Iterator[str]:
    """What a contest and its ballot say otherwise than before."""
    for part in ("name", "feed", "top"):
        if getattr(before, part) != getattr(after, part):
            yield f"{part} is {str(getattr(after, part))!r}, and was {str(getattr(before, part))!r}"
    numbers = [[pair.number for pair in contest.pairs] for contest in (before, after)]
    if numbers[0] != numbers[1]:
        yield f"the numbers on the ballot are {numbers[1]}, and were {numbers[0]}"
        return
    for old, new in zip(before.pairs, after.pairs, strict=True):
        yield from _changed_pair(old, new)


def _changed_pair(before: Pair, after: Pair) -> Iterator[str]:
    """A pair keeps its name; its number in KPU's feed may become known later."""
    if before.name != after.name:
        yield f"number {before.number} is {after.name!r}, and was {before.name!r}"
    if before.feed_id not in ("", after.feed_id):
        yield f"number {before.number} is {after.feed_id!r} in KPU's feed, and was {before.feed_id!r}"


def note_places(older: Sequence[Place], newer: Sequence[Place], report: Report) -> None:
    """Regions are renamed now and then; two that have exchanged their names are for people to see."""
    names = {place.code: place.name for place in newer}
    for place in older:
        name = names.get(place.code, place.name)
        if name != place.name:
            report.note(REGIONS, f"{place.code} is {name!r}, and was {place.name!r}")
