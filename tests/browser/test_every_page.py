"""Every page a person can reach by links: axe finds nothing, no request leaves the machine, no script fails,
and it fits a phone. The walk follows links from the front page, two pages of each address pattern at most."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve

FILES = (".csv", ".xlsx", ".docx", ".json", ".pdf", ".ics", ".svg", ".geojson", ".zip", ".txt", ".note")
ROLES = [
    "kpu",
    "ppk1",
    "komisioner",
    "bawaslu",
    "admin",
    "auditor",
    "kpps",
    "ptps",
    "sekretariat",
    "forkopimda",
    "satpolpp",
]


def route(path: str, everyone: bool) -> str | None:
    """The address pattern of a page; None for files, and for public pages when `everyone` has walked them."""
    if path.lower().endswith(FILES):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return f"unresolved {path}"
    if not everyone and path != "/" and getattr(match.func, "siaga_public", False):
        return None
    return str(match.route)


def walk(visitor, per_pattern: int, everyone: bool):
    """Open page after page, following links breadth first from the front page; yield address and answer."""
    seen: Counter[str] = Counter()
    queue, known = ["/"], {"/"}
    while queue:
        path = queue.pop(0)
        pattern = route(urlsplit(path).path, everyone)
        if pattern is None or seen[pattern] >= per_pattern:
            continue
        seen[pattern] += 1
        yield path, visitor.open(path)
        for link in visitor.page.eval_on_selector_all("a[href]:not([download])", "as => as.map(a => a.href)"):
            target = urldefrag(link)[0].removeprefix(visitor.site.url)
            if target.startswith("/") and target not in known and "unduh=" not in target:
                known.add(target)
                queue.append(target)


def faults_of(visitor, per_pattern: int = 2, everyone: bool = True) -> str:
    """Everything wrong on the pages a visitor can reach, one line each."""
    found = []
    for path, answer in walk(visitor, per_pattern, everyone):
        problems = [f"status {answer.status}"] if answer.status >= 400 else []
        if "text/html" not in answer.headers.get("content-type", ""):
            visitor.faults.clear()  # what the browser's own viewer of a picture says is not ours
        else:
            problems += visitor.axe()
            if (wide := visitor.overflow()) > 0:
                problems.append(f"{wide} px wider than a screen of {visitor.width}")
        found += [f"{path} @{visitor.width}: {p}" for p in problems + visitor.faults]
        visitor.faults.clear()
    return "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
def test_public_pages_are_accessible_and_stay_home(visit, width):
    assert faults_of(visit(width=width)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("role", ROLES)
def test_working_pages_are_accessible_and_stay_home(visit, role, width):
    visitor = visit(width=width)
    visitor.sign_in(role)
    assert faults_of(visitor, per_pattern=1, everyone=False) == ""


@pytest.mark.slow
def test_english_pages_are_accessible_too(visit):
    visitor = visit(language="en-GB")
    assert faults_of(visitor, per_pattern=1) == ""


def test_the_walk_finds_a_planted_fault(visit):
    visitor = visit()
    visitor.open("/")
    visitor.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')"
    )
    assert any(line.startswith("image-alt") for line in visitor.axe())
