"""A planted number is found wherever a reader would see it, and never in what chance or the clock wrote."""

from __future__ import annotations

import random
import string
import uuid
from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.kit.stated import legible, states


@pytest.mark.parametrize(
    "text",
    [
        "<td>187</td>",
        '{"votes":[46,187,233]}',
        '{"paslon1": 187}',
        "paslon;187;46",
        "Paslon 1,187,46",
        'value="187"',
        "Tertulis 187.",
        "1872011001001 187",
    ],
)
def test_what_is_shown_is_found(text: str) -> None:
    assert states(187, text)


@pytest.mark.parametrize(
    "text",
    ["1.187", "187.433", "1872011001001", "7000187", "v187", "2026-11-22T18:54:31.187+00:00", "18.72", ""],
)
def test_what_is_another_number_is_not(text: str) -> None:
    assert not states(187, text)


def test_a_pattern_finds_a_long_number() -> None:
    assert states(r"0812\d*", "telepon 081234567890")
    assert states(r"\d*0180\d*", "nik 1872010101800001")


def test_no_token_states_a_number() -> None:
    """Tokens of each kind in which a plain search finds the number."""
    chance, letters = random.Random(187), string.ascii_letters + string.digits
    halves = ["".join(chance.choices(letters, k=30)) for _ in range(2_000)]
    tokens = [f"{a}Z187Q{b}" for a, b in zip(halves, reversed(halves), strict=True)]
    digests = [sha256(str(n).encode()).hexdigest() for n in range(10_000)]
    numbers = [str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(20_000)]
    for made in (tokens, digests, numbers):
        found = [one for one in made if "187" in one]
        assert len(found) > 20
        assert not any(states(187, f'value="{one}"') for one in found)


def test_a_workbook_is_read() -> None:
    book, out = Workbook(), BytesIO()
    book.active.append(["Paslon 1", 187])
    book.save(out)
    assert states(187, legible(out.getvalue()))
    assert not states(191, legible(out.getvalue()))
    assert legible(b"\x89PNG\r\n\x1a\n187") == ""
