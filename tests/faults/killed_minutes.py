"""Run by test_minutes_killed.py in its own process: save passages of minutes through the site, killed at
given lines.

For each save a child is forked that sends a real request through the whole site and kills itself (SIGKILL)
before its nth line of our desks or of Django's database layer. What then stands is printed as JSON; the save
is sent again, like the page does, and what stands after that is printed too.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from siaga.desks.meetings.models import Statement, Wording  # noqa: E402
from siaga.desks.trail.models import Entry  # noqa: E402
from tests.faults.count_left import trail_left  # noqa: E402
from tests.faults.killed_count import Dying, watch_commits  # noqa: E402
from tests.kit.meetings import coordination  # noqa: E402
from tests.kit.people import signed_in  # noqa: E402

SEED, NEVER = 20241122, 10**9


def send(client: Client, url: str, body: dict[str, Any], die_at: int = 0) -> dict[str, Any] | None:
    """Post from a forked child; what it heard and how many lines it took, or None when it was killed."""
    connection.close()
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as pipe:
            text = pipe.read()
        os.waitpid(child, 0)
        return json.loads(text) if text else None
    dying = Dying(die_at)
    commits = watch_commits(dying)
    if die_at:
        sys.settrace(dying)
    answer = client.post(url, body, headers={"Accept": "application/json"})
    sys.settrace(None)
    heard = {"status": answer.status_code, "lines": dying.seen, "commits": commits}
    os.write(writing, json.dumps(heard | answer.json()).encode())
    os._exit(0)


def left(item: Statement) -> dict[str, Any]:
    """What the database holds of a statement: its words, its versions, its entries in the trail."""
    item.refresh_from_db()
    versions = Wording.objects.filter(passage="statement", passage_id=item.pk).order_by("number")
    told = Entry.objects.filter(
        action="meetings.wording", subject_type="meetings.statement", subject_id=str(item.pk)
    )
    return {"text": item.text, "versions": [v.text for v in versions], "told": told.count()}


def main(points: int) -> None:
    setup_test_environment()
    table = coordination()
    meeting = table.held()
    items = [table.say(meeting, f"Awal {n}.") for n in range(points + 2)]
    client, chance = signed_in(table.writer), random.Random(SEED)
    url = f"/rapat/{meeting.pk}/notulen/simpan/"
    assert client.post(url, body(items[0]), headers={"Accept": "application/json"}).status_code == 200
    gc.freeze()
    whole = send(client, url, body(items[1]), NEVER)
    assert whole and whole["status"] == 200, whole
    commit, last = whole["commits"][-1], whole["lines"]
    for item in items[2:]:
        die_at = chance.randint(commit + 1, last) if chance.random() < 0.25 else chance.randint(1, commit)
        sent = body(item)
        heard = send(client, url, sent, die_at)
        killed = left(item)
        again = heard or send(client, url, sent)
        line = {"answered": heard is not None, "late": die_at > commit, "status": again and again["status"]}
        print(json.dumps(line | {"killed": killed, "after": left(item)}))  # noqa: T201
    print(json.dumps({"trail": trail_left()}))  # noqa: T201


def body(item: Statement) -> dict[str, Any]:
    number = f"00000000-0000-4000-8000-{item.pk:012d}"
    text = f"{item.text} Ditambah."
    return {"passage": "statement", "passage_id": item.pk, "base": 1, "text": text, "client_id": number}


if __name__ == "__main__":
    main(int(sys.argv[1]))
