"""D.HASIL, the recapitulation sheet of a district or city: one content, as PDF and as Excel."""

from siaga.desks.results.sheets.content import KINDS, RecapSheet, recap_sheet
from siaga.desks.results.sheets.excel import excel
from siaga.desks.results.sheets.pdf import pdf

__all__ = ["KINDS", "RecapSheet", "excel", "pdf", "recap_sheet"]
