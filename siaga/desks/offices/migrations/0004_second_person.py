"""Who confirms or corrects is invited by two people, as who administers accounts already was.

Invitations accepted before this rule stay as they are: `two_people` says which rule an invitation was made under.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q

from siaga.desks.trail.triggers import guard, lifted

BEFORE = import_module("siaga.desks.offices.migrations.0002_guards")
INVITATION = BEFORE.INVITATION

DECIDING = (
    "administrator",
    "agency_officer",
    "commission_staff",
    "commissioner",
    "district_committee",
    "forum_member",
    "secretariat",
    "supervisor",
)
RULES = {
    **BEFORE.INVITATION_RULES,
    "keeps_two_people": ("an invitation is not excused from its second person", BEFORE.changed("two_people")),
}
INSERT_RULES = {
    "deciding_by_two_people": (
        "an invitation to a role that decides needs a second person",
        f"NEW.role IN {DECIDING} AND NOT NEW.two_people",
    ),
}
OF_INVITATIONS = (guard(INVITATION, "UPDATE", RULES), guard(INVITATION, "INSERT", INSERT_RULES))
"""Beside all but the last of 0002's `OF_ROLES`: what a later migration lifts when it alters the table."""


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_roles_of_the_room")]

    operations = [
        *(lifted(rule) for rule in BEFORE.OF_ROLES),
        migrations.RemoveConstraint(model_name="invitation", name="administrator_needs_two_people"),
        migrations.AddField(
            model_name="invitation",
            name="two_people",
            field=models.BooleanField(default=False, verbose_name="needs a second person"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="batch",
            field=models.CharField(blank=True, max_length=40, verbose_name="list it was made with"),
        ),
        migrations.RunSQL(
            f"UPDATE {INVITATION} SET two_people = TRUE WHERE role = 'administrator'",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                name="invitation_by_two_people",
                condition=Q(two_people=False)
                | Q(invited_by__isnull=True)
                | Q(accepted_at__isnull=True)
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("invited_by"))),
            ),
        ),
        *BEFORE.OF_ROLES[:-1],
        *OF_INVITATIONS,
    ]
