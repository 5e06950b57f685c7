"""``siaga bench``: the benchmarks of the repository, listed and run by name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import click

import siaga
from siaga.cli._exit import refuse

CHECKOUT = Path(siaga.__file__).resolve().parents[1]


@click.command("bench", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("name", required=False)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def command(name: str | None, options: tuple[str, ...]) -> None:
    """List the benchmarks, or run NAME with its OPTIONS (for example --write), peers side by side.

    Benchmarks lie in the repository, not in the installed package, and need requirements/bench.txt.
    """
    found = benchmarks(CHECKOUT)
    if not found:
        refuse(f"no benchmarks in {CHECKOUT / 'benchmarks'}: run this from a checkout of the repository")
    if name is None:
        for each, about in found.items():
            click.echo(f"{each:<10} {about}")
        return
    if name not in found:
        refuse(f"no benchmark {name!r}; there are: {', '.join(found)}")
    sys.exit(subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], cwd=CHECKOUT).returncode)


def benchmarks(checkout: Path) -> dict[str, str]:
    """Name and first line of each benchmark of a checkout, a file or a folder that can be run, by name."""
    room = checkout / "benchmarks"
    files = {file.stem: file for file in room.glob("[!_]*.py")}
    files |= {file.parent.name: file for file in room.glob("[!_]*/__main__.py")}
    return {name: _about(files[name]) for name in sorted(files)}


def _about(file: Path) -> str:
    return (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").partition("\n")[0]
