"""The API: one router per desk, described by OpenAPI at /api/openapi.json and readable at /api/docs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.throttling import AnonRateThrottle

from siaga import __version__
from siaga.desks.elections.api import router as elections_router
from siaga.desks.meetings.api import router as meetings_router
from siaga.desks.places.api import router as places_router
from siaga.desks.portal.api import router as public_router
from siaga.desks.readiness.api import router as health_router
from siaga.desks.results.api import router as desk_router
from siaga.web.problems import MEDIA_TYPE, problem

ROOM = "/api/desk/"


class HouseAPI(NinjaAPI):
    """Ninja with the house's manners: public answers for any host, errors as problem documents."""

    def __init__(self, **manner: Any) -> None:
        super().__init__(**manner)
        self._described: dict[str, OpenAPISchema] = {}

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        return _open(request, super().create_temporal_response(request))

    def on_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse:
        return _open(request, super().on_exception(request, exc))

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, made once for each place where the API stands: no operation is added later."""
        root = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if root not in self._described:
            self._described[root] = self._describe(root)
        return self._described[root]

    def _describe(self, root: str) -> OpenAPISchema:
        """The description, with the errors under the media type they are sent as."""
        schema = super().get_openapi_schema(path_prefix=root)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and status != 503:
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


def _open(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let pages of other hosts read what is public; the room's own operations stay with this host."""
    if request.path.startswith(ROOM):
        return response
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, X-Request-ID"
    return response


api = HouseAPI(
    title="Siaga",
    version=__version__,
    description="Public figures of the election room: only rows that pass the arithmetic of their own form. "
    "A working tool and publication aid; the official result is the stepwise paper recapitulation of KPU.",
    docs_url=None,
    urls_namespace="api",
    throttle=[AnonRateThrottle(settings.SIAGA_API_RATE)],
)
api.add_router("", public_router)
api.add_router("", places_router)
api.add_router("", elections_router)
api.add_router("", meetings_router)
api.add_router("", health_router)
api.add_router("desk", desk_router)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, exc: Http404) -> HttpResponse:
    """404 with the sentence that says what is not there."""
    return problem(404, str(exc) or "There is nothing at this address.")


@api.exception_handler(HttpError)
def refused(request: HttpRequest, exc: HttpError) -> HttpResponse:
    """Any status an operation answers with on purpose, 429 of the rate limit included."""
    response = problem(exc.status_code, str(exc))
    if wait := getattr(exc, "wait", None):
        response["Retry-After"] = str(wait)
    return response


@api.exception_handler(ValidationError)
def unusable(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """422 that names each unusable parameter."""
    errors = [_error(error) for error in exc.errors]
    names = ", ".join(error["parameter"] for error in errors)
    return problem(422, f"These parameters cannot be used: {names}.", errors=errors)


def _error(error: dict[str, Any]) -> dict[str, str]:
    *_, name = error["loc"]
    return {"parameter": str(name), "message": error["msg"]}
