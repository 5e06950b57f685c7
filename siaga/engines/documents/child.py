"""The process that sets a paper with a template of a city's own: one job in, one file out (see `apart`)."""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from siaga.engines.documents import pdf, word
from siaga.engines.documents.apart import MEMORY, SECONDS
from siaga.engines.documents.codec import from_plain


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _work(job: dict[str, Any]) -> bytes:
    document, template = from_plain(job["document"]), base64.b64decode(job["template"])
    if job["form"] == "docx":
        return word.render(document, template)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / pdf.HOUSE.name).write_bytes(pdf.HOUSE.read_bytes())
        main = Path(folder) / "main.typ"
        main.write_bytes(template)
        return pdf.render(document, main)


def main() -> int:
    """The child: one job in, one file or one line of reason out."""
    _limit()
    try:
        sys.stdout.buffer.write(_work(json.load(sys.stdin)))
    except Exception as error:  # noqa: BLE001 - whatever a template does is one line to its author
        sys.stderr.write(str(error).strip().replace("\n", " "))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
