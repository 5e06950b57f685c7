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


def pages(patterns=None, prefix: str = "/", desk: str = ""):
    """Every page of the site (not the API, not the sign-in library's): name, address, who may open it."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + readable(str(entry.pattern))
        if isinstance(entry, URLResolver) and address != "/api/":
            yield from pages(entry.url_patterns, address, entry.app_name or desk)
        elif isinstance(entry, URLPattern) and not entry.callback.__module__.startswith("allauth"):
            yield f"{desk}:{entry.name}".removeprefix(":"), address, admitted(entry.callback)


def readable(pattern: str) -> str:
    """The pattern as a person writes it: ``<code>`` for a part that varies."""
    pattern = re.sub(
        r"<[a-z]+:(\w+)>", r"<\1>", pattern.removeprefix("^").removesuffix("$").replace("\\", "")
    )
    while opening := re.search(r"\(\?P(<\w+>)", pattern):
        end, depth = opening.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(pattern[end], 0)
            end += 1
        pattern = pattern[: opening.start()] + opening[1] + pattern[end:]
    return pattern


def admitted(view) -> str:
    """Who may open a view: everyone, whoever is signed in, or who holds an action."""
    if getattr(view, "siaga_public", False):
        return "everyone"
    return f"`{view.siaga_action}`" if hasattr(view, "siaga_action") else "signed in"


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
    documented = set(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| ([^|]+) \|", text, re.M))
    assert documented == set(pages())


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    targets = [t.split("#")[0] for t in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [t for t in targets if t and "://" not in t and not t.startswith("mailto:")]
    assert [t for t in local if not (page.parent / t).exists()] == []
