"""Institutions of the city and the people of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from siaga.desks.elections.models import Election
from siaga.desks.offices.models import Institution, Membership, User
from siaga.desks.offices.roles import Role
from tests.kit.year.making import BATCH

SINCE = date(2024, 1, 1)


def institutions(election: Election, count: int) -> list[Institution]:
    """Agencies mostly; every seventh the police, every eighth a commission."""
    kinds = [Institution.Kind.OTHER] * 6 + [Institution.Kind.POLICE, Institution.Kind.COMMISSION]
    return Institution.objects.bulk_create(
        Institution(
            code=f"lembaga-{n}", name=f"Lembaga {n:03}", kind=kinds[n % len(kinds)], region=election.region
        )
        for n in range(count)
    )


def users(bodies: Sequence[Institution], count: int) -> list[User]:
    """Officers of the agencies in turn, every fortieth a member of the forum."""
    made = User.objects.bulk_create(
        (User(username=f"petugas{n}", full_name=f"Petugas {n:04}", password="!") for n in range(count)),
        batch_size=BATCH,
    )
    roles = (Role.AGENCY_OFFICER, Role.FORUM_MEMBER)
    Membership.objects.bulk_create(
        (
            Membership(
                user=user,
                role=roles[n % 40 == 0],
                institution=(body := bodies[n % len(bodies)]),
                region_id=body.region_id,
                starts=SINCE,
            )
            for n, user in enumerate(made)
        ),
        batch_size=BATCH,
    )
    return made


def members() -> dict[int, list[User]]:
    """People by institution: who shows or judges evidence speaks for an institution of their own."""
    found: dict[int, list[User]] = {}
    for membership in Membership.objects.select_related("user").order_by("id"):
        found.setdefault(membership.institution_id, []).append(membership.user)
    return found
