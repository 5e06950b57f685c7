"""One way for every verb that speaks to officers and citizens: ``--lang id|en``, Indonesian unless told."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, Literal, get_args

import click

from siaga.cli._indonesian import SENTENCES

Lang = Literal["id", "en"]
_DEEPEST: Final = 6
"""A sentence within a sentence within …; a file name made to nest deeper is left in English."""


def language(words: str = "Language.") -> Any:
    """The option ``--lang`` of a verb."""
    return click.option(
        "--lang", type=click.Choice(get_args(Lang)), default="id", show_default=True, help=words
    )


def spoken() -> Lang:
    """The language of the verb that runs; English where a verb has no ``--lang``."""
    context = click.get_current_context(silent=True)
    return context.params.get("lang") or "en" if context else "en"


def told(sentence: str, lang: str, depth: int = 0) -> str:
    """A sentence of an engine in this language; what nobody has translated stays in English.

    A part that is filled in may be a sentence itself, as the reason after a file's name.
    """
    if lang == "en" or depth > _DEEPEST or not sentence.strip():
        return sentence
    for shape, meant in _shapes():
        if found := shape.fullmatch(sentence):
            return meant.format(*(told(part, lang, depth + 1) for part in found.groups()))
    place, colon, rest = sentence.partition(": ")
    return f"{place}: {told(rest, lang, depth + 1)}" if colon else sentence


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences as patterns, those with most words of their own first."""
    ordered = sorted(SENTENCES, key=lambda text: len(text.replace("{}", "")), reverse=True)
    return tuple((_shape(text), SENTENCES[text]) for text in ordered)


def _shape(text: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, text.split("{}"))), re.DOTALL)
