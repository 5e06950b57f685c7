"""What the trail is told of a version: bound at once, shown when it counts."""

from __future__ import annotations

from typing import Any

from siaga.desks.results.models import Kind, ResultVersion


def told_of(version: ResultVersion) -> dict[str, Any]:
    """What the trail says about a new version."""
    return {"figures": version.figures} | covered(version)


def covered(version: ResultVersion) -> dict[str, Any]:
    """The same without the figures, which the second person must not read before they have read the paper;
    the digest binds them without telling them, and the entry of the second reading shows them.
    """
    rules = [finding["rule"] for finding in version.findings]
    return {"errors": version.errors, "findings": rules, "digest": version.digest}


def uncovered(version: ResultVersion) -> dict[str, Any]:
    """What the trail says of a version that counts now: all that was covered, so that its digest can be
    recomputed.
    """
    why = {"correction_reason": version.reason} if version.kind == Kind.CORRECTION else {}
    return {"figures": version.figures, "nonce": version.nonce} | why
