"""Result rows in: CSV, Parquet, KPU's public JSON; from a file, a folder or an address."""

from siaga.engines.intake.checking import Checked, Outcome, Register, check_items
from siaga.engines.intake.guess import guess_profile
from siaga.engines.intake.register import read_register
from siaga.engines.intake.rows import Item, Problem, ResultRow, Sheet, SourceError
from siaga.engines.intake.sources import items_of, read

__all__ = [
    "Checked",
    "Item",
    "Outcome",
    "Problem",
    "Register",
    "ResultRow",
    "Sheet",
    "SourceError",
    "check_items",
    "guess_profile",
    "items_of",
    "read",
    "read_register",
]
