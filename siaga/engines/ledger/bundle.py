"""A log as a folder of plain files that anyone can keep, pass on and check.

entries.jsonl           one entry a line, byte for byte the text that was hashed
leaves.txt              the leaf hash of every entry, one a line, in hexadecimal
checkpoints/<size>.note every signed checkpoint
key.txt                 the public key
README.txt              what this is and how to check it
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from siaga.engines.ledger.notes import PublicKey

ENTRIES: Final = "entries.jsonl"
LEAVES: Final = "leaves.txt"
CHECKPOINTS: Final = "checkpoints"
KEY: Final = "key.txt"
README: Final = "README.txt"

README_TEXT: Final = """\
This folder is the trail of a Siaga election room: every act that changed something, in order, and the proof
that nothing in it was altered or taken out afterwards.

Isi map ini adalah jejak ruang pemilu Siaga: setiap tindakan yang mengubah data, berurutan, beserta bukti
bahwa tidak ada yang diubah atau dihapus sesudahnya.

Check it (no database and no network needed) / Cara memeriksa:

    siaga verify FOLDER
    siaga verify FOLDER --since OLDER_FOLDER_OR_NOTE    nothing from before was altered
    siaga verify FOLDER --key KEY                       the key is the one you were given, not just the one
    enclosed

How it works, so that you can also check it with tools of your own:

entries.jsonl      One entry a line: JSON in canonical form (RFC 8785, whole numbers only), UTF-8.
leaves.txt         Line i is SHA-256(0x00 || line i of entries.jsonl without its newline), in hexadecimal.
checkpoints/       Signed notes (C2SP tlog-checkpoint): origin, number of entries n, root of the first n
leaves in base64; then an Ed25519 signature. The root is the Merkle tree hash of RFC 9162, section 2.1.1.
key.txt            The public key: name+number+base64(0x01 || 32 bytes). Compare it with the one published
elsewhere: a forger could enclose his own.
"""


class BundleError(ValueError):
    """The folder cannot be written to, or is not a bundle; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a bundle: (entry text, leaf hash in hexadecimal) in order, (size, note), and the key."""

    entries: Iterable[tuple[str, str]]
    notes: Iterable[tuple[int, str]]
    key: PublicKey


def write(folder: Path, contents: Contents) -> int:
    """Write a bundle into a new or empty folder, entry by entry; return how many entries there were.

    The key is written last, so that a folder left half-written is not taken for a bundle.
    """
    (folder / CHECKPOINTS).mkdir(parents=True, exist_ok=True)
    if any(path.name != CHECKPOINTS for path in folder.iterdir()) or any((folder / CHECKPOINTS).iterdir()):
        raise BundleError(f"{folder}: the folder is not empty; choose a new one")
    count = _write_entries(folder, contents.entries)
    for size, note in contents.notes:
        _write_text(folder / CHECKPOINTS / note_name(size), note)
    _write_text(folder / README, README_TEXT)
    _write_text(folder / KEY, f"{contents.key}\n")
    return count


def note_name(size: int) -> str:
    """The file name of a checkpoint: twelve digits, so that a plain listing is in order."""
    return f"{size:012d}.note"


def _write_entries(folder: Path, entries: Iterable[tuple[str, str]]) -> int:
    count = 0
    with (folder / ENTRIES).open("wb") as texts, (folder / LEAVES).open("wb") as leaves:
        for text, leaf in entries:
            texts.write(text.encode() + b"\n")
            leaves.write(leaf.encode() + b"\n")
            count += 1
    return count


def _write_text(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
