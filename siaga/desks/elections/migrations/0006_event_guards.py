"""An event, too, is closed and never deleted."""

from django.db import migrations

from siaga.desks.trail.triggers import closing_only


class Migration(migrations.Migration):
    dependencies = [("elections", "0005_events")]

    operations = [closing_only("elections_event", keys=[("id",), ("election_id", "code")])]
