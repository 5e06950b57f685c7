"""One value, one sequence of bytes: the JSON that is hashed.

The form is a strict subset of the JSON Canonicalization Scheme (RFC 8785): UTF-8, no white space, keys
sorted by their UTF-16 code units, shortest escapes. Fractions are refused rather than rounded, and whole
numbers beyond ±(2⁵³ - 1) too, because a reader in another language would silently lose their last digits
(RFC 7493 §2.2).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

LARGEST: Final = 2**53 - 1


class CanonicalError(ValueError):
    """The value, or the text, has no place in a canonical entry; the message says where and why."""


def encode(value: Any) -> bytes:
    """Return the canonical bytes of a value made of str, int, bool, None, list and dict.

    Raises CanonicalError for anything else, for a whole number beyond ±(2⁵³ - 1), a key that is not text
    and text that is not Unicode (a lone surrogate).
    """
    text = json.dumps(_checked(value, "$"), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalError(f"text is not Unicode: a lone surrogate at character {error.start}") from None


def decode(data: bytes) -> Any:
    """Return the value of canonical bytes; raise CanonicalError unless `encode` gives the same bytes back."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CanonicalError(f"not JSON: {error}") from None
    if encode(value) != data:
        raise CanonicalError("JSON, but not in its canonical form")
    return value


def _checked(value: Any, place: str) -> Any:
    """Copy the value with every mapping in canonical key order, naming the place of whatever does not fit."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return _whole(value, place)
    if isinstance(value, Mapping):
        return {key: _checked(value[key], f"{place}.{key}") for key in _sorted_keys(value, place)}
    if isinstance(value, list | tuple):
        return [_checked(item, f"{place}[{position}]") for position, item in enumerate(value)]
    raise CanonicalError(
        f"{place}: {type(value).__name__} has no canonical form; use text, whole numbers or null"
    )


def _whole(value: int, place: str) -> int:
    if abs(value) > LARGEST:
        raise CanonicalError(f"{place}: {value} is beyond ±(2^53 - 1)")
    return int(value)


def _sorted_keys(value: Mapping[Any, Any], place: str) -> list[str]:
    if not all(isinstance(key, str) for key in value):
        raise CanonicalError(f"{place}: every key must be text")
    return sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
