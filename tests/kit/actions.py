"""A small room for tests of actions: a series, two meetings, and people on every side.

room = small_room()
action = room.action(title="Takedown")           # of the held meeting, owned by Satpol PP
evidence = room.show(action)                      # as Satpol PP
room.judge(evidence)                              # as the police: confirmed
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Action, Attendance, Evidence, Meeting, Series, Verdict
from siaga.desks.meetings.services.actions import Plan, create
from siaga.desks.meetings.services.evidence import Shown, show
from siaga.desks.meetings.services.verdicts import Judgement, Outcome, judge
from siaga.desks.offices.access import today
from siaga.desks.offices.models import Institution, Office, User
from siaga.desks.places.models import StationMap
from tests.kit.people import CITY, person, region

_number = count(1)


@dataclass(frozen=True)
class Room:
    """The table: who convenes (Kesbangpol), chairs (the mayor), owns (Satpol PP), helps (health office),
    confirms (the police), and who has nothing to do with it (the army, not invited).
    """

    election: Election
    series: Series
    held: Meeting
    ahead: Meeting
    bodies: dict[str, Institution]
    people: dict[str, User]

    def action(self, meeting: Meeting | None = None, **plan: Any) -> Action:
        """An action of the held meeting, owned by Satpol PP and due in a week unless said otherwise."""
        usual = {"title": "Penertiban APK", "owner": self.bodies["satpolpp"], "due": today() + timedelta(7)}
        return create(meeting or self.held, self.people["secretary"], Plan(**usual | plan))

    def show(self, action: Action, by: str = "owner", **shown: Any) -> Evidence:
        usual = {"text": "Sudah ditertibkan di 5 kecamatan.", "client_id": uuid4()}
        return show(action, self.people[by], Shown(**usual | shown)).evidence

    def judge(
        self, evidence: Evidence, outcome: str = Outcome.CONFIRMED, by: str = "police", reason: str = ""
    ) -> Verdict:
        return judge(evidence.action, self.people[by], Judgement(evidence.pk, outcome, reason))

    def done(self, **plan: Any) -> Action:
        """An action that went the whole way."""
        action = self.action(**plan)
        self.judge(self.show(action))
        return now(action)


def now(action: Action) -> Action:
    """The action as the database has it."""
    return Action.objects.select_related("meeting__series").get(pk=action.pk)


def small_room(visibility: str = "internal", **people: Any) -> Room:
    """A room whose series and meetings have this visibility; six people with the roles of real ones."""
    bodies = {
        "kesbangpol": body("kesbangpol", "government"),
        "mayor": body("pemkot", "government"),
        "satpolpp": body("satpol-pp", "other"),
        "health": body("dinkes", "other"),
        "police": body("polres", "police"),
        "army": body("kodim", "army"),
    }
    election = _election()
    series = Series.objects.create(
        election=election,
        code="forkopimda",
        name="Rapat Forkopimda",
        kind="forum",
        convener=bodies["kesbangpol"],
        region=region(CITY),
        visibility=visibility,
    )
    held = meeting(series, "rapat-1", today() - timedelta(10), "held", bodies)
    ahead = meeting(series, "rapat-2", today() + timedelta(10), "planned", bodies)
    return Room(election, series, held, ahead, bodies, _people(bodies))


def meeting(
    series: Series, code: str, day: date | None, state: str, bodies: dict[str, Institution]
) -> Meeting:
    """A meeting to which everyone but the army was invited, chaired by the mayor."""
    made = Meeting.objects.create(
        series=series,
        code=code,
        title=f"Rapat {code}",
        regime="pilkada",
        day=day,
        visibility=series.visibility,
        chair=office(bodies["mayor"]),
    )
    invited = [body for name, body in bodies.items() if name != "army"]
    for number, institution in enumerate(invited, 1):
        Attendance.objects.create(meeting=made, number=number, institution=institution)
    return step_to(made, state)


def step_to(made: Meeting, state: str) -> Meeting:
    """Take a planned meeting to a state, one allowed step after the other."""
    for step in {"planned": (), "invited": ("invited",), "held": ("invited", "held")}[state]:
        made.state, made.revision = step, made.revision + 1
        made.save(update_fields=["state", "revision"])
    return made


def body(code: str, kind: str) -> Institution:
    return Institution.objects.get_or_create(
        code=code, defaults={"name": code.replace("-", " ").title(), "kind": kind, "region": region(CITY)}
    )[0]


def office(institution: Institution) -> Office:
    return Office.objects.get_or_create(
        code=f"{institution.code}-kepala",
        defaults={"institution": institution, "title": f"Kepala {institution}"},
    )[0]


def _people(bodies: dict[str, Institution]) -> dict[str, User]:
    def of(role: str, name: str, full_name: str) -> User:
        return person(role, institution=bodies[name], full_name=full_name)

    return {
        "secretary": of("secretariat", "kesbangpol", "Sekretaris"),
        "mayor": of("forum_member", "mayor", "Wali Kota"),
        "owner": of("agency_officer", "satpolpp", "Petugas Satpol PP"),
        "partner": of("agency_officer", "health", "Petugas Dinkes"),
        "police": of("forum_member", "police", "Kapolres"),
        "army": of("forum_member", "army", "Dandim"),
        "auditor": person("auditor", institution=bodies["mayor"], full_name="Auditor"),
    }


def _election() -> Election:
    station_map = StationMap.objects.create(code=f"peta-{next(_number)}", name="Uji")
    return Election.objects.create(
        code=f"uji-{next(_number)}",
        name="Pemilihan Kota Metro 2024",
        regime="pilkada",
        profile="pilkada-2024",
        region=region(CITY, "Kota Metro"),
        station_map=station_map,
        voting_date=today() + timedelta(30),
    )
