"""The result form: its figures, its identities, and what a row that breaks them may have meant."""

from siaga.law.form.across import (
    Stations,
    check_pair_of_contests,
    check_recap_level,
    check_recap_sheet,
    check_writings,
)
from siaga.law.form.check import Completeness, Finding, check_row, completeness
from siaga.law.form.words import in_words, read_words

__all__ = [
    "Completeness",
    "Finding",
    "Stations",
    "check_pair_of_contests",
    "check_recap_level",
    "check_recap_sheet",
    "check_row",
    "check_writings",
    "completeness",
    "in_words",
    "read_words",
]
