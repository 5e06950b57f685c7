"""Readers that stand in for the real one; at module level, so that workers can import them."""

from __future__ import annotations

import os
import signal
import time

from siaga.engines.reading.batch import FormPhotos
from siaga.engines.reading.batch.run import unreadable
from siaga.engines.reading.model import FormReading

LAYOUT = "c-hasil-ppwp-2024"


def plain(form: FormPhotos, layout_id: str) -> FormReading:
    """Says what is in the first file, as the fault of the reading."""
    return unreadable(form, layout_id, form.photos[0].read_bytes().decode(errors="replace"))


def slow(form: FormPhotos, layout_id: str) -> FormReading:
    time.sleep(0.05)
    return plain(form, layout_id)


def deadly(form: FormPhotos, layout_id: str) -> FormReading:
    """Dies with its process on a file that says so, as foreign code may."""
    if form.photos[0].read_bytes() == b"death":
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(form, layout_id)
