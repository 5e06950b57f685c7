"""The column path: hundreds of thousands of result rows checked and added up at the speed of memory."""

from siaga.engines.recap.columns.forms import MAX_FIGURE, Forms, LinearForm, compile_forms
from siaga.engines.recap.columns.table import MISSING, LevelTotals, Table, Tally

try:
    from siaga.engines.recap.columns.tally import tally
except ImportError:  # numba lags behind new Pythons; the totals are the same, only slower
    from siaga.engines.recap.columns.plain import tally

__all__ = [
    "MAX_FIGURE",
    "MISSING",
    "Forms",
    "LevelTotals",
    "LinearForm",
    "Table",
    "Tally",
    "compile_forms",
    "tally",
]
