"""The mark every view carries: open to all, or the action it takes. A middleware of `offices` refuses the
unmarked.

Put the mark outermost, above any other decorator: ``path("", public(view))`` or ``@public`` on the function.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view as open to everyone, signed in or not."""
    view.siaga_public = True  # type: ignore[attr-defined]
    return view


def requires(action: str) -> Callable[[View], View]:
    """Mark a view as open to those whose role holds an action, such as ``results.confirm``."""

    def mark(view: View) -> View:
        view.siaga_action = action  # type: ignore[attr-defined]
        return view

    return mark
