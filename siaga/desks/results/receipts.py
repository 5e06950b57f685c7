"""The short code of a receipt: twelve digits that can be read aloud, printed, and looked up again.

The first nine hexadecimal digits of the digest of what was sent, as eleven decimal digits, and a check digit
(Luhn, ISO/IEC 7812-1 annex B) that tells one digit misheard.
"""

from __future__ import annotations

_HEX, _DIGITS = 9, 11


def code_of(digest: str) -> str:
    """The code of a digest, in groups of four: ``0417 2290 8153``."""
    number = f"{int(digest[:_HEX], 16):0{_DIGITS}d}"
    whole = number + _check_digit(number)
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def beginning_of(code: str) -> str | None:
    """How the digests of a code begin; None for what is no code, as after one digit misheard."""
    digits = "".join(code.replace("-", " ").split())
    if not (digits.isascii() and digits.isdigit()) or len(digits) != _DIGITS + 1:
        return None
    number = int(digits[:-1])
    if digits[-1] != _check_digit(digits[:-1]) or number >= 16**_HEX:
        return None
    return f"{number:0{_HEX}x}"


def _check_digit(number: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)
