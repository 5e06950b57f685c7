"""Every rule of the ledger by its code, with its sentences in two languages."""

from __future__ import annotations

from siaga.engines.doubts.catalogue.days import DAYS
from siaga.engines.doubts.catalogue.figures import FIGURES
from siaga.engines.doubts.catalogue.kind import Kind
from siaga.engines.doubts.catalogue.law import LAW
from siaga.engines.doubts.catalogue.people import PEOPLE

KINDS: dict[str, Kind] = {kind.code: kind for kind in (*FIGURES, *LAW, *DAYS, *PEOPLE)}
"""Every kind of doubt by its code."""

__all__ = ["KINDS", "Kind"]
