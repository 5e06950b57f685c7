"""What the database itself refuses of claims and settlements, whatever the Python above does."""

from django.db import migrations

from siaga.desks.trail.triggers import append_only, closing_only, guard

STAYS = {
    "stays_itself": (
        "a claim keeps its election and its code",
        "NEW.id <> OLD.id OR NEW.election_id <> OLD.election_id OR NEW.code <> OLD.code",
    ),
    "withdrawn_changes_no_more": (
        "a claim that was withdrawn here changes no more",
        """OLD.withdrawn AND NOT EXISTS (
            SELECT 1 FROM meetings_statement t JOIN meetings_meeting g ON g.id = t.meeting_id
            WHERE t.id = OLD.statement_id AND g.loaded)""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_guards_of_actions")]

    operations = [
        guard("meetings_claim", "UPDATE", STAYS),
        closing_only("meetings_claim", keys=[("id",), ("election_id", "code")]),
        append_only("meetings_settlement"),
    ]
