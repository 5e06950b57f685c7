"""Setting a paper with a template of somebody else's, in a process that can do nothing but that.

The child gets the document and the template on its standard input and answers with the file. It has an empty
environment, a proxy that leads nowhere, a folder of its own, and limits of time and memory; whatever a
template tries, the site loses one child. The words a template may not use are refused before (`admission`).
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys

from siaga.engines.documents.admission import admit
from siaga.engines.documents.codec import to_plain
from siaga.engines.documents.errors import TemplateError
from siaga.engines.documents.model import Document

SECONDS = 20
MEMORY = 4 << 30
"""Limits of the child: seconds of work, and bytes of address space."""

_NOWHERE = "http://127.0.0.1:9"


def render(document: Document, form: str, template: bytes) -> bytes:
    """The file of a document with a template of a city's own; TemplateError when it is refused or fails."""
    admit(template, form)
    job = {"document": to_plain(document), "form": form, "template": base64.b64encode(template).decode()}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "siaga.engines.documents.child"],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise TemplateError(
            f"the template takes longer than {SECONDS} seconds",
            f"templat berjalan lebih dari {SECONDS} detik",
        ) from None
    if done.returncode:
        raise _failure(done.stderr.decode(errors="replace"))
    return done.stdout


def _environment() -> dict[str, str]:
    """No secrets, and no network: what a template asks for goes to a proxy that is not there."""
    path = os.pathsep.join(part for part in sys.path if part)
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE)
    return {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **proxies}


def _failure(told: str) -> TemplateError:
    """The last line the child said, without its paths; a child that was stopped says nothing."""
    last = told.strip().rsplit("\n", 1)[-1][:300] or "it was stopped: too much time or memory"
    return TemplateError(f"the template fails: {last}", f"templat gagal dijalankan: {last}")
