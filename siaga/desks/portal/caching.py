"""Pages that a browser or proxy may keep but must ask about each time, so that a kept page is never stale.

The tag is made of everything an anonymous page depends on: the data version, the release, the language, the
election chosen in the top line, and the day (the countdown changes at midnight). It is read *before* the page
is built: if a result is confirmed in between, the page is newer than its tag, and the next question gets the
page again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from siaga.desks.elections.choice import kept
from siaga.desks.portal.queries.version import DataVersion, data_version

View = Callable[..., HttpResponse]

SETTLED = timedelta(minutes=1)
"""How old the last entry must be before a page names a Last-Modified. That header counts whole seconds and
an entry is dated a moment before it is committed; within a second, two states would share one date and a
browser that knows dates only would keep the older.
"""

STARTED = timezone.now()
"""A page can also change with the release, which changes when the process starts."""


def fresh(view: View) -> View:
    """Answer 304 to a visitor whose copy is still true. A signed-in person always gets the page anew,
    never kept.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            return response
        now = data_version()
        conditional = condition(lambda *a, **k: etag(now, kept(request)), lambda *a, **k: last_modified(now))
        return _keepable(conditional(view)(request, *args, **kwargs))

    return answered


def _keepable(response: HttpResponse) -> HttpResponse:
    """Let a good answer be kept; an error must not be, or a 304 would bring it back once it is over."""
    if response.status_code in (200, 304):
        patch_cache_control(response, public=True, no_cache=True)
        return response
    for name in ("ETag", "Last-Modified"):
        response.headers.pop(name, None)
    patch_cache_control(response, no_store=True)
    return response


def etag(version: DataVersion, chosen: str = "") -> str:
    """A quoted entity tag, weak because compression in between may change bytes but not meaning."""
    parts = (
        version.entry,
        version.digest,
        settings.SIAGA_VERSION,
        STARTED,
        get_language(),
        timezone.localdate(),
        chosen,
    )
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def last_modified(version: DataVersion) -> datetime | None:
    """When the page last changed, or None while that cannot be said in whole seconds."""
    if version.at is None or timezone.now() - version.at < SETTLED:
        return None
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return max(version.at, midnight, STARTED)
