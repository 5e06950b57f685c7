"""The readable page of the API, made on the server from its own OpenAPI description."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siaga.desks.portal.queries.openapi import operations
from siaga.desks.trail.access import public
from siaga.project.api import api


@public
@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and its answer."""
    document = api.get_openapi_schema()
    return render(
        request, "portal/api_docs.html", {"info": document["info"], "operations": operations(document)}
    )
