"""Papers of the election room: plain data in, a Word file or a PDF out.

    document = Report(letterhead=Letterhead(name="…"), about="…", sections=(…), signatory=Signatory(…))
    word: bytes = render(document, Format.DOCX)
    pdf: bytes = render(document, Format.PDF, template=own_typst_source)

The shipped templates are under ``templates/``: a Word file with Jinja tags and a typst file for each kind.
A city may replace any of them; the fields a template may use are what `fields` gives (``docs/documents.md``).
"""

from siaga.engines.documents.model import (
    KINDS,
    AttendanceList,
    Attendee,
    Circular,
    Contribution,
    Document,
    Event,
    FollowUp,
    Invitation,
    Language,
    Letter,
    Letterhead,
    MinutesDocument,
    Moment,
    Paper,
    Passage,
    PressBrief,
    Report,
    Section,
    Sentence,
    Sheet,
    Signatory,
    Table,
    Trace,
)
from siaga.engines.documents.rendering import Format, TemplateError, render

__all__ = [
    "KINDS",
    "AttendanceList",
    "Attendee",
    "Circular",
    "Contribution",
    "Document",
    "Event",
    "FollowUp",
    "Format",
    "Invitation",
    "Language",
    "Letter",
    "Letterhead",
    "MinutesDocument",
    "Moment",
    "Paper",
    "Passage",
    "PressBrief",
    "Report",
    "Section",
    "Sentence",
    "Sheet",
    "Signatory",
    "Table",
    "TemplateError",
    "Trace",
    "render",
]
