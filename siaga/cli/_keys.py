"""The public key a verb is told to trust."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.ledger.verify.files import text_of


def key_option() -> Any:
    """``--key KEY``, for every verb that trusts a signature; see `pinned_key`."""
    return click.option("--key", metavar="KEY", help="The public key you trust, or a file that holds it.")


def pinned_key(key: str | None) -> PublicKey | None:
    """Read the key from the option itself or from the file it names."""
    if key is None:
        return None
    try:
        text = text_of(Path(key)) if Path(key).is_file() else key
        return PublicKey.parse(text.strip())
    except NoteError as error:
        raise UnusableError(f"--key: {error}") from None
