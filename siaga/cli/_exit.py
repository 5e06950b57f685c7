"""How a verb ends: the three exit codes of the contract."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import click

DONE, FINDINGS, UNUSABLE = 0, 1, 2


def refuse(reason: str) -> NoReturn:
    """End with code 2 and one line on standard error: what is wrong, where, and what to do."""
    click.echo(f"siaga: {reason}", err=True)
    sys.exit(UNUSABLE)


def print_json(document: Any) -> None:
    """Print one JSON document to standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
