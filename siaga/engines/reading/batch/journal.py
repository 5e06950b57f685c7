"""What has been read so far, one JSON line for each form, so that a killed run goes on where it was.

A line is written and flushed whole before the next form is taken up; one that was cut in half by a crash is
ignored and its form read again. A form is known by its content: key, file names, every byte of every file,
the layout and the reader itself, so that a changed photograph or a newer model is read anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from siaga.engines.reading.batch.grouping import FormPhotos
from siaga.engines.reading.model import FieldReading, FormReading, PageReport
from siaga.law.profiles import Text

_ROOM = "siaga.engines.reading"
_MADE_OF = ("digits/digits.onnx", "decoding/identities.yaml", "decoding/witnesses.yaml")


class LeftOverError(ValueError):
    """The journal of an earlier run would be lost; the message says what to do."""


class Journal:
    """An append-only file of readings."""

    def __init__(self, file: Path, resume: bool) -> None:
        """Take up the file as it is, or begin one. Raises OSError, and LeftOverError rather than begin
        anew what holds forms that were read.
        """
        self.file = file
        self._places: dict[str, tuple[int, int]] = dict(self._whole_lines())
        if self._places and not resume:
            raise LeftOverError(
                f"{file}: an earlier run left {len(self)} forms here; go on with --resume, or name another"
                " file with --out"
            )
        self._out = file.open("ab")
        self._close_half_line()

    def __contains__(self, content: str) -> bool:
        return content in self._places

    def __len__(self) -> int:
        return len(self._places)

    def read(self, content: str) -> FormReading:
        """The reading of this content. Raises KeyError."""
        start, length = self._places[content]
        with self.file.open("rb") as source:
            source.seek(start)
            return reading_of(json.loads(source.read(length))["reading"])

    def add(self, content: str, reading: FormReading) -> None:
        line = json.dumps({"content": content, "reading": document_of(reading)}, ensure_ascii=False)
        data = line.encode() + b"\n"
        start = self._out.tell()
        self._out.write(data)
        self._out.flush()
        self._places[content] = (start, len(data))

    def close(self) -> None:
        self._out.close()

    def _whole_lines(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Content, place and length of every line that is whole; a later one replaces an earlier."""
        if not self.file.exists():
            return
        start = 0
        with self.file.open("rb") as source:
            for line in source:
                if content := _content_of_line(line):
                    yield content, (start, len(line))
                start += len(line)

    def _close_half_line(self) -> None:
        """End a line that a crash cut in half, so that the next one begins on its own."""
        self._out.seek(0, 2)
        end = self._out.tell()
        if end:
            with self.file.open("rb") as source:
                source.seek(end - 1)
                if source.read(1) != b"\n":
                    self._out.write(b"\n")


def content_of(form: FormPhotos, layout_id: str) -> str:
    """What a form is known by. Raises OSError when a photograph cannot be read."""
    digest = hashlib.sha256(_reader_mark(layout_id).encode())
    for part in (form.key, *(photo.name for photo in form.photos)):
        digest.update(f"\0{part}".encode("utf-8", "surrogateescape"))
    for photo in form.photos:
        with photo.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def document_of(reading: FormReading) -> dict[str, Any]:
    """A reading as JSON, without the cut-outs."""
    return {
        "form": reading.form,
        "key": reading.key,
        "pages": [[page.file, page.page, page.placed, page.reason] for page in reading.pages],
        "fields": {
            name: [field.value, field.probability, field.state, field.alternatives]
            for name, field in reading.fields.items()
        },
        "accepted": reading.accepted,
        "why": [reading.why.id, reading.why.en],
        "broken": reading.broken,
    }


def reading_of(document: dict[str, Any]) -> FormReading:
    """The reading of such a document."""
    return FormReading(
        form=document["form"],
        key=document["key"],
        pages=tuple(PageReport(*page) for page in document["pages"]),
        fields={
            name: FieldReading(value, probability, state, tuple((v, p) for v, p in others))
            for name, (value, probability, state, others) in document["fields"].items()
        },
        accepted=document["accepted"],
        why=Text(*document["why"]),
        broken=tuple(document["broken"]),
    )


def _content_of_line(line: bytes) -> str | None:
    if not line.endswith(b"\n"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry.get("content") if isinstance(entry, dict) and "reading" in entry else None


@lru_cache(maxsize=8)
def _reader_mark(layout_id: str) -> str:
    """Digest of the model, the priors and the layout."""
    digest = hashlib.sha256()
    for name in (*_MADE_OF, f"layouts/{layout_id}.yaml"):
        digest.update(files(_ROOM).joinpath(name).read_bytes())
    return digest.hexdigest()
