"""Run by test_minutes_killed.py in its own process: save passages of minutes through the site, killed at
given lines.

What stands after a save is printed as JSON; the save is sent again, like the page does, and what stands after
that is printed too.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from typing import Any

from tests.faults.dying import NEVER, Request, sent, some_line, span  # sets Django up

# isort: split

from django.http import HttpResponse
from django.test import Client
from django.test.utils import setup_test_environment

from siaga.desks.meetings.models import Statement, Wording
from siaga.desks.trail.models import Entry
from tests.faults.count_left import trail_left
from tests.kit.meetings import coordination
from tests.kit.people import signed_in

SEED = 20241122


def left(item: Statement) -> dict[str, Any]:
    """What the database holds of a statement: its words, its versions, its entries in the trail."""
    item.refresh_from_db()
    versions = Wording.objects.filter(passage="statement", passage_id=item.pk).order_by("number")
    told = Entry.objects.filter(
        action="meetings.wording", subject_type="meetings.statement", subject_id=str(item.pk)
    )
    return {"text": item.text, "versions": [v.text for v in versions], "told": told.count()}


def saving(client: Client, meeting: int, item: Statement) -> Request:
    """A save of one passage with words added; the same each time it is sent."""
    number = f"00000000-0000-4000-8000-{item.pk:012d}"
    body = {
        "passage": "statement",
        "passage_id": item.pk,
        "base": 1,
        "text": f"{item.text} Ditambah.",
        "client_id": number,
    }

    def send() -> HttpResponse:
        return client.post(f"/rapat/{meeting}/notulen/simpan/", body, headers={"Accept": "application/json"})

    return send


def main(points: int) -> None:
    setup_test_environment()
    table = coordination()
    meeting = table.held()
    items = [table.say(meeting, f"Awal {n}.") for n in range(points + 2)]
    client, chance = signed_in(table.writer), random.Random(SEED)
    saves = [saving(client, meeting.pk, item) for item in items]
    assert saves[0]().status_code == 200
    gc.freeze()
    whole = sent(saves[1], NEVER)
    assert whole and whole["status"] == 200, whole
    commit, last = span(whole)
    for item, save in zip(items[2:], saves[2:], strict=True):
        die_at = some_line(chance, commit, last)
        heard = sent(save, die_at)
        killed = left(item)
        again = heard or sent(save)
        line = {"answered": heard is not None, "late": die_at > commit, "status": again and again["status"]}
        print(json.dumps(line | {"killed": killed, "after": left(item)}))  # noqa: T201
    print(json.dumps({"trail": trail_left()}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
