"""Does a publication prove itself? Works offline, on files alone, with no trust in whoever made them."""

from siaga.engines.publication.store import Store, is_publication, opened
from siaga.engines.publication.verify.report import Change, Register, Report
from siaga.engines.publication.verify.whole import Proven, proven, verify_publication

__all__ = [
    "Change",
    "Proven",
    "Register",
    "Report",
    "Store",
    "is_publication",
    "opened",
    "proven",
    "verify_publication",
]
