"""Text in a cell of a table that no spreadsheet runs as a formula (OWASP, "CSV Injection").

One rule for every table that leaves the house. It can be undone, so that whoever reads a table back has the
very text that was written, and can recompute a digest of it.
"""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_MARKED: Final = re.compile(f"'*{_FORMULA.pattern}")


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text: ``= + - @``, the same in full width, tab, a line's end."""
    return _FORMULA.match(text) is not None


def harmless(text: str) -> str:
    """The text with an apostrophe in front where it starts a formula, or looks as if it had one already."""
    return "'" + text if _MARKED.match(text) else text


def as_meant(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if text.startswith("'") and _MARKED.match(text, 1) else text
