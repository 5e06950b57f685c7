"""Who finds the darkroom full is sent away at once: the threads of the server are for the public."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from siaga.desks.results.darkroom import Busy, Sheet, desk, examine

PAPER = Sheet("pilkada-2024", "mayor", 2)
SEEN = {"page": 1, "reason": "", "stranger": False, "codes": [], "screen": False, "look": "0" * 64}


class SlowChild:
    """Looks at a picture until it is told to be done."""

    def __init__(self) -> None:
        self.done, self.asked = threading.Event(), 0

    def ask(self, *_job: object) -> tuple[dict[str, object], bytes]:
        self.asked += 1
        assert self.done.wait(30)
        return dict(SEEN), b""


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowChild]:
    slow = SlowChild()
    monkeypatch.setattr(desk, "_child", slow)
    yield slow
    slow.done.set()


def test_more_than_may_wait_are_refused_at_once(child: SlowChild) -> None:
    places = 1 + desk.WAITERS
    inside = [threading.Thread(target=examine, args=(b"", PAPER)) for _ in range(places)]
    for thread in inside:
        thread.start()
    deadline = time.monotonic() + 10
    while desk._room._value and time.monotonic() < deadline:
        time.sleep(0.01)
    began = time.monotonic()
    for _ in range(10):
        with pytest.raises(Busy):
            examine(b"", PAPER)
    assert time.monotonic() - began < 1
    child.done.set()
    for thread in inside:
        thread.join()
    assert child.asked == places
    assert examine(b"", PAPER).page == 1, "and the next one finds room again"
