"""The table of docs/doubts.md, written from the catalogue: ``python -m tests.engines.doubts.page``."""

from __future__ import annotations

import re
from pathlib import Path

from siaga.engines.doubts import KINDS, Kind
from siaga.law.profiles import Basis
from tests.kit.doubts import MIXUPS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "doubts.md"
_MARKED = re.compile(r"(<!-- rules: begin -->\n).*?(<!-- rules: end -->)", re.DOTALL)


def page_with_rules(text: str) -> str:
    """The page with its table written anew."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{table()}\n\n{found[2]}", text)


def table() -> str:
    heads = "| rule | what it says | formula | weight | rests on |\n|---|---|---|---|---|"
    return "\n".join([heads, *map(_row, KINDS.values())])


def _row(kind: Kind) -> str:
    named = f"{kind.title.en} / *{kind.title.id}*"
    return f"| `{kind.code}` | {named} | {_cell(kind.formula.en)} | {kind.severity} | {_rests(kind)} |"


def _rests(kind: Kind) -> str:
    grounds = [basis for basis in MIXUPS.bases.get(kind.code, ()) if basis.regulation != "-"]
    return "; ".join([kind.rests_on.en, *map(_basis, grounds)])


def _basis(basis: Basis) -> str:
    unsure = ", unsure" if basis.unsure else ""
    return f"{basis} ({basis.confidence}{unsure})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page_with_rules(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
