"""Answers of the desk's API: what an act returned, or the problem document of its refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from ninja import Schema

from siaga.desks.results.errors import BadFigures, DoesNotAddUp, Refused
from siaga.desks.results.errors_photos import ComeAgain
from siaga.desks.results.figures import finding_document
from siaga.web.problems import problem


class ProblemOut(Schema):
    """RFC 9457: one sentence, and where it applies the findings or the fields."""

    type: str
    title: str
    status: int
    detail: str
    findings: list[dict[str, Any]] | None = None
    missing: list[str] | None = None
    fields: dict[str, str] | None = None


def answered(act: Callable[[], Any]) -> Any:
    """The act's answer, or the problem document of its refusal."""
    try:
        return act()
    except DoesNotAddUp as refusal:
        findings = [finding_document(finding) for finding in refusal.findings]
        return _problem(refusal, findings=findings, missing=list(refusal.missing))
    except BadFigures as refusal:
        return _problem(refusal, fields=refusal.problems)
    except ComeAgain as refusal:
        response = _problem(refusal)
        response["Retry-After"] = str(refusal.seconds)
        return response
    except Refused as refusal:
        return _problem(refusal)
    except PermissionDenied as refusal:
        return problem(403, str(refusal))


def _problem(refusal: Refused, **more: Any) -> HttpResponse:
    return problem(refusal.status, str(refusal.sentence), **more)
