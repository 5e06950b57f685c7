"""Regions and stations are closed, never deleted; a correction that was decided stays as it was decided."""

from django.db import migrations

from siaga.desks.trail.triggers import closing_only, guard

DECIDED = {
    "decided_once": ("a decided correction does not change", "OLD.state <> 'proposed'"),
    "stays_as_proposed": (
        "what was proposed does not change",
        """NEW.station_id <> OLD.station_id OR NEW.proposed_by_id <> OLD.proposed_by_id
        OR NEW.reason <> OLD.reason OR CAST(NEW.before AS TEXT) <> CAST(OLD.before AS TEXT)
        OR CAST(NEW.after AS TEXT) <> CAST(OLD.after AS TEXT)""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("places", "0002_station_correction")]

    operations = [
        closing_only("places_region", keys=[("code",)]),
        closing_only("places_stationmap", keys=[("id",), ("code",)]),
        closing_only("places_pollingstation", keys=[("id",), ("map_id", "code")]),
        closing_only("places_stationcorrection"),
        guard("places_stationcorrection", "UPDATE", DECIDED),
    ]
