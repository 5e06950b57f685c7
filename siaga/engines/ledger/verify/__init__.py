"""Does what is in these files stand as it was signed? Works offline, on files alone."""

from siaga.engines.ledger.verify.bundle import verify_bundle
from siaga.engines.ledger.verify.note import SUFFIX, verify_note
from siaga.engines.ledger.verify.proof import verify_proof
from siaga.engines.ledger.verify.report import Finding, ForeignError, Report, UnusableError

__all__ = [
    "SUFFIX",
    "Finding",
    "ForeignError",
    "Report",
    "UnusableError",
    "verify_bundle",
    "verify_note",
    "verify_proof",
]
