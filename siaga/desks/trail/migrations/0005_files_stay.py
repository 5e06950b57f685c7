"""A stored file is never changed and never taken away, by the database's own rule."""

from django.db import migrations

from siaga.desks.trail.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("trail", "0004_stored_files")]

    operations = [append_only("trail_storedfile", keys=[("sha256",)])]
