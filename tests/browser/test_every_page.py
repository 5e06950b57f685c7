"""Every page a person can reach by links: axe finds nothing, no request leaves the machine, no script fails,
and it fits a phone. The walk follows links from the front page, two pages of each address pattern at most."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve

PER_PATTERN = 2
FILES = (".csv", ".xlsx", ".json", ".pdf", ".ics", ".svg", ".geojson", ".zip", ".txt", ".note")
ROLES = [None, "kpu", "ppk1", "komisioner", "bawaslu", "admin", "auditor", "kpps"]


def pattern(path: str) -> str | None:
    """The address pattern a path belongs to, or None for files and unknown addresses."""
    if path.lower().endswith(FILES):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return f"unresolved {path}"
    return str(match.route)


def walk(visitor, start: str = "/"):
    """Yield each page after it was opened; follow its links breadth first."""
    seen: Counter[str] = Counter()
    queue, known = [start], {start}
    while queue:
        path = queue.pop(0)
        route = pattern(urlsplit(path).path)
        if route is None or seen[route] >= PER_PATTERN:
            continue
        seen[route] += 1
        answer = visitor.open(path)
        if "text/html" not in (answer.headers.get("content-type") or ""):
            continue
        yield path, answer
        for link in visitor.page.eval_on_selector_all("a[href]:not([download])", "as => as.map(a => a.href)"):
            if not link.startswith(visitor.site.url):
                continue
            target = urldefrag(link)[0].removeprefix(visitor.site.url)
            if target not in known and "unduh=" not in target and "logout" not in target:
                known.add(target)
                queue.append(target)


def faults_of(visitor, start: str = "/") -> list[str]:
    """Everything wrong on the pages reached from `start`."""
    found = []
    for path, answer in walk(visitor, start):
        problems = visitor.axe() + visitor.faults
        visitor.faults.clear()
        if answer.status >= 400:
            problems.append(f"status {answer.status}")
        if (wide := visitor.overflow()) > 0:
            problems.append(f"{wide} px wider than a screen of {visitor.width}")
        found += [f"{path} @{visitor.width}: {p}" for p in problems]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES, ids=lambda r: r or "visitor")
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_accessible_and_stays_home(visit, role, width):
    visitor = visit(width=width)
    if role:
        visitor.sign_in(role)
    faults = faults_of(visitor)
    assert not faults, "\n".join(faults)


def test_english_pages_are_accessible_too(visit):
    visitor = visit(language="en-GB")
    faults = faults_of(visitor)
    assert not faults, "\n".join(faults)


def test_the_walk_finds_a_planted_fault(visit):
    visitor = visit()
    visitor.open("/")
    visitor.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')"
    )
    assert any(line.startswith("image-alt") for line in visitor.axe())
