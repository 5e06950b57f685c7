"""The count: from the rows of the stations to totals at every level, and what could still change them.

``recap`` takes the stations of one contest and explains every total. ``recap.columns`` (``tally``) counts a
whole country of rows held as columns, checking the form's identities on the way; it is imported by who needs
it, since it brings a compiler along. Both count the same (``tests/engines/recap`` proves it).
"""

from siaga.engines.recap.codes import Level
from siaga.engines.recap.model import Contest, Coverage, Recap, Region, State, Station
from siaga.engines.recap.order import FORMULA, Gap, Order, Outside, order_of
from siaga.engines.recap.totals import outside_of, recap

__all__ = [
    "FORMULA",
    "Contest",
    "Coverage",
    "Gap",
    "Level",
    "Order",
    "Outside",
    "Recap",
    "Region",
    "State",
    "Station",
    "order_of",
    "outside_of",
    "recap",
]
