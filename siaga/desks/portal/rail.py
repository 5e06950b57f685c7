"""The rail at the left: the rooms of the house, of which each person sees those they may enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.access import actions_of

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Door:
    """A link of the rail; `action` is what one must hold to see it, empty for everyone."""

    label: Text
    view: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A door as shown: its address, and whether the page on screen lies behind it."""

    label: Text
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading; the first group has none."""

    title: Text
    items: tuple[Item, ...]


PUBLIC = (
    Door(_("Start"), "portal:home"),
    Door(_("Results"), "portal:contests"),
    Door(_("Publications"), "results:publications"),
    Door(_("Stages"), "elections:stages"),
    Door(_("Meetings"), "meetings:list"),
    Door(_("Actions"), "actions:list"),
    Door(_("Claims ledger"), "claims:ledger"),
    Door(_("Documents"), "documents:list"),
    Door(_("Regions and stations"), "places:regions"),
    Door(_("Institutions"), "offices:institutions"),
    Door(_("Grants"), "grants:grants"),
    Door(_("About and method"), "portal:about"),
)
ROOM = (
    Door(_("Readiness board"), "readiness:board", "board.read"),
    Door(_("My actions"), "actions:mine", "meetings.read"),
    Door(_("Readiness of the agencies"), "duties:matrix", "board.read"),
    Door(_("Result forms"), "results:desk", "results.read"),
    Door(_("Command post"), "results:night", "results.read"),
    Door(_("Crews and supervisors"), "staff:overview", "staff.read"),
    Door(_("Attendance"), "staff:attendance", "staff.attend"),
    Door(_("Trail"), "trail:log", "trail.read"),
    Door(_("Accounts"), "offices:accounts", "accounts.read"),
)


def groups(request: HttpRequest) -> tuple[Group, ...]:
    """The groups of the rail for whoever asks; a group with no open door is left out."""
    user = getattr(request, "user", None)  # an error page may be asked before anyone is known
    held = actions_of(user) if user is not None else frozenset()
    open_rooms = [door for door in ROOM if door.action in held]
    urls = {door: reverse(door.view) for door in (*PUBLIC, *open_rooms)}
    here = _nearest(urls.values(), request.path)
    shown = [("", PUBLIC), (_("Election room"), open_rooms)]
    return tuple(Group(title, _items(doors, urls, here)) for title, doors in shown if doors)


def _items(doors: Iterable[Door], urls: Mapping[Door, str], here: str) -> tuple[Item, ...]:
    return tuple(Item(door.label, urls[door], urls[door] == here) for door in doors)


def _nearest(urls: Iterable[str], path: str) -> str:
    """The door a page lies behind: of several, one inside the other, the innermost; empty behind none."""
    return max((url for url in urls if _behind(url, path)), key=len, default="")


def _behind(url: str, path: str) -> bool:
    """Whether a page lies behind a door: the page itself, or one below it (every page is below the first)."""
    return path == url or (url != "/" and path.startswith(url))
