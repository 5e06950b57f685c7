"""Money without a recipient, and money of which it is unclear whether it is part of other money.

A grant has one agreement for one grantee (Permendagri 54/2019), so both must be told apart. Read from the
words of the source: "untuk Rp 3.205.756.840,00" lacks the recipient; "pengamanan sebesar 1 Milyar serta untuk
Polres Rp 600 juta" may be one sum or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from siaga.engines.doubts.model import Finding, Record, Value, World
from siaga.engines.doubts.reading.amounts import amounts_in
from siaga.engines.doubts.rules.saying import Spot, doubt

_NOBODY = re.compile(r"\b(?:untuk|kepada|bagi)\s+(?:sebesar\s+|senilai\s+)?(?=Rp\b)", re.IGNORECASE)
_JOINED = re.compile(
    r"^\s*,?\s*(?:serta|dan|termasuk|di antaranya|diantaranya)\s+"
    r"(?:untuk|kepada|bagi)\s+(?P<who>[A-Z][\w ]*?)"
    r"\s*(?:sebesar|senilai|sekitar)?\s*$",
)
_PURPOSE = re.compile(
    r"(?P<purpose>[A-Za-z][\w ]*?)\s+(?:sebesar|senilai|sekitar|kurang lebih)?\s*$", re.IGNORECASE
)


def check(world: World) -> Iterator[Finding]:
    """Read every printed piece, of a record or a figure, once."""
    told: set[Value] = set()
    for record in _printed(world):
        for found in _without_recipient(world, record):
            told.add(found.params["amount"])
            yield found
        yield from _part_or_whole(world, record)
    for figure in world.figures:
        if figure.recipient == "" and figure.value not in told:
            yield doubt(world, "no-recipient", figure.record, {"amount": figure.value})


def _printed(world: World) -> Iterator[Record]:
    """The records with words of a source, then the figures whose words none of them holds."""
    told = [record for record in world.records if record.printed]
    yield from told
    for figure in world.figures:
        asked = figure.printed and figure.recipient is None
        if asked and not any(figure.printed in record.printed for record in told):
            yield figure.record


def _without_recipient(world: World, record: Record) -> Iterator[Finding]:
    text = record.printed
    for found in _NOBODY.finditer(text):
        amount = next((a for a in amounts_in(text) if a.start >= found.end()), None)
        if amount:
            spot = Spot(text[found.start() : amount.end], text, str(amount.value))
            yield doubt(world, "no-recipient", record, {"amount": amount.value}, spot)


def _part_or_whole(world: World, record: Record) -> Iterator[Finding]:
    text = record.printed
    money = [amount for amount in amounts_in(text) if amount.money]
    before = 0
    for whole, part in pairwise(money):
        joined = _JOINED.search(text[whole.end : part.start])
        purpose = _purpose(world, text[before : whole.start])
        before = whole.end
        if joined and purpose and part.value < whole.value:
            told: dict[str, Value] = {
                "part": part.value,
                "recipient": joined["who"],
                "whole": whole.value,
                "purpose": purpose,
            }
            spot = Spot(text[whole.start : part.end], text, str(part.value))
            yield doubt(world, "ambiguous", record, told, spot)


def _purpose(world: World, clause: str) -> str:
    """What money is for, where the clause before it names a purpose and no recipient; else empty."""
    last = re.split(r"[,;]|\bkemudian\b|\bserta\b", clause)[-1].strip()
    found = _PURPOSE.fullmatch(last + " ")
    named = any(
        re.search(rf"\b{re.escape(w)}\b", last) for words in world.mixups.bodies.values() for w in words
    )
    addressed = re.search(r"\b(?:untuk|kepada|bagi)\b", last, re.IGNORECASE)
    return found["purpose"] if found and not named and not addressed else ""
