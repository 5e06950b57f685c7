"""Reading photographed forms: placing, digits, stations, damage; every part beside its peers.

siaga bench reading                  lists the parts
siaga bench reading stations --write
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

ROOM = Path(__file__).parent


def main(arguments: Sequence[str]) -> None:
    """Run one part with its options, or say which there are."""
    parts = {file.stem: _about(file) for file in sorted(ROOM.glob("[!_]*.py"))}
    if not arguments or arguments[0] not in parts:
        print("\n".join(f"{name:<12} {about}" for name, about in parts.items()))
        sys.exit(0 if not arguments else 2)
    sys.argv = [f"siaga bench reading {arguments[0]}", *arguments[1:]]
    importlib.import_module(f"benchmarks.reading.{arguments[0]}").main()


def _about(file: Path) -> str:
    return (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").partition("\n")[0]


if __name__ == "__main__":
    main(sys.argv[1:])
