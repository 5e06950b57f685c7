"""How a verb ends: the three exit codes of the contract."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import click

from siaga.cli._language import spoken, told

DONE, FINDINGS, UNUSABLE = 0, 1, 2


def refuse(reason: str) -> NoReturn:
    """End with code 2 and one line on standard error: what is wrong, where, and what to do.

    The reason is in English, as engines say it; it is told in the language of the verb that runs.
    """
    click.echo(f"siaga: {told(reason, spoken())}", err=True)
    sys.exit(UNUSABLE)


def print_json(document: Any) -> None:
    """Print one JSON document to standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
