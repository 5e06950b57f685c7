"""What the verification of a publication says in the end."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Final

from siaga.engines.ledger.verify import Finding

KIND: Final = "publication"
MOST_NAMED: Final = 100
"""Findings named one by one; a swapped table differs on every line."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that the newer publication shows otherwise, with the reasons it gives."""

    contest: str
    station: str
    before: str
    after: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Stations and voters a contest states; `unstated` stations have no number of voters.

    `digest` is the SHA-256 of one line for each station, in the order of their codes: 13 digits, a comma, the
    number of voters (nothing where it is not stated), a newline.
    """

    contest: str
    stations: int
    voters: int
    unstated: int
    digest: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(slots=True)
class Report:
    """Which publication, checked with which key, what is in it, what changed, and what is wrong.

    `notes` are lawful, and for people to read: a corrected register, a station that was added.
    """

    key: str
    pinned: bool
    digest: str = ""
    election: str = ""
    number: int = 0
    at: str = ""
    sample: bool = False
    files: int = 0
    contests: list[dict[str, Any]] = field(default_factory=list)
    registers: list[Register] = field(default_factory=list)
    register_checked: bool = False
    since: str | None = None
    changes: list[Change] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def ok(self) -> bool:
        return not self.findings

    def add(self, place: str, message: str) -> None:
        """Note a fault; beyond `MOST_NAMED` they are only counted."""
        if len(self.findings) < MOST_NAMED:
            self.findings.append(Finding(place, message))
        else:
            self.more += 1

    def note(self, place: str, message: str) -> None:
        """Note what is no fault, and must not pass unread."""
        self.notes.append(Finding(place, message))

    def as_json(self) -> dict[str, Any]:
        """Return the report as one JSON document (docs/publication.md)."""
        return {
            "ok": self.ok,
            "kind": KIND,
            "key": self.key,
            "key_pinned": self.pinned,
            "digest": self.digest,
            "election": self.election,
            "number": self.number,
            "at": self.at,
            "sample": self.sample,
            "files": self.files,
            "contests": self.contests,
            "registers": [register.as_json() for register in self.registers],
            "register_checked": self.register_checked,
            "since": self.since,
            "changes": [
                {
                    "contest": c.contest,
                    "station": c.station,
                    "before": c.before,
                    "after": c.after,
                    "reasons": list(c.reasons),
                }
                for c in self.changes
            ],
            "notes": [{"place": n.place, "message": n.message} for n in self.notes],
            "findings": [{"place": f.place, "message": f.message} for f in self.findings],
            "more_findings": self.more,
        }
