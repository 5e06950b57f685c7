"""The database's own rules, broken on purpose with raw SQL and with the models."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.offices.models import Invitation, Membership, Office, OfficeHolder
from siaga.desks.offices.roles import DECIDING_ROLES, Role
from siaga.desks.trail import triggers
from tests.kit.people import STATION, account, institution, member, person, region

pytestmark = pytest.mark.django_db


def sql(statement: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values) -> str:
    with pytest.raises(DatabaseError) as caught:
        sql(statement, *values)
    return str(caught.value)


def test_every_promised_trigger_is_there():
    assert triggers.missing(connection) == set()


@pytest.mark.parametrize("table", ["offices_membership", "offices_user", "offices_invitation"])
def test_rights_are_never_removed(table):
    invitation()
    member(account(), "auditor")
    assert "never deleted" in refused(f"DELETE FROM {table}")


def test_sqlite_does_not_replace_a_row_either():
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's own")
    membership = member(account(), "auditor")
    message = refused(
        """INSERT OR REPLACE INTO offices_membership
        (id, user_id, institution_id, role, region_id, station_code, starts, end_reason)
        SELECT id, user_id, institution_id, role, region_id, '', '2019-01-01', ''
        FROM offices_membership WHERE id = %s""",
        membership.pk,
    )
    assert "never replaced" in message


@pytest.mark.parametrize(
    ("column", "value"),
    [("role", "administrator"), ("starts", "2019-01-01"), ("ends", "2031-01-01"), ("region_id", "18")],
)
def test_a_membership_is_not_rewritten(column, value):
    region("18.72")
    membership = member(account(), "auditor")
    message = refused(f"UPDATE offices_membership SET {column} = %s WHERE id = %s", value, membership.pk)
    assert "not rewritten" in message


def test_a_membership_may_be_ended_once_and_stays_ended():
    membership = member(account(), "auditor")
    ending = {"ended_at": timezone.now(), "ended_by": account(), "end_reason": "moved"}
    Membership.objects.filter(pk=membership.pk).update(**ending)
    message = refused(
        "UPDATE offices_membership SET ended_at = NULL, ended_by_id = NULL, end_reason = '' WHERE id = %s",
        membership.pk,
    )
    assert "stays ended" in message
    assert "stays ended" in refused("UPDATE offices_membership SET end_reason = 'other'")


def test_an_end_names_who_and_why():
    membership = member(account(), "auditor")
    assert "membership_ended_whole" in refused(
        "UPDATE offices_membership SET ended_at = %s WHERE id = %s", timezone.now(), membership.pk
    )


@pytest.mark.parametrize(
    ("role", "station"),
    [
        ("station_officer", ""),
        ("auditor", STATION),
        ("station_officer", "1872020000001"),
        ("station_officer", "1"),
    ],
)
def test_station_roles_and_they_alone_name_a_station_in_their_region(role, station):
    with pytest.raises(IntegrityError, match="membership_at_its_station"), transaction.atomic():
        Membership.objects.create(
            user=account(),
            role=role,
            region=region("18.72.01.1001"),
            institution=institution(),
            station_code=station,
            starts=date(2024, 1, 1),
        )


def test_who_administers_accounts_holds_no_other_role():
    deciding, administrator = person("commissioner"), person("administrator")
    for user, role in ((deciding, "administrator"), (administrator, "commissioner")):
        with pytest.raises(IntegrityError, match="no other role"), transaction.atomic():
            member(user, role)
    Membership.objects.filter(user=deciding).update(
        ended_at=timezone.now(), ended_by=administrator, end_reason="becomes administrator"
    )
    assert member(deciding, "administrator").pk


def test_the_same_open_membership_is_not_given_twice():
    user = person("auditor")
    with pytest.raises(IntegrityError), transaction.atomic():
        member(user, "auditor", starts=date(2021, 1, 1))


def test_two_usernames_do_not_differ_by_case_alone():
    user = account("siti")
    assert "username_lower_case" in refused(
        "UPDATE offices_user SET username = 'SITI' WHERE id = %s", user.pk
    )


# --- invitations


def invitation(**fields) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        **{
            "token_hash": f"{Invitation.objects.count():064d}",
            "full_name": "Siti",
            "institution": institution(),
            "region": region("18.72"),
            "role": Role.AUDITOR,
            "invited_by": account(),
            "created_at": now,
            "expires_at": now + timedelta(days=1),
        }
        | fields
    )


def accepted(**fields) -> dict:
    user = account()
    return {
        "accepted_at": timezone.now(),
        "accepted_by": user,
        "membership": member(user, "auditor"),
    } | fields


def accept(pk: int, **fields) -> None:
    with transaction.atomic():
        Invitation.objects.filter(pk=pk).update(**accepted(**fields))


def test_an_accepted_invitation_is_not_un_accepted():
    made = invitation()
    accept(made.pk)
    message = refused(
        "UPDATE offices_invitation SET accepted_at = NULL, accepted_by_id = NULL, membership_id = NULL"
    )
    assert "stays so" in message
    with pytest.raises(IntegrityError, match="stays so"):
        accept(made.pk)


def test_a_withdrawn_invitation_is_not_accepted():
    made = invitation(withdrawn_at=timezone.now())
    with pytest.raises(IntegrityError):
        accept(made.pk)
    assert "stays so" in refused("UPDATE offices_invitation SET withdrawn_at = NULL")


def test_an_invitation_is_not_accepted_after_it_expired():
    made = invitation()
    with pytest.raises(IntegrityError, match="invitation_accepted_in_time"):
        accept(made.pk, accepted_at=made.expires_at + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("column", "value"), [("role", "administrator"), ("expires_at", "2031-01-01"), ("token_hash", "0")]
)
def test_the_terms_of_an_invitation_are_not_rewritten(column, value):
    invitation()
    assert "not rewritten" in refused(f"UPDATE offices_invitation SET {column} = %s", value)


@pytest.mark.parametrize("role", sorted(DECIDING_ROLES))
def test_a_role_that_decides_needs_a_second_person(role):
    with pytest.raises(IntegrityError, match="needs a second person"), transaction.atomic():
        invitation(role=role)
    made = invitation(role=role, two_people=True)
    assert "not excused" in refused("UPDATE offices_invitation SET two_people = FALSE")
    with pytest.raises(IntegrityError, match="by_two_people"):
        accept(made.pk)
    now = timezone.now()
    with pytest.raises(IntegrityError, match=r"approved_by_another|two_people"):
        accept(made.pk, approved_by=made.invited_by, approved_at=now)
    accept(made.pk, approved_by=account(), approved_at=now)


# --- seats


DAYS = [date(2024, 1, day) for day in range(1, 9)]
periods = st.tuples(st.sampled_from([None, *DAYS]), st.sampled_from([None, *DAYS])).filter(
    lambda p: p[0] is None or p[1] is None or p[0] <= p[1]
)
forms = st.sampled_from(OfficeHolder.Form.values)
_ACTING = {"pjs", "plt", "plh"}


def crowded(holders: list, seats: int) -> bool:
    """By hand: on some day more holders than seats, counting only days that are stated."""
    for day in DAYS:
        for acting in (True, False):
            sure = [
                1
                for (starts, ends), form in holders
                if (form in _ACTING) == acting
                and (starts or ends)
                and (starts or ends) <= day <= (ends or starts)
            ]
            if len(sure) > seats:
                return True
    return False


@given(st.lists(st.tuples(periods, forms), min_size=1, max_size=6), st.integers(1, 2))
def test_an_office_never_has_more_holders_on_a_day_than_seats(holders, seats):
    with transaction.atomic():
        office = Office.objects.create(institution=institution(), code="ketua", title="Ketua", seats=seats)
        kept: list = []
        for number, ((starts, ends), form) in enumerate(holders):
            try:
                with transaction.atomic():
                    office.holders.create(person=f"Orang {number}", starts=starts, ends=ends, form=form)
            except IntegrityError as error:
                assert "more holders on one day" in str(error)
                assert crowded([*kept, ((starts, ends), form)], seats)
            else:
                kept.append(((starts, ends), form))
                assert not crowded(kept, seats)
        transaction.set_rollback(True)


def test_moving_a_holder_onto_anothers_days_is_refused_too():
    office = Office.objects.create(institution=institution(), code="ketua", title="Ketua", seats=1)
    office.holders.create(person="A", starts=date(2024, 1, 1), ends=date(2024, 1, 31))
    later = office.holders.create(person="B", starts=date(2024, 2, 1), ends=date(2024, 2, 29))
    assert "more holders" in refused(
        "UPDATE offices_officeholder SET starts = '2024-01-31' WHERE id = %s", later.pk
    )


def test_seats_are_not_taken_from_under_their_holders():
    office = Office.objects.create(institution=institution(), code="anggota", title="Anggota", seats=2)
    for name in "AB":
        office.holders.create(person=name, starts=date(2024, 1, 1), ends=date(2024, 1, 31))
    assert "more holders" in refused("UPDATE offices_office SET seats = 1")


def test_a_mayor_on_campaign_leave_and_the_pjs_hold_office_together():
    office = Office.objects.create(institution=institution(), code="wali-kota", title="Wali Kota", seats=1)
    office.holders.create(person="Petahana", starts=date(2021, 2, 26), ends=date(2025, 2, 20))
    pjs = office.holders.create(
        person="Penjabat", form="pjs", starts=date(2024, 9, 25), ends=date(2024, 11, 23)
    )
    assert pjs.acting
    assert "more holders" in refused("UPDATE offices_officeholder SET form = 'pj' WHERE id = %s", pjs.pk)
