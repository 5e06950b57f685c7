"""Verbs of papers: drafted for one circle, numbered and issued in one step, made void; templates and schemes.

row = draft(Order(kind="invitation", institution=…, visibility="internal", day=…, meeting=…), user)
issue(row, user)
void(row, user, "…")
"""

from siaga.desks.meetings.queries.papers import issuers
from siaga.desks.meetings.services.documents.drafting import Order, draft, keep_draft
from siaga.desks.meetings.services.documents.issuing import issue, void
from siaga.desks.meetings.services.documents.register import Numbering, set_letterhead, set_scheme
from siaga.desks.meetings.services.documents.templates import replace_template, retire_template

__all__ = [
    "Numbering",
    "Order",
    "draft",
    "issue",
    "issuers",
    "keep_draft",
    "replace_template",
    "retire_template",
    "set_letterhead",
    "set_scheme",
    "void",
]
