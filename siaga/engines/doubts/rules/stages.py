"""What belongs to a stage: asked for when it is over, or said to be carried out by a body that does not.

DP4 is handed over months before voting (PKPU 2/2024); coklit is done by Pantarlih of KPU while Bawaslu
watches. Both are read from the sentence in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from siaga.engines.doubts.model import Finding, Record, Stage, Value, World
from siaga.engines.doubts.rules.saying import Spot, doubt
from siaga.engines.doubts.wording import worded
from siaga.law.profiles import Basis, Text
from siaga.law.profiles.mixups import Product, Words, Work

_SENTENCE = re.compile(r"[^.;!?\n]+")
_BY = re.compile(
    r"\b(?:dilaksanakan|dilakukan|dikerjakan|diselenggarakan|dijalankan|digelar)\s+oleh\s+(?P<who>.+?)"
    r"(?=\s+(?:di|pada|untuk|yang|sudah|telah|dengan|sampai|(?:dan|serta)\s+di\w+)\b|[,:()]|$)",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"(?P<who>[^,:()]+?)\s+(?:melaksanakan|melakukan|menyelenggarakan|menjalankan|menggelar)\b", re.IGNORECASE
)


def check(world: World) -> Iterator[Finding]:
    """Read every sentence of every record that names a product or some work."""
    named = [product.words for product in world.mixups.products] + [work.words for work in world.mixups.works]
    relevant = _any(tuple(word for words in named for word in words))
    for record in world.records:
        for text in filter(relevant.search, record.pieces):
            for found in _SENTENCE.finditer(text):
                yield from _late(world, record, found[0].strip(), text)
                yield from _misattributed(world, record, found[0].strip(), text)


def _late(world: World, record: Record, sentence: str, text: str) -> Iterator[Finding]:
    asked = _any(world.mixups.asking).search(sentence)
    if not asked or not record.day:
        return
    for product in world.mixups.products:
        stage = world.stage_of.get(product.stage)
        named = _any(product.words).search(sentence, asked.end())
        if named and stage and stage.ends and stage.ends < record.day:
            spot = Spot(sentence[asked.start() : named.end()], text, product.name)
            yield _asked(world, record, product, stage, spot)


def _asked(world: World, record: Record, product: Product, stage: Stage, spot: Spot) -> Finding:
    days = (record.day - stage.ends).days if record.day and stage.ends else 0
    told: dict[str, Value] = {
        "product": product.name,
        "day": record.day,
        "stage": stage.name,
        "ended": stage.ends,
        "days": days,
        "since": _since(world, record, product),
    }
    unsure = stage.unsure or product.unsure
    basis = Basis(stage.basis, "U" if unsure else "V", topic=worded(stage.name, "id"))
    return doubt(world, "anachronism", record, told, spot, (basis,))


def _since(world: World, record: Record, product: Product) -> Text:
    """The stage that has taken the product up, where that is over too."""
    became = world.stage_of.get(product.became)
    if not became or not became.ends or not record.day or became.ends >= record.day:
        return Text("", "")
    name, ended = ([worded(v, lang) for lang in ("id", "en")] for v in (became.name, became.ends))
    return Text(
        f"; “{name[0]}” pun sudah selesai {ended[0]}", f"; “{name[1]}” was over on {ended[1]} as well"
    )


def _misattributed(world: World, record: Record, sentence: str, text: str) -> Iterator[Finding]:
    for work in world.mixups.works:
        if not _any(work.words).search(sentence):
            continue
        for who in _actors(sentence, work):
            for body in work.not_by:
                if _any(world.mixups.bodies[body]).search(who):
                    yield _not_theirs(world, record, work, body, Spot(who.strip(), text))


def _actors(sentence: str, work: Work) -> Iterator[str]:
    """Who is said to carry the work out: after "dilaksanakan oleh", or before "melaksanakan" and the work."""
    named = _any(work.words).search(sentence)
    for found in _BY.finditer(sentence):
        yield found["who"]
    for found in _DOING.finditer(sentence):
        if named and found.end() <= named.start() <= found.end() + 20:
            yield found["who"]


def _not_theirs(world: World, record: Record, work: Work, body: str, spot: Spot) -> Finding:
    told: dict[str, Value] = {"work": work.work, "body": body, "by": work.by, "role": work.role}
    spot = replace(spot, key=f"{work.work}-{body}")
    return doubt(world, "body", record, told, spot, (work.basis,))


@lru_cache
def _any(words: Words) -> re.Pattern[str]:
    spelled = "|".join(
        r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{spelled})\b", re.IGNORECASE)
