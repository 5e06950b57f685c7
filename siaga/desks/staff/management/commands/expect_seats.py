"""Bring the seats of every election in line with its map and rules, as after a change of a profile."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from siaga.desks.elections.models import Election
from siaga.desks.staff.services import expect_seats
from siaga.desks.trail.context import Actor, acting


class Command(BaseCommand):
    help = "Add, close and reopen seats so that they follow the map and the rule profile; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(Actor.system("expect_seats")):
            for election in Election.objects.order_by("code"):
                for line in expect_seats(election):
                    self.stdout.write(f"{election.code}: {line}")
