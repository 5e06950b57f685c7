"""Put the final model into the package as ONNX, with its figures on the model card.

python -m training.words.export --models /tmp/words --forms /tmp/forms
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import torch

from siaga.engines.reading import words
from siaga.engines.reading.words.lines import STRIP_HEIGHT
from siaga.engines.reading.words.reader import letters_reader
from training.export import BEGIN, END, exported, fused
from training.folds import UNKNOWN
from training.words.lines import Line, photographed
from training.words.measure import held_out, letters_by, report
from training.words.model import STEP, Net
from training.words.train import file_name, load

ROOM = Path(words.__file__).parent
MODEL, CARD = ROOM / "words.onnx", ROOM / "MODEL.md"
LARGEST = 460_000
"""Bytes, so that this and the digits' model stay below a megabyte together."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Export the reader of the line of words.")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--forms", type=Path, required=True)
    options = parser.parse_args(arguments)
    net, lines = fused(load(options.models / file_name(UNKNOWN))), photographed(options.forms)
    data = onnx_of(net)
    check(data, net, lines)
    MODEL.write_bytes(data)
    write_card(data, len(lines), report(held_out(options.models, options.forms)))
    print(f"{MODEL.name}: {len(data):,} bytes")


def onnx_of(net: Net) -> bytes:
    """The net as one ONNX file for strips of any number of steps."""
    steps = torch.export.Dim("steps", min=STRIP_HEIGHT // STEP, max=1024)
    return exported(net, torch.zeros(1, 1, STRIP_HEIGHT, 50 * STEP), {"strips": {3: STEP * steps}}, "odds")


def check(data: bytes, net: Net, lines: Sequence[Line]) -> None:
    """Raises ValueError when the file is too large or says something else than the net."""
    if len(data) > LARGEST:
        raise ValueError(f"the model has {len(data):,} bytes, more than {LARGEST:,}")
    onnx.checker.check_model(onnx.load_from_string(data))
    ours, theirs = letters_reader(data), letters_by(net)
    if not all(np.allclose(ours(line.strip), theirs(line.strip), atol=1e-2) for line in lines[:40]):
        raise ValueError("the exported model differs from the trained one")


def write_card(data: bytes, lines: int, measured: str) -> None:
    """Renew the measured section of the model card."""
    text = CARD.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    name = sha256(data).hexdigest()
    size = f"`words.onnx`: {len(data):,} bytes, SHA-256 `{name}`"
    facts = f"{size}; trained on {lines:,} real lines and drawn ones."
    CARD.write_text(f"{head}{BEGIN}\n{facts}\n\n{measured}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
