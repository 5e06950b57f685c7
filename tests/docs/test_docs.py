"""The documentation is tested: every verb, option and page is described, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from siaga.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "packs").rglob("*.md")]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def verbs(command: click.Command = main, path: tuple[str, ...] = ("siaga",)):
    """Every verb of the command line with its full name."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from verbs(command.get_command(context, name), (*path, name))
    else:
        yield " ".join(path), command


def routes(patterns=None, prefix: str = ""):
    """Every page address of the site as a pattern, without the API and without the sign-in library's own."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver) and not route.startswith("api/"):
            yield from routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern) and not entry.callback.__module__.startswith("allauth"):
            yield "/" + route


@pytest.mark.parametrize(("name", "command"), list(verbs()), ids=lambda x: x if isinstance(x, str) else "")
def test_every_verb_and_option_is_documented(name, command):
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"## `{name}`" in text
    section = text.split(f"## `{name}`")[1].split("\n## ")[0]
    missing = [o.opts[0] for o in command.params if isinstance(o, click.Option) and o.opts[0] not in section]
    assert missing == []


def test_no_verb_is_documented_that_is_not_there():
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `([^`]+)`", text, re.M)) == {name for name, _ in verbs()}


def test_every_page_is_documented():
    text = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([^`]+)`", text, re.M))
    assert documented == set(routes())


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    targets = [t.split("#")[0] for t in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [t for t in targets if t and "://" not in t and not t.startswith("mailto:")]
    assert [t for t in local if not (page.parent / t).exists()] == []
