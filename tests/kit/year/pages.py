"""The pages of the coordination desks in a year of a large city, each with who may open it.

for page in pages_of(year):
        clients[page.reader].get(page.address)      # page.name holds no numbers of rows
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from siaga.desks.grants.models import Grant
from siaga.desks.meetings.models import Action, IssuedDocument, Meeting, Series, Visibility
from siaga.desks.meetings.queries.ledger import doubt_lines, ledger_of
from siaga.desks.readiness.models import Duty
from tests.kit.people import person, signed_in

VISITOR, OFFICER, FORUM, STAFF = "visitor", "agency_officer", "forum_member", "commission_staff"
EVERYBODY, ROOM, TABLE, CREWS = (VISITOR, OFFICER, FORUM), (OFFICER, FORUM), (FORUM,), (STAFF,)
STATION = "1872111001001"


@dataclass(frozen=True, slots=True)
class Page:
    """An address, opened by one kind of reader."""

    name: str
    address: str
    reader: str


LISTS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    EVERYBODY: (
        *("/", "/cari/?q=logistik", "/tahapan/", "/lembaga/"),
        *("/rapat/", "/rapat/?cari=logistik", "/tindak-lanjut/", "/tindak-lanjut/ringkasan/"),
        *("/klaim/", "/klaim/keraguan/", "/klaim/terperiksa/"),
        *("/dokumen/", "/hibah/", "/hibah/jatuh-tempo/", "/personel/publik/"),
    ),
    ROOM: (
        *("/papan/", "/papan/lampu/", "/papan/laporan/", "/kesiapan/", "/kesiapan/daftar/"),
        *("/rapat/kehadiran/", "/tindak-lanjut/milik-saya/", "/tindak-lanjut/?late=overdue"),
    ),
    TABLE: (
        *("/personel/", "/personel/kursi/", "/personel/kekurangan/", "/personel/pergantian/"),
        *("/personel/wilayah/18.72.11/", f"/personel/tps/{STATION}/"),
    ),
    CREWS: ("/personel/hadir/", f"/personel/hadir/{STATION}/"),
}


def clients_of(year: Any) -> dict[str, Client]:
    """A browser for each kind of reader; the member of the forum is of the body that convenes a series."""
    body = year.institutions[0]
    return {
        VISITOR: Client(),
        OFFICER: signed_in(person("agency_officer", institution=year.institutions[1])),
        FORUM: signed_in(person("forum_member", institution=body)),
        STAFF: signed_in(person("commission_staff")),
    }


def pages_of(year: Any) -> list[Page]:
    """Every list, and of every kind of record the page of the one with most on it that all may read."""
    lists = [
        Page(address, address, reader)
        for readers, addresses in LISTS.items()
        for address in addresses
        for reader in readers
    ]
    details = [Page(name, address, reader) for name, address, readers in _details(year) for reader in readers]
    return lists + details


def _details(year: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    public = {"visibility": Visibility.PUBLIC}
    held = Meeting.objects.filter(state=Meeting.State.HELD, series__election=year.election)
    busiest = held.filter(**public).annotate(n=Count("statements__claims")).order_by("-n", "pk")[0]
    open_meeting = {"meeting__visibility": Visibility.PUBLIC, "meeting__series__election": year.election}
    done = Action.objects.filter(**public, **open_meeting, state="done").order_by("pk")[0]
    duty = Duty.objects.filter(**public, **open_meeting, standing="done").order_by("pk")[0]
    paper = IssuedDocument.objects.filter(**public, state="issued", meeting__isnull=False).order_by("pk")[0]
    grant = Grant.objects.filter(election=year.election).order_by("pk")[0]
    yield "/rapat/N/", reverse("meetings:meeting", args=[busiest.pk]), EVERYBODY
    yield "/rapat/rangkaian/N/", reverse("meetings:series", args=[_series(year).pk]), EVERYBODY
    yield "/tindak-lanjut/N/", reverse("actions:action", args=[done.pk]), EVERYBODY
    yield "/dokumen/N/", reverse("documents:document", args=[paper.pk]), EVERYBODY
    yield "/hibah/N/", reverse("grants:grant", args=[year.election.code, grant.code]), EVERYBODY
    yield "/kesiapan/tugas/N/", reverse("duties:duty", args=[duty.pk]), ROOM
    yield "/kesiapan/lembaga/N/", reverse("duties:institution", args=[duty.institution.code]), ROOM
    yield "/lembaga/N/", reverse("offices:institution", args=[duty.institution.code]), EVERYBODY
    yield "/klaim/pokok/N/", reverse("claims:subject", args=["pokok-1", "18.72", "orang"]), EVERYBODY
    yield "/klaim/keraguan/N/", reverse("claims:doubt", args=[_doubt(year)]), EVERYBODY


def _series(year: Any) -> Series:
    return Series.objects.filter(election=year.election, code="seri-forum").get()


def _doubt(year: Any) -> str:
    """The name of a doubt that everybody may read."""
    ledger = ledger_of(year.election, AnonymousUser())
    return next(line.name for line in doubt_lines(year.election, ledger) if line.meeting)
