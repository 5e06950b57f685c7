"""``siaga remind``: put overdue actions before the chair, write down who is told what today, and send it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from siaga.cli._django import set_up
from siaga.cli._exit import DONE, FINDINGS, print_json, refuse

if TYPE_CHECKING:
    from siaga.desks.meetings.services.sending import Outcome


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Say what would be told, and tell nobody.")
@click.option("--site", default="", help="Address of the site, such as https://siaga.kota.example.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(dry_run: bool, site: str, as_json: bool) -> None:
    """Remind people of actions: due soon, due today, overdue, before the chair, waiting for their word.

    Run it every hour: nobody is told the same thing twice, what failed is tried again, and quiet hours are
    kept. Ends with 1 when a message was not taken.
    """
    if site and not site.startswith(("https://", "http://")):
        refuse("--site must begin with https:// or http://")
    set_up()
    from django.db import DatabaseError

    try:
        document, outcome = _run(dry_run, site)
    except DatabaseError as error:
        refuse(f"the database cannot be used: {error}; has it been migrated?")
    if as_json:
        print_json(document)
    else:
        _print(document)
    sys.exit(FINDINGS if outcome is not None and outcome.refused else DONE)


def _run(dry_run: bool, site: str) -> tuple[dict[str, Any], Outcome | None]:
    from django.db import transaction
    from django.utils import timezone

    from siaga.desks.meetings.services.actions import escalate_overdue
    from siaga.desks.meetings.services.audience import audience
    from siaga.desks.meetings.services.channels import ByApprise
    from siaga.desks.meetings.services.reminders import write_reminders
    from siaga.desks.meetings.services.sending import send_reminders
    from siaga.desks.offices.access import today
    from siaga.desks.trail.context import Actor, acting

    day, everybody = today(), audience()
    with acting(Actor.system("remind")), transaction.atomic():
        escalated, written = escalate_overdue(day), write_reminders(day, everybody)
        transaction.set_rollback(dry_run)
    document = {"day": day.isoformat(), "dry_run": dry_run, "escalated": escalated, "written": written}
    if dry_run:
        return document, None
    outcome = send_reminders(timezone.now(), everybody, ByApprise(), site)
    return document | asdict(outcome), outcome


def _print(document: dict[str, Any]) -> None:
    written = ", ".join(f"{kind} {n}" for kind, n in document["written"].items() if n) or "nothing new"
    click.echo(f"{document['day']}: {written}; put before the chair: {document['escalated']}")
    if document["dry_run"]:
        click.echo("nothing was written or sent (--dry-run)")
        return
    click.echo(
        "{messages} messages sent with {sent} reminders; {refused} messages not taken ({failed} reminders), "
        "{postponed} wait for the end of quiet hours, {without_channel} have no channel".format(**document)
    )
