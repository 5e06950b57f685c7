"""docs/pack-format.md describes every file, column, key, word and fault of the format, and nothing else."""

from __future__ import annotations

import re
from enum import Enum

import pytest

from siaga.engines.packs import model, schema
from siaga.engines.packs.catalogue import KINDS
from siaga.engines.packs.folder import HEADER, MAP
from siaga.engines.packs.header import HEADER_KEYS
from siaga.engines.packs.schema import Table
from tests.kit.packs import PROFILE, ROOT

PAGE = (ROOT / "docs" / "pack-format.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| (?:(yes|no) \| )?(.+) \|$", re.MULTILINE)


def section(title: str) -> str:
    """The text under a heading."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/pack-format.md has no section {title}"
    return found.group(1)


def described(title: str) -> dict[str, str]:
    """What the table of a section says of each name: yes or no, and the description."""
    return {name: f"{must} {about}".strip() for name, must, about in ROW.findall(section(title))}


def expected(columns: tuple[schema.Column, ...]) -> dict[str, str]:
    return {c.name: f"{'yes' if c.required else 'no'} {c.about}" for c in columns}


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_every_column_is_described_as_it_is_read(table: Table) -> None:
    own = tuple(column for column in table.columns if column not in schema.ORIGIN)
    assert described(f"{table.name}.csv") == expected(own)


def test_columns_of_origin() -> None:
    assert described("Rules for every file") == expected(schema.ORIGIN)


def test_keys_of_the_header() -> None:
    assert set(described(HEADER)) == set(HEADER_KEYS) - {"election"}


def test_results_and_map() -> None:
    assert list(described("results.csv")) == ["contest", "station"]
    assert f"from `{PROFILE.fields[0]}` to `{PROFILE.fields[-1]}`" in section("results.csv")
    assert list(described(MAP)) == ["code", "source"]


def test_every_kind_of_fault_is_listed() -> None:
    assert described("What `check` reports") == {code: kind.en for code, kind in KINDS.items()}


def test_no_section_is_about_a_file_that_is_not_there() -> None:
    titles = re.findall(r"^## (\S+\.\w+)$", PAGE, re.MULTILINE)
    tables = [f"{table.name}.csv" for table in schema.TABLES]
    assert titles == [HEADER, *tables, "results.csv", MAP]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Rules for every file", model.Precision),
        ("institutions.csv", model.InstitutionKind),
        ("office_holders.csv", model.TitleForm),
        ("stages.csv", model.Confidence),
        ("legal_bases.csv", model.Regime),
        ("published_totals.csv", model.Measure),
        ("staffing.csv", model.Unit),
        ("series.csv", model.SeriesKind),
        ("series.csv", model.Visibility),
        ("attendance.csv", model.Presence),
        ("claims.csv", model.Bound),
        ("conclusions.csv", model.ConclusionKind),
        ("actions.csv", model.Priority),
        ("duties.csv", model.DutyArea),
        ("duties.csv", model.DutyBasis),
        ("grants.csv", model.GrantPurpose),
        ("grants.csv", model.OpenTo),
        ("payments.csv", model.Direction),
        ("payments.csv", model.PaymentKind),
    ],
)
def test_every_word_of_a_closed_list_is_explained(title: str, words: type[Enum]) -> None:
    text = section(title)
    assert [word.value for word in words if f"`{word.value}`" not in text] == []
