"""Behind a proxy that speaks TLS: no endless redirect, and secure cookies."""

from __future__ import annotations

import os
import subprocess
import sys

ASK = """
import django
django.setup()
from django.conf import settings
from django.middleware.security import SecurityMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

ask = SecurityMiddleware(lambda request: HttpResponse())
for headers in ({}, {"x-forwarded-proto": "http"}, {"x-forwarded-proto": "https"}):
    print(ask(RequestFactory(headers=headers).get("/")).status_code)
print(settings.SESSION_COOKIE_SECURE)
"""


def answers(tls: str) -> list[str]:
    """What a request gets by plain HTTP, and through a proxy that was called by HTTP and by HTTPS."""
    environ = os.environ | {"SIAGA_TLS": tls, "DJANGO_SETTINGS_MODULE": "siaga.project.settings"}
    run = subprocess.run([sys.executable, "-c", ASK], env=environ, check=True, capture_output=True, text=True)
    return run.stdout.split()


def test_with_tls_only_what_came_by_it_is_answered() -> None:
    assert answers("1") == ["301", "301", "200", "True"]


def test_without_tls_nothing_is_redirected() -> None:
    assert answers("0") == ["200", "200", "200", "False"]
