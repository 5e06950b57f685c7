"""An election and everything it consists of is closed, never deleted."""

from django.db import migrations

from siaga.desks.trail.triggers import closing_only


class Migration(migrations.Migration):
    dependencies = [("elections", "0001_initial")]

    operations = [
        closing_only("elections_election", keys=[("id",), ("code",)]),
        closing_only("elections_contest", keys=[("id",), ("election_id", "code")]),
        closing_only("elections_candidatepair", keys=[("id",), ("contest_id", "number")]),
        closing_only("elections_legalbasis", keys=[("id",), ("code",)]),
        closing_only("elections_stage", keys=[("id",), ("election_id", "code")]),
        closing_only("elections_publishedfigure"),
        closing_only("elections_staffingclaim", keys=[("id",), ("election_id", "code")]),
    ]
