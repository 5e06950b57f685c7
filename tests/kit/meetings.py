"""A coordination table for tests: a city, its bodies, their people, a series, and a meeting in any state.

table = coordination()                        # Kesbangpol writes, the city chairs, police and KPU are asked
meeting = table.held()                        # planned, invited to, held
signed = table.signed()                       # with minutes and both signatures
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Conclusion, Meeting, Minutes, Series, Statement
from siaga.desks.meetings.services import meetings as services
from siaga.desks.meetings.services.meetings import Frame, Guest
from siaga.desks.meetings.services.record import Held, Said, add_conclusion, add_statement
from siaga.desks.meetings.services.signing import lay, sign
from siaga.desks.offices.access import today
from siaga.desks.offices.models import Institution, Office, OfficeHolder, User
from siaga.desks.places.models import StationMap
from tests.kit.people import CITY, institution, member, person, region

KIND = Institution.Kind


def body(code: str, name: str, kind: str = KIND.OTHER, where: str = CITY) -> Institution:
    """An institution of the city under its own code."""
    defaults = {"name": name, "kind": kind, "region": region(where)}
    return Institution.objects.get_or_create(code=code, defaults=defaults)[0]


@dataclass
class Table:
    """Who is there and what they sit around."""

    election: Election
    city: Institution
    kesbangpol: Institution
    police: Institution
    kpu: Institution
    mayor: Office
    series: Series
    writer: User
    second_writer: User
    chair: User
    police_member: User
    agency: User
    commissioner: User

    def frame(self, **changed: Any) -> Frame:
        """A frame with everything stated, today."""
        usual = {"title": "Rapat koordinasi Forkopimda", "day": today(), "venue": "Aula Pemkot"}
        return Frame(**usual | {"chair": self.mayor, "note_taker": self.writer} | changed)

    def planned(self, **changed: Any) -> Meeting:
        return services.plan(self.series, self.writer, self.frame(**changed))

    def invited(self, **changed: Any) -> Meeting:
        meeting = self.planned(**changed)
        services.invite(meeting, self.writer, [Guest(b) for b in (self.city, self.police, self.kpu)])
        return fresh(meeting)

    def held(self, **changed: Any) -> Meeting:
        meeting = self.invited(**changed)
        return services.hold(meeting, self.writer, meeting.revision)

    def laid(self, **changed: Any) -> Minutes:
        return lay(self.held(**changed), self.writer)

    def signed(self, **changed: Any) -> Meeting:
        minutes = self.laid(**changed)
        sign(minutes, self.writer, "note_taker")
        sign(minutes, self.chair, "chair")
        return fresh(minutes.meeting)

    def say(self, meeting: Meeting, text: str = "Polres siap mengamankan TPS.", **about: Any) -> Statement:
        return add_statement(meeting, self.writer, text, Said(**about), uuid4())

    def conclude(
        self, meeting: Meeting, text: str = "Semua pihak menjaga netralitas.", **about: Any
    ) -> Conclusion:
        return add_conclusion(meeting, self.writer, text, Held(**about), uuid4())


def fresh(meeting: Meeting) -> Meeting:
    """The meeting as it stands in the database."""
    return Meeting.objects.get(pk=meeting.pk)


def coordination() -> Table:
    """The table, its people and the Forkopimda series of an election."""
    where = region(CITY, "Kota Metro")
    election = Election.objects.create(
        code="uji-2024",
        name="Pemilihan Kota Metro 2024",
        regime="pilkada",
        profile="pilkada-2024",
        region=where,
        station_map=StationMap.objects.create(code="uji", name="Uji"),
        voting_date=date(2024, 11, 27),
    )
    city = body("pemkot-metro", "Pemerintah Kota Metro", KIND.GOVERNMENT)
    kesbangpol, police = (
        body("kesbangpol-metro", "Badan Kesbangpol"),
        body("polres-metro", "Polres", KIND.POLICE),
    )
    kpu = institution(KIND.COMMISSION)
    mayor = Office.objects.create(institution=city, code="wali-kota-metro", title="Wali Kota Metro", seats=1)
    OfficeHolder.objects.create(
        office=mayor,
        person="Descatama",
        form="pjs",
        starts=today() - timedelta(30),
        ends=today() + timedelta(30),
    )
    series = Series.objects.create(
        election=election, code="forkopimda", name="Forkopimda", kind="forum", convener=city, region=where
    )
    writer = person("secretariat", institution=kesbangpol, full_name="Notulis Satu")
    member(writer, "secretariat", institution=city)
    second = person("secretariat", institution=city, full_name="Notulis Dua")
    return Table(
        election=election,
        city=city,
        kesbangpol=kesbangpol,
        police=police,
        kpu=kpu,
        mayor=mayor,
        series=series,
        writer=writer,
        second_writer=second,
        chair=person("forum_member", institution=city, full_name="Sekda"),
        police_member=person("forum_member", institution=police, full_name="Kapolres"),
        agency=person("agency_officer", institution=body("dinkes-metro", "Dinas Kesehatan")),
        commissioner=person("commissioner"),
    )
