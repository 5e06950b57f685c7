"""Numbers in Indonesian words, as the form asks for beside every pair's votes."""

from __future__ import annotations

from functools import lru_cache

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
LARGEST_IN_WORDS = 999_999


def in_words(number: int) -> str:
    """``204`` → ``dua ratus empat``. Raises ValueError outside 0–999,999."""
    if not 0 <= number <= LARGEST_IN_WORDS:
        raise ValueError(f"no words for {number}: 0 to {LARGEST_IN_WORDS} only")
    return _words(number) or _UNITS[0]


def read_words(text: str) -> int | None:
    """``Dua ratus empat`` → 204, forgiving case, spacing and hyphens; None when the words make no number."""
    squeezed = "".join(character for character in text.lower() if character.isalpha())
    return _squeezed().get(squeezed)


def _words(number: int) -> str:
    if number < 10:
        return _UNITS[number] if number else ""
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{_UNITS[number - 10]} belas")
    if number < 100:
        return f"{_UNITS[number // 10]} puluh {_words(number % 10)}".strip()
    if number < 1000:
        return _with_one(number, 100, "ratus", "seratus")
    return _with_one(number, 1000, "ribu", "seribu")


def _with_one(number: int, size: int, many: str, one: str) -> str:
    count, rest = divmod(number, size)
    head = one if count == 1 else f"{_words(count)} {many}"
    return f"{head} {_words(rest)}".strip()


@lru_cache(maxsize=1)
def _squeezed() -> dict[str, int]:
    """The figures a station can have, by their words without spaces."""
    return {in_words(number).replace(" ", ""): number for number in range(1000)}
