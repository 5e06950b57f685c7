"""The capture page of a crew: one shell for everyone, kept by the phone; what it shows comes from the API.

The shell names nobody and holds no figure, so that it may be opened, and kept, without an account.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.results.views.capture_words import words
from siaga.desks.trail.access import public

SCRIPTS = (
    "capture/store",
    "capture/outbox",
    "identities",
    "capture/page",
    "capture/photos",
    "capture/figures",
    "capture/sent",
)
SHARED = SCRIPTS[:2]
"""Scripts the service worker runs too: what waits in the phone, and sending it."""


@public
@require_safe
def capture(request: HttpRequest) -> HttpResponse:
    """The page a crew works with: photos, figures, outbox."""
    scripts = [static(f"siaga/{name}.js") for name in (*SCRIPTS, "capture/app")]
    return render(request, "results/capture.html", {"words": words(), "scripts": scripts})


@public
@never_cache
@require_safe
def capture_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the capture page; its scope is this folder of addresses and nothing else."""
    scripts = [static(f"siaga/{name}.js") for name in (*SCRIPTS, "capture/app", "capture/looking")]
    assets = [*scripts, static("siaga/capture/capture.css"), static("siaga/mark.svg")]
    shared = [static(f"siaga/{name}.js") for name in SHARED]
    context = {"assets": assets, "shared": shared}
    return render(request, "results/capture-worker.js", context, content_type="text/javascript")


@public
@require_safe
def capture_manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the capture page on its first screen."""
    icon = {"src": static("siaga/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    told = {
        "id": "/hasil/foto/",
        "name": _("Siaga: photo of the result form"),
        "short_name": "Siaga",
        "start_url": "/hasil/foto/",
        "scope": "/hasil/foto/",
        "display": "standalone",
        "background_color": "#f6f7f9",
        "theme_color": "#17345c",
        "icons": [icon, icon | {"purpose": "maskable"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")
