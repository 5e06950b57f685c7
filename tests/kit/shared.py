"""Where the third-party data for tests lies: beside the checkout, never inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def data_file(name: str) -> Path:
    """A real data file, or a skip that says which file is not here."""
    file = DATA / name
    if not file.exists():
        pytest.skip(f"real data not here: ../shared/data/{name}")
    return file
