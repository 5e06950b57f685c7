"""What is restricted stays at its table: every page, export, document, answer, search hit, feed and log line,
opened as every role, and none shows what its reader may not read.

Secret words are planted in every field of every kind of item; who may read which is said here a second time,
as a table of people and words, independently of siaga/desks/meetings/reading.py. Every address of the site is
opened, with the number of every secret row, with and without a download, and what comes back is searched,
inside Word, Excel, PDF and zip files too.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from siaga.desks.meetings import models as m
from siaga.desks.meetings.services import actions, agenda, claims, evidence, meetings, publishing, reminders
from siaga.desks.meetings.services.audience import audience
from siaga.desks.meetings.services.documents.drafting import Order, draft
from siaga.desks.meetings.services.wording_of_calls import worded
from siaga.desks.offices.access import today
from siaga.desks.offices.models import Institution, User
from siaga.desks.offices.roles import STATION_ROLES, Role
from siaga.desks.readiness.models import Duty
from siaga.desks.trail.models import Entry
from tests.kit.meetings import Table, body, coordination, fresh
from tests.kit.people import person, region, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RESTRICTED, INTERNAL, PUBLIC = m.Visibility.RESTRICTED, m.Visibility.INTERNAL, m.Visibility.PUBLIC
SECRET_VALUE = 987654321
AT_THE_TABLE = {Role.FORUM_MEMBER, Role.COMMISSIONER, Role.SUPERVISOR, Role.SECRETARIAT}
READERS = AT_THE_TABLE | {
    Role.AGENCY_OFFICER,
    Role.COMMISSION_STAFF,
    Role.DISTRICT_COMMITTEE,
    Role.DISTRICT_SUPERVISOR,
    Role.AUDITOR,
}
NOT_A_PAGE = {"check-in", "calendar", "language", "choose-election"}
"""Addresses with a secret of their own, or that only send somewhere else."""


@dataclass
class World:
    """What was planted: every word, and the institutions whose own word it is."""

    table: Table
    inside: tuple[Institution, ...]
    outside: Institution
    words: dict[str, tuple[Institution, ...]] = field(default_factory=dict)
    internal: set[str] = field(default_factory=set)

    def word(self, name: str, *own: Institution) -> str:
        self.words[f"RAHASIA{name}"] = own
        return f"RAHASIA{name}"

    def quiet(self, name: str) -> str:
        self.internal.add(f"DALAM{name}")
        return f"DALAM{name}"

    def hidden_from(self, role: str, institution: Institution | None) -> set[str]:
        """The words that a person of this role at this institution must never meet."""
        if role not in READERS:
            return set(self.words) | self.internal | {str(SECRET_VALUE)}
        if role in AT_THE_TABLE and institution in self.inside:
            return set()
        others = {word for word, own in self.words.items() if institution not in own}
        return others | ({str(SECRET_VALUE)} if "RAHASIAklaim" in others else set())


@pytest.fixture
def world() -> World:
    table = coordination()
    outside = body("kodim-0411", "Kodim 0411", Institution.Kind.ARMY)
    made = World(table, (table.city, table.police, table.kpu), outside)
    _public_meeting(made)
    _closed_meeting(made)
    _duty(made)
    return made


def _public_meeting(world: World) -> None:
    """A meeting everyone may read, with an item of every kind that is for the table alone."""
    table, police = world.table, world.table.police
    meeting = table.invited(visibility=PUBLIC, title="Rapat terbuka")
    point = agenda.Point(title=world.word("agenda"), note=world.word("catatan"), visibility=RESTRICTED)
    agenda.add_point(meeting, table.writer, point)
    meeting = meetings.hold(meeting, table.writer, fresh(meeting).revision)
    table.say(meeting, "Polres menyiapkan dua peleton.", institution=police, visibility=PUBLIC)
    table.say(meeting, world.quiet("pernyataan"), institution=table.kpu, topic=world.quiet("topik"))
    secret = table.say(
        meeting, world.word("pernyataan", police), institution=police, visibility=RESTRICTED,
        topic=world.word("topik", police), person=world.word("orang", police),
    )  # fmt: skip
    figure = claims.Named(
        subject="personel", label=world.word("klaim", police), region=region("18.72"), unit="orang",
        value=Decimal(SECRET_VALUE), printed=world.word("cetak", police), institution=police,
        visibility=RESTRICTED,
    )  # fmt: skip
    claims.enter_claim(secret, table.writer, figure, uuid4())
    held = table.conclude(meeting, world.word("kesimpulan"), visibility=RESTRICTED)
    _action(world, meeting, held)
    publishing.publish(meeting, table.writer, fresh(meeting).revision)
    for kind in ("minutes", "report", "brief"):
        for circle in (PUBLIC, INTERNAL, RESTRICTED):
            _paper(world, fresh(meeting), kind, circle)


def _action(world: World, meeting: m.Meeting, held: m.Conclusion) -> None:
    table, agency = world.table, world.table.agency
    owner = agency.memberships.get().institution
    action = actions.create(
        meeting, table.writer,
        actions.Plan(
            title=world.word("tugas", owner), owner=owner, due=today(), visibility=RESTRICTED,
            due_printed=world.word("tempo", owner), conclusion=held,
        ),
    )  # fmt: skip
    shown = evidence.Shown(text=world.word("bukti", owner), client_id=uuid4())
    evidence.show(action, agency, shown)
    actions.escalate(action, table.writer, world.word("alasan", owner))


def _closed_meeting(world: World) -> None:
    """A meeting nobody but the table knows of: even its title is a secret."""
    table = world.table
    meeting = table.invited(
        visibility=RESTRICTED, title=world.word("judul"), venue=world.word("tempat"),
        purpose=world.word("maksud"),
    )  # fmt: skip
    meeting = meetings.hold(meeting, table.writer, fresh(meeting).revision)
    table.say(meeting, world.word("ucapan"), institution=table.kpu, visibility=PUBLIC)
    held = table.conclude(meeting, world.word("putusan"))
    plan = actions.Plan(title=world.word("suruhan"), owner=table.police, due=today(), conclusion=held)
    actions.create(meeting, table.writer, plan)
    ahead = table.planned(visibility=RESTRICTED, title=world.word("depan"))
    assert ahead.agenda.exists(), "open actions come back on the next agenda"
    _paper(world, fresh(meeting), "minutes", RESTRICTED)
    _paper(world, fresh(meeting), "invitation", RESTRICTED)


def _duty(world: World) -> None:
    owner = world.table.agency.memberships.get().institution
    meeting = m.Meeting.objects.get(title="Rapat terbuka")
    Duty.objects.create(
        election=world.table.election, code="tugas-1", institution=owner, area="security", meeting=meeting,
        text=world.word("kesiapan", owner), visibility=RESTRICTED,
    )  # fmt: skip


def _paper(world: World, meeting: m.Meeting, kind: str, circle: str) -> None:
    table = world.table
    order = Order(kind=kind, institution=table.city, visibility=circle, day=today(), meeting=meeting)
    draft(order, table.writer)


# --- every address


def patterns(
    resolver: Any = None, space: tuple[str, ...] = (), before: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address of the site with the parts it needs."""
    for pattern in (resolver or get_resolver()).url_patterns:
        parts = before + _parts(pattern)
        if isinstance(pattern, URLResolver):
            inner = (*space, pattern.namespace) if pattern.namespace else space
            yield from patterns(pattern, inner, parts)
        elif isinstance(pattern, URLPattern) and pattern.name not in NOT_A_PAGE | {None}:
            yield ":".join((*space, pattern.name)), parts


