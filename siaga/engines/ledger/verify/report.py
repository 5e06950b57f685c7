"""What a verification says in the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class UnusableError(ValueError):
    """There is nothing to verify here: a file is missing or of another kind; the message says which."""


class ForeignError(UnusableError):
    """What is there is nothing a log writes; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was signed: where, what, and which entry (from 0) if it is about one."""

    place: str
    message: str
    entry: int | None = None


@dataclass(slots=True)
class Report:
    """The outcome: which log, checked with which key, how much of it, and what is wrong."""

    kind: str
    key: str
    pinned: bool
    entries: int = 0
    checkpoints: int = 0
    root: str = ""
    since: int | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def first_altered(self) -> int | None:
        """The lowest entry a finding names."""
        return min((f.entry for f in self.findings if f.entry is not None), default=None)

    def as_json(self) -> dict[str, Any]:
        """Return the report as one JSON document (docs/trail.md)."""
        return {
            "ok": self.ok,
            "kind": self.kind,
            "key": self.key,
            "key_pinned": self.pinned,
            "entries": self.entries,
            "checkpoints": self.checkpoints,
            "root": self.root,
            "since": self.since,
            "first_altered": self.first_altered,
            "findings": [{"place": f.place, "entry": f.entry, "message": f.message} for f in self.findings],
        }
