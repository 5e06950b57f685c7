"""The command line: one module per verb, loaded only when its verb is called.

The contract of every verb: ``--json`` prints one JSON document to standard output and nothing else;
progress goes to standard error; exit 0 = done, 1 = findings that need a human, 2 = unusable input with a
one-line reason and the place (file, line, column).
"""

from __future__ import annotations

import importlib
import pkgutil

import click

from siaga import __version__


class Verbs(click.Group):
    """A group whose commands are the modules of this package, each holding one ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        return importlib.import_module(f"siaga.cli.{name}").command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="siaga")
def main() -> None:
    """Siaga: the election room of an Indonesian city."""
