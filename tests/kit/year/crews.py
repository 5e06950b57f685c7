"""The seats of every body in every place, and who sits on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from siaga.desks.staff.models import Health, Person, Post, Service
from siaga.desks.staff.services import expect_seats
from tests.kit.staff import letters
from tests.kit.year.making import BATCH, Making

FILLED = 0.6
"""The share of seats somebody sits on; a third of them is sworn."""


def make(making: Making) -> None:
    """The seats the rules ask for, and people on most of them."""
    expect_seats(making.election)
    posts = [post for post in Post.objects.filter(election=making.election) if making.draw.random() < FILLED]
    people = Person.objects.bulk_create(
        (Person(name=f"Warga {letters(n)}", added_at=making.now) for n in range(1, len(posts) + 1)),
        batch_size=BATCH,
    )
    Service.objects.bulk_create(_services(making, posts, people), batch_size=BATCH)


def _services(making: Making, posts: list[Post], people: list[Person]) -> Iterator[Service]:
    recruiter, second = making.member(making.bodies[0].pk), making.member(making.bodies[1].pk)
    day = making.today - timedelta(days=20)
    for n, (post, person) in enumerate(zip(posts, people, strict=True)):
        selected = {"selected_on": day, "selected_by": second} if n % 3 else {}
        sworn = {"sworn_on": day, "sworn_document": "BA-1"} if n % 3 == 2 else {}
        checked = {"health": Health.FIT, "health_on": day} if n % 2 else {}
        yield Service(
            post=post,
            person=person,
            starts=day,
            recruited_by=recruiter,
            recruited_at=making.now,
            **selected,
            **sworn,
            **checked,
        )
