"""The result form: its figures, its identities, and what a row that breaks them may have meant."""

from siaga.law.form.check import Completeness, Finding, check_row, completeness

__all__ = ["Completeness", "Finding", "check_row", "completeness"]
