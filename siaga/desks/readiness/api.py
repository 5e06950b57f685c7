"""Health for programs that already speak to the API."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from siaga.desks.readiness.queries.health import health_for_machines
from siaga.desks.trail.access import public

router = Router(tags=["health"])


class CheckOut(Schema):
    name: str = Field(description="database, migrations, trail or disk")
    fit: bool
    detail: str
    milliseconds: float


class HealthOut(Schema):
    status: str = Field(description="fit or unfit")
    version: str
    checks: list[CheckOut]


@router.get("/health", response={200: HealthOut, 503: HealthOut}, summary="Health")
@public
def api_health(request: HttpRequest) -> Status:
    """Whether each thing the installation depends on works; 503 when one does not."""
    found = health_for_machines()
    checks = [
        CheckOut(name=c.name, fit=c.fit, detail=c.detail, milliseconds=c.milliseconds) for c in found.checks
    ]
    answer = HealthOut(status="fit" if found.fit else "unfit", version=settings.SIAGA_VERSION, checks=checks)
    return Status(200 if found.fit else 503, answer)
