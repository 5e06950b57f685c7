"""The API: one router per desk, described by OpenAPI at /api/openapi.json and readable at /api/docs."""

from ninja import NinjaAPI

from siaga import __version__

api = NinjaAPI(
    title="Siaga",
    version=__version__,
    description="Public figures of the election room: only rows that pass the arithmetic of their own form.",
    docs_url=None,
    urls_namespace="api",
)
