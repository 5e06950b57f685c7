"""Who is acting now, so that services need not hand the actor from function to function.

The middleware sets it for a request; a command or a background task says it itself:

    with acting(Actor.system("pack load")):
        load(pack)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TypeVar

SYSTEM = "Siaga"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the machine itself, in the office or institution they act in."""

    id: str = ""
    name: str = SYSTEM
    office: str = ""

    @classmethod
    def system(cls, job: str) -> Actor:
        """The machine itself, doing a named job."""
        return cls(name=f"{SYSTEM}: {job}")


_actor: ContextVar[Callable[[], Actor]] = ContextVar("actor", default=Actor)
_office: ContextVar[str] = ContextVar("office", default="")
_request: ContextVar[str] = ContextVar("request", default="")


def current() -> Actor:
    """The actor of this request or task; the machine itself when nobody said otherwise."""
    actor = _actor.get()()
    office = _office.get()
    return replace(actor, office=office) if office else actor


def current_request() -> str:
    """The number that ties together what one request did; empty outside a request."""
    return _request.get()


@contextmanager
def acting(actor: Actor | Callable[[], Actor]) -> Iterator[None]:
    """Make `actor` the one who acts inside the block; a function is asked anew for each entry."""
    with _set(_actor, actor if callable(actor) else lambda: actor):
        yield


@contextmanager
def in_office(label: str) -> Iterator[None]:
    """State the office or institution in which the current actor acts inside the block."""
    with _set(_office, label):
        yield


@contextmanager
def in_request(number: str) -> Iterator[None]:
    """Give everything inside the block the number of one request."""
    with _set(_request, number):
        yield


@contextmanager
def _set(variable: ContextVar[T], value: T) -> Iterator[None]:
    before = variable.set(value)
    try:
        yield
    finally:
        variable.reset(before)
