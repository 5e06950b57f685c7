"""A publication of few stations, written once, and a copy of it to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.publications import written


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("publication") / "p")


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "copy")
