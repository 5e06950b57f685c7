"""What the database itself refuses, whatever the Python above does.

Every rule is one condition under which a change is refused, in SQL that both databases read the same way.
"""

from django.db import migrations

from siaga.desks.trail.triggers import append_only, closing_only, guard

STEPS = [
    ("expected", "enter", "entered", True),
    ("expected", "declare", "held", True),
    ("entered", "enter", "entered", True),
    ("entered", "declare", "held", True),
    ("entered", "confirm", "counted", False),
    ("entered", "differ", "held", False),
    ("entered", "clash", "held", False),
    ("entered", "hold", "held", False),
    ("entered", "correct", "corrected", True),
    ("held", "release", "entered", False),
    ("held", "return", "returned", False),
    ("held", "correct", "corrected", True),
    ("returned", "enter", "entered", True),
    ("returned", "declare", "held", True),
    ("returned", "correct", "corrected", True),
    ("corrected", "confirm", "counted", False),
    ("corrected", "differ", "held", False),
    ("corrected", "clash", "held", False),
    ("corrected", "hold", "held", False),
    ("corrected", "correct", "corrected", True),
    ("counted", "hold", "held", False),
    ("counted", "correct", "corrected", True),
]

ROW_INSERT = {
    "starts_expected": ("a row starts as expected", "NEW.state <> 'expected'"),
    "same_election": (
        "the station is not on the map of the contest''s election",
        """NOT EXISTS (
            SELECT 1 FROM elections_contest c
            JOIN elections_election e ON e.id = c.election_id
            JOIN places_pollingstation s ON s.map_id = e.station_map_id
            WHERE c.id = NEW.contest_id AND s.id = NEW.station_id)""",
    ),
}

ROW_UPDATE = {
    "stays_itself": (
        "contest and station never change",
        "NEW.id <> OLD.id OR NEW.contest_id <> OLD.contest_id OR NEW.station_id <> OLD.station_id",
    ),
    "one_revision_on": ("the revision must go up by one", "NEW.revision <> OLD.revision + 1"),
    "allowed_step": (
        "this step is not in the table of transitions",
        """NOT EXISTS (
            SELECT 1 FROM results_transition t
            WHERE t.before = OLD.state AND t.act = NEW.act AND t.after = NEW.state
            AND t.brings_version = (COALESCE(NEW.current_id, 0) <> COALESCE(OLD.current_id, 0)))""",
    ),
    "repeats_its_version": (
        "person, errors and sample mark must be those of the newest version",
        """NOT EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.id = NEW.current_id AND v.row_id = NEW.id AND v.entered_by_id = NEW.entered_by_id
            AND v.errors = NEW.errors AND v.sample = NEW.sample
            AND v.number = (SELECT MAX(n.number) FROM results_resultversion n WHERE n.row_id = NEW.id))""",
    ),
    "counted_after_reading": (
        "no second person has read these votes and agreed",
        """NEW.state = 'counted' AND NOT EXISTS (
            SELECT 1 FROM results_secondreading r
            WHERE r.version_id = NEW.current_id AND r.by_id = NEW.confirmed_by_id
            AND r.revision = OLD.revision AND r.agrees)""",
    ),
}

VERSION_INSERT = {
    "next_number": (
        "the version number is not the next one",
        """NEW.number <> (
            SELECT COALESCE(MAX(v.number), 0) + 1 FROM results_resultversion v WHERE v.row_id = NEW.row_id)""",
    ),
}

READING_INSERT = {
    "another_person": (
        "the person who entered the figures cannot be their second reader",
        """EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.id = NEW.version_id AND v.entered_by_id = NEW.by_id)""",
    ),
    "reads_what_stands": (
        "the row does not stand at this version and revision",
        """NOT EXISTS (
            SELECT 1 FROM results_resultrow w
            WHERE w.current_id = NEW.version_id AND w.revision = NEW.revision)""",
    ),
}

FIXED = {"fixed": ("the table of transitions comes with a migration", "1 = 1")}


def fill_transitions(apps, schema_editor):
    transition = apps.get_model("results", "Transition")
    transition.objects.bulk_create(
        transition(before=before, act=act, after=after, brings_version=brings) for before, act, after, brings in STEPS
    )


def empty_transitions(apps, schema_editor):
    apps.get_model("results", "Transition").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial")]

    operations = [
        migrations.RunPython(fill_transitions, empty_transitions),
        guard("results_transition", "INSERT", FIXED),
        append_only("results_transition"),
        guard("results_resultrow", "INSERT", ROW_INSERT),
        guard("results_resultrow", "UPDATE", ROW_UPDATE),
        closing_only("results_resultrow", keys=[("id",), ("contest_id", "station_id")]),
        append_only("results_resultversion", keys=[("id",), ("row_id", "number"), ("client_id",)]),
        guard("results_resultversion", "INSERT", VERSION_INSERT),
        append_only("results_secondreading", keys=[("id",), ("client_id",), ("version_id", "revision")]),
        guard("results_secondreading", "INSERT", READING_INSERT),
        append_only("results_clash", keys=[("id",), ("client_id", "digest")]),
    ]
