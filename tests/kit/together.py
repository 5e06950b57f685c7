"""Several acts at the same moment, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from siaga.desks.trail.refused import Refused

PATIENCE = 60
"""Seconds after which an act that still waits for another is a fault."""


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same moment; what each returned, or the refusal it met."""
    outcomes: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(at: int) -> None:
        start.wait()
        try:
            outcomes[at] = acts[at]()
        except Refused as refusal:
            outcomes[at] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[at], daemon=True) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "two acts wait for each other"
    return outcomes
