"""Let the first administrator in: an invitation made by whoever runs the server."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from siaga.desks.offices.errors import RefusedError
from siaga.desks.offices.models import Institution
from siaga.desks.offices.roles import Role
from siaga.desks.offices.services.invitations import Terms, invite_first_administrator
from siaga.desks.trail.context import Actor, acting


class Command(BaseCommand):
    help = "Print a link, good once and for one day, that makes an account administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("institution", help="code of the institution, such as kpu-metro")
        parser.add_argument("full_name", help="name of the person")
        parser.add_argument(
            "--site",
            default="",
            help="address of the site, such as http://127.0.0.1:8080; else only the path",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        institution = Institution.objects.filter(code=options["institution"]).first()
        if institution is None:
            raise CommandError(f"there is no institution with the code {options['institution']}")
        terms = Terms(options["full_name"], institution, Role.ADMINISTRATOR, institution.region)
        try:
            with acting(Actor.system("invite_administrator")):
                issued = invite_first_administrator(terms)
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(options["site"].rstrip("/") + reverse("accept_invitation", args=[issued.token]))
