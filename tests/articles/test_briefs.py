"""A press brief of each meeting of the articles, as a Word file, holds every public fact of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import docx
import pytest
from docx.document import Document as WordFile

from siaga.desks.meetings.models import Action, Attendance, Claim, Conclusion, Meeting, Statement
from siaga.desks.meetings.papers import record_of
from siaga.desks.meetings.papers.circles import reader_for
from siaga.engines.documents import Letterhead, Signatory, render
from siaga.engines.documents.brief import passages, traced
from siaga.engines.documents.compose import Cover, compose

from .reading import OF_ARTICLE, Reading, facts

pytestmark = pytest.mark.django_db

MEETINGS = sorted(
    {(OF_ARTICLE[f.article], f.where.split()[-1]) for f in facts() if f.where.startswith("meeting ")}
)
ON_THE_PAGE_ONLY = {"Kepala Badan Kesbangpol selaku moderator", "Drs. Badawi Idham"}
"""How the source printed a title: beside the record on the page, not in a brief."""


@dataclass(frozen=True)
class Brief:
    """A brief as it is read, and the records its sentences come from."""

    text: str
    traced: frozenset[tuple[str, str]]


def brief_of(meeting: Meeting) -> Brief:
    """The public press brief of a meeting, composed, set as a Word file and read again."""
    everyone = reader_for("public", meeting)
    record = record_of(meeting, everyone, everyone)
    cover = Cover(
        letterhead=Letterhead(name="Pemerintah Kota Contoh"),
        signatory=Signatory(title="Sekretaris Daerah", name="Nama"),
        day=date(2026, 11, 22),
    )
    word = docx.Document(io.BytesIO(render(compose("brief", cover, record), "docx")))
    return Brief(" ".join(_texts(word)), traced(passages(record)))


def _texts(word: WordFile) -> list[str]:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in word.paragraphs), *cells]).split()


@pytest.fixture(params=MEETINGS, ids=lambda known: known[1], scope="module")
def told(request: pytest.FixtureRequest, reading: Reading) -> tuple[Meeting, Brief]:
    """A meeting and its brief."""
    city, code = request.param
    meeting = Meeting.objects.select_related("series__election").get(series__election__code=city, code=code)
    return meeting, brief_of(meeting)


def test_the_brief_holds_the_facts_of_the_article(told: tuple[Meeting, Brief]) -> None:
    meeting, brief = told
    mine = [fact for fact in facts() if fact.where == f"meeting {meeting.code}"]
    missing = [fact.text for fact in mine if fact.text not in brief.text]
    assert set(missing) <= ON_THE_PAGE_ONLY


def test_every_public_record_is_told(told: tuple[Meeting, Brief]) -> None:
    meeting, brief = told
    rows = [meeting]
    for model in (Attendance, Statement, Conclusion, Action):
        rows += model.objects.filter(meeting=meeting)
    rows += Claim.objects.filter(statement__meeting=meeting)
    assert len(rows) > 1
    assert {(row._meta.model_name, str(row.pk)) for row in rows} <= brief.traced
