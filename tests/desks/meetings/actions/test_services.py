"""An action from the decision to the word of another institution, and what is refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from siaga.desks.meetings.errors import (
    Clashed,
    NotNow,
    NotYours,
    ReasonMissing,
    Refused,
    SameSide,
    Stale,
)
from siaga.desks.meetings.models import Action, Evidence, Progress, Reason, Verdict
from siaga.desks.meetings.services import actions as services
from siaga.desks.meetings.services.actions import Plan
from siaga.desks.meetings.services.evidence import Shown, show
from siaga.desks.meetings.services.verdicts import Judgement, Outcome, judge
from siaga.desks.offices.access import today
from siaga.desks.trail.models import Entry
from siaga.desks.trail.plain import PersonalNumberError
from tests.kit.actions import Room, now, small_room
from tests.kit.people import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return small_room()


def plan_of(action: Action, **changed: Any) -> Plan:
    names = ("title", "owner", "due", "due_printed", "event_day", "priority", "visibility")
    fields = {name: getattr(action, name) for name in names}
    return Plan(**fields | {"partners": tuple(action.partners.all())} | changed)


def acts(action: Action) -> list[str]:
    found = Entry.objects.filter(subject_type="meetings.action", subject_id=str(action.pk))
    return list(found.order_by("index").values_list("action", flat=True))


def test_the_whole_way(room: Room) -> None:
    action = room.action()
    evidence = room.show(action)
    assert now(action).state == Progress.REPORTED
    room.judge(evidence)
    done = now(action)
    assert (done.state, done.evidence_id) == (Progress.DONE, evidence.pk)
    assert (done.confirmed_by, done.confirmed_for) == (room.people["police"], room.bodies["police"])
    assert done.revision == 2
    assert acts(action) == ["actions.create", "actions.evidence", "actions.confirm"]


def test_what_nobody_named_stays_not_stated(room: Room) -> None:
    action = now(room.action(owner=None, due=None))
    assert (action.owner, action.due) == (None, None)


def test_numbers_go_on_within_the_meeting(room: Room) -> None:
    assert [room.action().number, room.action().number] == [1, 2]


@pytest.mark.parametrize("who", ["owner", "police", "mayor", "auditor"])
def test_only_who_keeps_the_minutes_makes_actions(room: Room, who: str) -> None:
    with pytest.raises(PermissionDenied):
        services.create(room.held, room.people[who], Plan("x"))


def test_a_conclusion_of_another_meeting_is_refused(room: Room) -> None:
    conclusion = room.ahead.conclusions.create(number=1, kind="decision", text="Lain.")
    with pytest.raises(Refused):
        room.action(conclusion=conclusion)


def test_a_meeting_from_a_pack_is_corrected_there(room: Room) -> None:
    loaded = room.series.meetings.create(
        code="dimuat", title="x", regime="pilkada", state="held", loaded=True
    )
    with pytest.raises(NotNow):
        room.action(loaded)


# --- evidence


def test_a_repeated_evidence_is_accepted_once(room: Room) -> None:
    action, shown = room.action(), Shown("Selesai.", uuid4())
    first = show(action, room.people["owner"], shown)
    again = show(action, room.people["owner"], shown)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.evidence == first.evidence
    assert Evidence.objects.count() == 1


def test_a_repetition_is_accepted_even_after_the_verdict(room: Room) -> None:
    action, shown = room.action(), Shown("Selesai.", uuid4())
    room.judge(show(action, room.people["owner"], shown).evidence)
    assert show(action, room.people["owner"], shown).repeated


def test_one_number_with_other_content_is_told_and_refused(room: Room) -> None:
    action, shown = room.action(), Shown("Selesai.", uuid4())
    show(action, room.people["owner"], shown)
    with pytest.raises(Clashed):
        show(action, room.people["owner"], replace(shown, text="Belum."))
    assert Evidence.objects.get().text == "Selesai."
    clash = Entry.objects.filter(action="actions.clash").get()
    assert clash.after["text"] == "Belum."


def test_a_number_used_at_another_action_is_a_clash(room: Room) -> None:
    shown = Shown("Selesai.", uuid4())
    show(room.action(), room.people["owner"], shown)
    with pytest.raises(Clashed):
        show(room.action(), room.people["owner"], shown)


@pytest.mark.parametrize(
    ("who", "refusal"), [("police", NotYours), ("auditor", PermissionDenied), ("partner", NotYours)]
)
def test_evidence_comes_from_the_owners_side(room: Room, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        room.show(room.action(), who)


def test_who_works_with_the_owner_may_show_evidence(room: Room) -> None:
    action = room.action(partners=(room.bodies["health"],))
    assert room.show(action, "partner").institution == room.bodies["health"]


def test_newer_evidence_takes_the_place_of_what_waits(room: Room) -> None:
    action = room.action()
    first, second = room.show(action), room.show(action, text="Lebih lengkap.")
    assert now(action).evidence == second
    with pytest.raises(Stale):
        room.judge(first)


@pytest.mark.parametrize(
    "shown",
    [
        {"text": "  "},
        {"done_on": today() + timedelta(1)},
        {"link": "javascript:alert(1)"},
        {"link": "file:///etc/passwd"},
    ],
)
def test_evidence_that_says_nothing_is_refused(room: Room, shown: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        room.show(room.action(), **shown)


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_a_personal_number_is_refused_wherever_it_is_kept(visibility: str) -> None:
    room = small_room(visibility)
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    with pytest.raises(PersonalNumberError):
        room.show(room.action(visibility=visibility), text="NIK 1872011234567890 sudah pindah")


# --- the word of another institution


def test_the_owner_cannot_confirm(room: Room) -> None:
    with pytest.raises(SameSide):
        room.judge(room.show(room.action()), by="owner")


def test_who_works_on_it_cannot_confirm(room: Room) -> None:
    evidence = room.show(room.action(partners=(room.bodies["health"],)))
    with pytest.raises(SameSide):
        room.judge(evidence, by="partner")


def test_who_had_no_part_in_it_may(room: Room) -> None:
    assert room.judge(room.show(room.action()), by="partner").institution == room.bodies["health"]


def test_a_person_of_both_institutions_cannot_confirm(room: Room) -> None:
    evidence = room.show(room.action())
    member(room.people["police"], "agency_officer", institution=room.bodies["satpolpp"])
    with pytest.raises(SameSide):
        room.judge(evidence)


def test_the_auditor_reads_and_confirms_nothing(room: Room) -> None:
    with pytest.raises(PermissionDenied):
        room.judge(room.show(room.action()), by="auditor")


def test_sent_back_it_is_open_again_and_needs_new_evidence(room: Room) -> None:
    action = room.action()
    evidence = room.show(action)
    with pytest.raises(ReasonMissing):
        room.judge(evidence, Outcome.RETURNED)
    room.judge(evidence, Outcome.RETURNED, reason="Foto tidak jelas.")
    assert now(action).state == Progress.OPEN
    with pytest.raises(Stale):
        room.judge(evidence)
    room.judge(room.show(action, text="Foto baru."))
    assert now(action).state == Progress.DONE


def test_the_same_word_twice_is_one_verdict(room: Room) -> None:
    evidence = room.show(room.action())
    assert room.judge(evidence) == room.judge(evidence)
    assert Verdict.objects.count() == 1


def test_two_people_cannot_both_judge(room: Room) -> None:
    evidence = room.show(room.action())
    room.judge(evidence)
    with pytest.raises(Stale):
        room.judge(evidence, by="mayor")


def test_nothing_waits_before_evidence(room: Room) -> None:
    with pytest.raises(NotNow):
        judge(room.action(), room.people["police"], Judgement(0, Outcome.CONFIRMED))


# --- changing and ending


def test_a_due_day_that_is_set_later_keeps_its_reason(room: Room) -> None:
    action = room.action(due=None)
    with pytest.raises(ReasonMissing):
        services.change(action, room.people["secretary"], plan_of(action, due=today()), " ")
    services.change(action, room.people["secretary"], plan_of(action, due=today()), "Ditetapkan Kaban.")
    entry = Entry.objects.filter(action="actions.change").get()
    assert (entry.before, entry.after) == ({"due": None}, {"due": today().isoformat(), "revision": 1})
    assert entry.reason == "Ditetapkan Kaban."


def test_nothing_changed_leaves_nothing(room: Room) -> None:
    action = room.action()
    services.change(action, room.people["secretary"], plan_of(action), "")
    assert now(action).revision == 0


def test_an_older_page_does_not_overwrite(room: Room) -> None:
    action = room.action()
    services.change(action, room.people["secretary"], plan_of(action, priority="high"), "x", seen=0)
    with pytest.raises(Stale):
        services.change(action, room.people["secretary"], plan_of(action, priority="low"), "x", seen=0)


def test_owner_and_partners_are_settled_before_evidence(room: Room) -> None:
    action = room.action()
    room.show(action)
    for changed in ({"owner": room.bodies["health"]}, {"partners": (room.bodies["police"],)}):
        with pytest.raises(NotNow):
            services.change(action, room.people["secretary"], plan_of(action, **changed), "x")


def test_a_cancelled_action_takes_no_evidence(room: Room) -> None:
    action = services.cancel(room.action(), room.people["secretary"], "Tidak perlu lagi.")
    with pytest.raises(NotNow):
        room.show(action)


def test_only_the_chair_opens_again_what_was_done(room: Room) -> None:
    action = room.done()
    for who in ("secretary", "police", "owner"):
        with pytest.raises((NotYours, PermissionDenied)):
            services.reopen(action, room.people[who], "x")
    opened = services.reopen(action, room.people["mayor"], "APK terpasang lagi.")
    assert (opened.state, opened.confirmed_by, opened.done_at) == (Progress.OPEN, None, None)
    assert Verdict.objects.count() == 1


def test_after_reopening_the_old_evidence_does_not_count(room: Room) -> None:
    action = room.done()
    services.reopen(action, room.people["mayor"], "x")
    with pytest.raises(Stale):
        room.judge(Evidence.objects.get(), by="partner")


def test_escalation_by_hand_and_by_the_clock(room: Room) -> None:
    by_hand, late, fresh = (room.action(due=today() - timedelta(days)) for days in (0, 4, 3))
    services.escalate(by_hand, room.people["owner"], "Butuh keputusan.")
    assert services.escalate_overdue(today()) == 1
    assert services.escalate_overdue(today()) == 0
    assert [bool(now(a).escalated_at) for a in (by_hand, late, fresh)] == [True, True, False]


def test_what_waits_for_confirmation_is_not_escalated(room: Room) -> None:
    action = room.action(due=today() - timedelta(9))
    room.show(action)
    assert services.escalate_overdue(today()) == 0


def test_the_house_may_turn_escalation_off(room: Room, settings: Any) -> None:
    settings.SIAGA_ESCALATE_AFTER_DAYS = 0
    room.action(due=today() - timedelta(90))
    assert services.escalate_overdue(today()) == 0


def test_the_uninvited_of_the_region_read_but_have_no_part(room: Room) -> None:
    with pytest.raises(NotYours):
        services.escalate(room.action(), room.people["army"], "x")


@pytest.mark.parametrize("act", ["show", "judge", "reopen", "escalate"])
def test_who_may_not_read_a_restricted_action_may_do_nothing_with_it(act: str) -> None:
    room = small_room("restricted")
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    action = room.action(visibility="restricted")
    stranger = room.people["army"]
    with pytest.raises(PermissionDenied):
        {
            "show": lambda: show(action, stranger, Shown("x", uuid4())),
            "judge": lambda: judge(action, stranger, Judgement(1, Outcome.CONFIRMED)),
            "reopen": lambda: services.reopen(action, stranger, "x"),
            "escalate": lambda: services.escalate(action, stranger, "x"),
        }[act]()


def test_the_trail_of_a_restricted_action_holds_no_word_of_it() -> None:
    room = small_room()
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    action = room.action(title="Rahasia Alfa", visibility="restricted", due_printed="Rahasia Beta")
    evidence = room.show(action, text="Rahasia Gamma", link="https://rahasia.example")
    room.judge(evidence, Outcome.RETURNED, reason="Rahasia Delta")
    services.cancel(action, room.people["secretary"], "Rahasia Epsilon")
    services.reopen(action, room.people["mayor"], "Rahasia Zeta")
    with pytest.raises(Clashed):
        show(action, room.people["owner"], Shown("Rahasia Eta", evidence.client_id))
    assert acts(action) != []
    assert "rahasia" not in " ".join(Entry.objects.values_list("canonical", flat=True)).lower()


def test_every_reason_stays_in_its_own_words(room: Room) -> None:
    action, chair, secretary = room.done(), room.people["mayor"], room.people["secretary"]
    services.reopen(action, chair, " APK terpasang lagi. ")
    services.escalate(action, room.people["owner"], "Butuh keputusan.")
    services.cancel(action, secretary, "Diganti tugas lain.")
    services.reopen(action, chair, "Ternyata masih perlu.")
    kept = [(row.act, row.text, row.by) for row in Reason.objects.order_by("pk")]
    assert kept == [
        ("reopen", "APK terpasang lagi.", chair),
        ("escalate", "Butuh keputusan.", room.people["owner"]),
        ("cancel", "Diganti tugas lain.", secretary),
        ("reopen", "Ternyata masih perlu.", chair),
    ]


def test_a_refused_act_leaves_no_reason(room: Room) -> None:
    action = room.action()
    with pytest.raises(ReasonMissing):
        services.cancel(action, room.people["secretary"], " ")
    with pytest.raises(NotNow):
        services.reopen(action, room.people["mayor"], "x")
    assert not Reason.objects.exists()
