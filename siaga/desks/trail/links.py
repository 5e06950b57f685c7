"""The seam between desks that must not know each other.

A desk answers to an event under a name of its own; another desk announces the event. Handlers run in the
order they were registered, inside the announcer's transaction: when one fails, everything the announcer did
is undone.

    links.register("pack.loaded", "results.expect_rows", expect_rows)      # in AppConfig.ready
    links.announce("pack.loaded", election=election)                        # in a service
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Handler = Callable[..., Any]

_handlers: dict[str, dict[str, Handler]] = {}


def register(event: str, name: str, handler: Handler) -> None:
    """Let `handler` answer to `event`; raise ValueError when the name is taken by another function."""
    taken = _handlers.setdefault(event, {}).setdefault(name, handler)
    if taken is not handler:
        raise ValueError(f"{name} already answers to {event} with {taken!r}")


def unregister(event: str, name: str) -> None:
    """Take a handler away again; raise KeyError when there is none of that name."""
    del _handlers[event][name]


def announce(event: str, **facts: Any) -> dict[str, Any]:
    """Call every handler of `event` with the facts; return what each one answered, by name."""
    return {name: handler(**facts) for name, handler in _handlers.get(event, {}).items()}


def names(event: str) -> list[str]:
    """Who answers to `event`, in order."""
    return list(_handlers.get(event, {}))
