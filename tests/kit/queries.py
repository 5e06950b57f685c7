"""Query-count baselines: how many queries each page takes, in tests/query_counts.json as visible diffs.

    response = counted_get(client, "/wilayah/")

A page that takes another number fails; after looking at why, record the new number with
``SIAGA_RECORD_QUERIES=1 pytest <the test>`` and commit the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

BASELINE = Path(__file__).resolve().parents[1] / "query_counts.json"
RECORD = "SIAGA_RECORD_QUERIES"


def counted_get(client: Client, address: str, name: str = "") -> HttpResponse:
    """Open a page; fail unless it answers 200 with the number of queries recorded for it."""
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    check(name or address, len(seen), [query["sql"] for query in seen.captured_queries])
    return response


def check(name: str, count: int, statements: list[str]) -> None:
    """Compare with the baseline, or record it when asked to."""
    baseline = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    if os.environ.get(RECORD):
        BASELINE.write_text(json.dumps(baseline | {name: count}, indent=1, sort_keys=True) + "\n")
        return
    told = "\n".join(f"  {number}. {sql[:160]}" for number, sql in enumerate(statements, 1))
    assert name in baseline, (
        f"{name} has no baseline (it takes {count}); record it: {RECORD}=1 pytest …\n{told}"
    )
    assert count == baseline[name], (
        f"{name} takes {count} queries, the baseline is {baseline[name]}; "
        f"if that is meant, record it: {RECORD}=1 pytest …\n{told}"
    )