def _parts(pattern: URLPattern | URLResolver) -> tuple[str, ...]:
    described = pattern.pattern
    return tuple(getattr(described, "converters", None) or described.regex.groupindex)


ROWS = (
    *(m.Meeting, m.Series, m.AgendaItem, m.Attendance, m.Statement, m.Conclusion),
    *(m.Action, m.Evidence, m.Claim, m.IssuedDocument, Duty),
)


def fillings(world: World) -> dict[str, list[Any]]:
    """What can stand for each part of an address, desk by desk: the numbers of the rows with secrets."""
    numbers = {model: list(model.objects.values_list("pk", flat=True)) for model in ROWS}
    return {
        "meetings.pk": sorted({*numbers[m.Meeting], *numbers[m.Series]}),
        "meetings.point": numbers[m.AgendaItem],
        "meetings.line": numbers[m.Attendance][:1],
        "meetings.item": sorted({*numbers[m.Statement], *numbers[m.Conclusion]}),
        "meetings.passage": ["opening", "statement", "conclusion"],
        "meetings.number": [1],
        "actions.pk": numbers[m.Action],
        "actions.meeting": numbers[m.Meeting],
        "actions.evidence": numbers[m.Evidence],
        "claims.code": ["personel"],
        "claims.region": ["18.72"],
        "claims.unit": ["orang"],
        "claims.name": ["disagreement:claim:1"],
        "claims.statement": numbers[m.Statement],
        "claims.record": [f"claim:{pk}" for pk in numbers[m.Claim]],
        "claims.claim": numbers[m.Claim],
        "documents.pk": numbers[m.IssuedDocument],
        "documents.format": ["docx", "pdf"],
        "documents.name": ["press_brief"],
        "duties.pk": numbers[Duty],
        "duties.number": [1],
        "duties.code": [world.table.agency.memberships.get().institution.code],
        "offices.code": [world.table.police.code, world.table.agency.memberships.get().institution.code],
        "trail.index": list(Entry.objects.values_list("index", flat=True)),
        "readiness.number": [1],
        "readiness.form": ["pdf"],
    }


UNTOUCHED = {"results", "receipts", "places", "elections", "grants", "staff", "portal", ""}
"""Desks whose addresses name no row of a meeting; those of theirs without a part are opened all the same."""


