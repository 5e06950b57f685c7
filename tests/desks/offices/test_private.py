"""What only some may read is not kept by a browser on a shared computer; what is public may be kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from siaga.desks.offices.roles import Role
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["offices:me", "trail:log", "offices:accounts"])
def test_rooms_are_never_kept(page):
    answer = signed_in(person(Role.AUDITOR)).get(reverse(page))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_public_pages_may_be_kept(client):
    assert "no-store" not in client.get(reverse("portal:about")).get("Cache-Control", "")
