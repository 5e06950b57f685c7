"""Numbers: the next one, without a gap, never twice; what was issued stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from siaga.desks.meetings.errors import NotNow, NotYours, ReasonMissing, Refused
from siaga.desks.meetings.models import IssuedDocument, PaperKind, Scheme
from siaga.desks.meetings.services import actions, agenda, publishing, record
from siaga.desks.meetings.services.documents import (
    Numbering,
    Order,
    draft,
    issue,
    keep_draft,
    set_scheme,
    void,
)
from siaga.desks.trail.models import Entry
from siaga.engines.documents.samples import sample
from tests.kit.meetings import Table, coordination, fresh

PATTERN = "{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}"


@pytest.fixture
def table(db) -> Table:
    table = coordination()
    set_scheme(table.kesbangpol, Numbering("", PATTERN, "200", "B.4"), table.writer)
    return table


@pytest.fixture(autouse=True)
def english():
    """The refusals below are told apart by their words."""
    with override("en"):
        yield


def letter(table: Table, day: date = date(2024, 11, 1), **order) -> IssuedDocument:
    usual = {"kind": "letter", "institution": table.kesbangpol, "visibility": "internal", "day": day}
    texts = {"subject": "Data", "addressees": ("KPU",), "paragraphs": ("Mohon data.",)}
    return draft(Order(**usual | {"texts": texts} | order), table.writer)


def test_numbers_run_on_within_the_year(table):
    numbers = [issue(letter(table), table.writer).number for _ in range(3)]
    assert numbers == ["200/001/B.4/XI/2024", "200/002/B.4/XI/2024", "200/003/B.4/XI/2024"]
    assert issue(letter(table, date(2025, 1, 2)), table.writer).number == "200/001/B.4/I/2025"
    assert issue(letter(table), table.writer, "005").number == "005/004/B.4/XI/2024"


def test_a_kind_with_its_own_scheme_has_its_own_register(table):
    set_scheme(table.kesbangpol, Numbering("invitation", "UND-{urut}/{tahun}"), table.writer)
    meeting = table.invited()
    issue(letter(table), table.writer)
    row = letter(table, kind="invitation", meeting=meeting, texts={})
    assert issue(row, table.writer).number == "UND-1/2024"


def test_a_void_paper_keeps_its_number(table):
    first = issue(letter(table), table.writer)
    row = void(first, table.writer, "Salah tujuan")
    assert (row.state, row.number, row.void_reason) == ("void", first.number, "Salah tujuan")
    assert issue(letter(table), table.writer).number == "200/002/B.4/XI/2024"
    with pytest.raises(NotNow):
        void(row, table.writer, "lagi")


def test_a_draft_that_is_given_up_takes_no_number(table):
    void(letter(table), table.writer, "batal")
    assert issue(letter(table), table.writer).number == "200/001/B.4/XI/2024"


def test_a_later_version_is_a_new_row(table):
    first = issue(letter(table), table.writer)
    second = issue(letter(table, replaces=first), table.writer)
    assert second.replaces == first and second.number != first.number
    with pytest.raises(NotYours):
        letter(table, institution=table.city, replaces=first)


@pytest.mark.parametrize("noun", ["statement", "conclusion", "point", "action"])
@pytest.mark.parametrize(
    "words", ["Titik rawan di TPS 7.", "Dijaga. Sandi operasi malam itu adalah Merpati."]
)
def test_what_was_closed_after_the_draft_is_not_issued(table, noun, words):
    meeting = table.held(visibility="public")
    close = {
        "statement": lambda: said(table, meeting, words),
        "conclusion": lambda: concluded(table, meeting, words),
        "point": lambda: put(table, meeting, words),
        "action": lambda: given(table, meeting, words),
    }[noun]()
    publishing.publish(meeting, table.writer, fresh(meeting).revision)
    row = letter(table, kind="brief", meeting=fresh(meeting), visibility="public", texts={})
    kept = letter(table, kind="brief", meeting=fresh(meeting), visibility="restricted", texts={})
    close()
    with pytest.raises(Refused):
        issue(row, table.writer)
    assert issue(kept, table.writer).state == "issued"
    again = letter(table, kind="brief", meeting=fresh(meeting), visibility="public", texts={})
    assert issue(again, table.writer).state == "issued"


def said(table: Table, meeting, words: str):
    row = table.say(meeting, words, visibility="public")
    return lambda: record.describe(row, table.writer, record.Said(visibility="restricted"))


def concluded(table: Table, meeting, words: str):
    row = table.conclude(meeting, words, visibility="public")
    return lambda: record.describe(row, table.writer, record.Held(visibility="restricted"))


def put(table: Table, meeting, words: str):
    row = agenda.add_point(meeting, table.writer, agenda.Point(words, visibility="public"))
    return lambda: agenda.change_point(row, table.writer, agenda.Point(words, visibility="restricted"))


def given(table: Table, meeting, words: str):
    row = actions.create(meeting, table.writer, actions.Plan(title=words, visibility="public"))
    closed = actions.Plan(title=words, visibility="restricted")
    return lambda: actions.change(row, table.writer, closed, "pengamanan")


def test_refusals(table):
    row = letter(table)
    with pytest.raises(ReasonMissing):
        void(row, table.writer, "  ")
    for stranger in (table.police_member, table.chair, table.commissioner):
        with pytest.raises((NotYours, NotNow)):
            issue(row, stranger)
        with pytest.raises(NotYours):
            draft(
                Order(kind="letter", institution=table.kesbangpol, visibility="internal", day=row.day),
                stranger,
            )
    with pytest.raises(NotYours):
        letter(table, institution=table.police)
    issue(row, table.writer)
    with pytest.raises(NotNow):
        issue(row, table.writer)


def test_without_a_scheme_only_lists_and_briefs_go_out(table):
    meeting = table.held()
    row = letter(table, institution=table.city)
    with pytest.raises(Refused, match="numbers its papers"):
        issue(row, table.writer)
    attendance = letter(table, institution=table.city, kind="attendance", meeting=meeting, texts={})
    assert issue(attendance, table.writer).number == ""


def test_a_number_that_was_given_before_is_refused(table):
    set_scheme(table.kesbangpol, Numbering("circular", "200/{urut:03}/B.4/XI/{tahun}"), table.writer)
    issue(letter(table), table.writer)
    with pytest.raises(Refused, match="given before"):
        issue(letter(table, kind="circular"), table.writer)


@pytest.mark.parametrize("pattern", ["{urut}", "{urut}/{tahun}/{nama}", "{{7*7}}{urut}{tahun}"])
def test_patterns_that_cannot_number(table, pattern):
    with pytest.raises(Refused):
        set_scheme(table.kesbangpol, Numbering("", pattern), table.writer)
    assert Scheme.objects.get().pattern == PATTERN


def test_a_new_pattern_goes_on_counting(table):
    issue(letter(table), table.writer)
    set_scheme(table.kesbangpol, Numbering("", "{urut}/{tahun}"), table.writer)
    assert issue(letter(table), table.writer).number == "2/2024"


def test_minutes_wait_for_both_signatures(table):
    meeting = table.held()
    row = letter(table, kind="minutes", meeting=meeting, texts={})
    with pytest.raises(Refused, match="signed"):
        issue(row, table.writer)


def test_a_report_of_another_desk_is_kept_too(table):
    row = keep_draft(sample("report"), table.kesbangpol, table.writer, visibility="internal")
    assert issue(row, table.writer).number == "200/001/B.4/X/2024"
    assert row.meeting is None and row.kind == PaperKind.REPORT


def test_the_trail_tells_it(table):
    row = issue(letter(table), table.writer)
    void(row, table.writer, "Salah")
    acts = Entry.objects.filter(subject_type="meetings.issueddocument").order_by("index")
    assert [entry.action for entry in acts] == ["documents.draft", "documents.issue", "documents.void"]
    assert acts[1].after["number"] == row.number


def test_of_a_restricted_paper_the_trail_tells_no_word(table):
    meeting = table.held()
    table.say(meeting, "Rahasia merah", visibility="restricted")
    row = letter(
        table,
        visibility="restricted",
        meeting=meeting,
        texts={"subject": "Rahasia merah", "addressees": ("x",)},
    )
    void(row, table.writer, "Rahasia merah bocor")
    entries = Entry.objects.filter(subject_type="meetings.issueddocument")
    assert entries and "merah" not in " ".join(entry.canonical + entry.subject_label for entry in entries)


# ---- the database itself ---------------------------------------------------------------------------------

ISSUED = "UPDATE meetings_issueddocument SET {} WHERE state = 'issued'"
NUMBERED = (
    "UPDATE meetings_issueddocument SET state = 'issued', {}, "
    "scheme_id = (SELECT MIN(id) FROM meetings_scheme), "
    "issued_at = made_at, issued_by_id = made_by_id WHERE state = 'draft'"
)
BACK = "state = 'draft', number = '', scheme_id = NULL, year = NULL, sequence = NULL, issued_at = NULL"
ATTACKS = {
    "another title": ISSUED.format("title = 'x'"),
    "other content": ISSUED.format("content = '{}'"),
    "other readers": ISSUED.format("visibility = 'public'"),
    "another number": ISSUED.format("number = 'X'"),
    "a draft again": ISSUED.format(BACK),
    "void without a reason": ISSUED.format("state = 'void'"),
    "removed": "DELETE FROM meetings_issueddocument",
    "a gap": NUMBERED.format("sequence = 9, number = 'Y', year = 2024"),
    "a number twice": NUMBERED.format("sequence = 2, number = '200/001/B.4/XI/2024', year = 2024"),
    "another year": NUMBERED.format("sequence = 1, number = 'Z', year = 2023"),
    "another institution": (
        "UPDATE meetings_issueddocument SET institution_id = (SELECT MAX(id) FROM offices_institution)"
    ),
    "the scheme of another": "UPDATE meetings_scheme SET kind = 'letter'",
    "a scheme removed": "DELETE FROM meetings_scheme",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_raw_sql_changes_nothing_that_was_issued(table, attack):
    issue(letter(table), table.writer)
    letter(table)
    before = list(IssuedDocument.objects.order_by("pk").values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert list(IssuedDocument.objects.order_by("pk").values()) == before


def test_no_paper_begins_as_issued(table):
    row = letter(table)
    row.pk, row.state, row.issued_at, row.issued_by = None, "issued", timezone.now(), table.writer
    row.kind = "brief"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap(transactional_db):
    table = coordination()
    set_scheme(table.kesbangpol, Numbering("", PATTERN, "200", "B.4"), table.writer)
    drafts = [letter(table) for _ in range(8)]

    def act(row: IssuedDocument) -> None:
        try:
            issue(row, table.writer)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, drafts))
    taken = IssuedDocument.objects.filter(state="issued").values_list("sequence", flat=True)
    assert sorted(taken) == list(range(1, 9))