LISTS = {"meetings", "actions", "claims", "documents", "duties", "readiness", "grants", "portal", "trail"}
ASKED = ("", "?unduh=csv", "?unduh=xlsx", "?cari=RAHASIA", "?q=RAHASIA")
"""Lists are also downloaded and searched."""
WITHOUT_A_ROW = {("trail", "size"), ("offices", "batch"), ("offices", "pk")}


def addresses(world: World) -> Iterator[str]:
    """Every address worth opening; a part that nobody taught this test is a failure."""
    filled = fillings(world)
    for name, parts in patterns():
        space = name.rpartition(":")[0]
        if not parts:
            yield from (reverse(name) + asked for asked in (ASKED if space in LISTS else ("",)))
        elif space not in UNTOUCHED and not space.startswith("api"):
            yield from _filled(
                name, [(part, filled[f"{space}.{part}"]) for part in parts if _known(filled, space, part)]
            )
    yield from ("/api/rapat", "/api/meetings", "/api/actions")


def _known(filled: dict[str, list[Any]], space: str, part: str) -> bool:
    if f"{space}.{part}" not in filled:
        assert (space, part) in WITHOUT_A_ROW, f"teach this test how to fill {part} of {space}"
        return False
    return True


def _filled(name: str, parts: list[tuple[str, list[Any]]]) -> Iterator[str]:
    for values in itertools.product(*(values for _, values in parts)):
        try:
            yield reverse(name, kwargs=dict(zip((part for part, _ in parts), values, strict=True)))
        except NoReverseMatch:
            return


# --- what comes back


def text_of(response: HttpResponse) -> str:
    """Everything a reader can get out of an answer: its headers, its text, the text inside its files."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    head = " ".join(f"{name}: {value}" for name, value in response.items())
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
            return head + re.sub(r"<[^>]+>", "", inside) + inside
    if content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(content))
        return head + str(pages.metadata) + "".join(page.extract_text() for page in pages.pages)
    return head + content.decode("utf-8", "replace")


def found_in(text: str, hidden: set[str]) -> set[str]:
    """The hidden words in a text; digits count whatever stands between their thousands."""
    bare = re.sub(r"(?<=\d)[.,\s\u202f\u00a0](?=\d{3})", "", text)
    joined = re.sub(r"\s+", "", text)
    return {word for word in hidden if word in text or word in bare or word in joined}


def leaks(client: Client, world: World, hidden: set[str]) -> list[str]:
    """Every address that shows a hidden word to this client."""
    found = []
    for address in addresses(world):
        response = client.get(address)
        asked = {word for word in hidden if f"={word}" in address}
        if shown := found_in(text_of(response), hidden - asked):
            found.append(f"{address} ({response.status_code}): {sorted(shown)}")
    return found


def _person(role: str, institution: Institution) -> User:
    return person(role) if role in STATION_ROLES else person(role, institution=institution)


def test_a_visitor_meets_nothing_but_what_is_public(world, caplog):
    caplog.set_level(logging.DEBUG)
    hidden = world.hidden_from("", None)
    assert leaks(Client(), world, hidden) == []
    assert found_in(caplog.text, hidden) == set()


@pytest.mark.parametrize("role", Role.values)
def test_nobody_meets_the_secrets_of_a_table_they_do_not_sit_at(world, role, caplog):
    caplog.set_level(logging.DEBUG)
    hidden = world.hidden_from(role, world.outside)
    assert leaks(signed_in(_person(role, world.outside)), world, hidden) == []
    assert found_in(caplog.text, set(world.words)) == set()


@pytest.mark.parametrize("role", ["agency_officer", "commission_staff", "auditor"])
def test_to_be_invited_is_not_enough_without_the_right(world, role):
    hidden = world.hidden_from(role, world.table.kpu)
    assert "RAHASIAjudul" in hidden
    assert leaks(signed_in(_person(role, world.table.kpu)), world, hidden) == []


def test_the_table_itself_reads_every_word_somewhere(world):
    """The walk would find a leak: it finds every word for those who may read it."""
    client = signed_in(world.table.writer)
    pages = "".join(text_of(client.get(address)) for address in addresses(world) if "?" not in address)
    shown = set(world.words) | world.internal
    assert found_in(pages, shown) == shown


def test_the_trail_and_the_log_hold_no_secret_at_all(world):
    kept = " ".join(Entry.objects.values_list("canonical", flat=True))
    assert found_in(kept, {*world.words, str(SECRET_VALUE)}) == set()


def test_a_reminder_names_no_secret(world):
    reminders.write_reminders(today(), audience())
    calls = list(m.Reminder.objects.select_related("action__meeting", "user"))
    assert calls, "an escalated action calls somebody"
    for scheme in ("mailto", "tgram"):
        assert found_in(" ".join(worded(calls, scheme)), set(world.words)) == set()
