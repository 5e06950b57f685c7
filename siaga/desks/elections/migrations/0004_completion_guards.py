"""A stage is completed when a second person says so: nobody confirms what they reported themselves."""

from django.db import migrations

from siaga.desks.trail.triggers import append_only, guard

REPORT, VERDICT = "elections_stagereport", "elections_stageverdict"

REPORT_INSERT = {
    "next_number": (
        "the number is not the next one",
        f"""NEW.number <> (
            SELECT COALESCE(MAX(r.number), 0) + 1 FROM "{REPORT}" r WHERE r.stage_id = NEW.stage_id)""",
    ),
}

VERDICT_INSERT = {
    "another_person": (
        "who reported a stage does not confirm it",
        f'EXISTS (SELECT 1 FROM "{REPORT}" r WHERE r.id = NEW.report_id AND r.by_id = NEW.by_id)',
    ),
    "another_office": (
        "a colleague confirms it only as a commissioner or supervisor",
        f"""EXISTS (
            SELECT 1 FROM "{REPORT}" r WHERE r.id = NEW.report_id AND r.institution_id = NEW.institution_id)
        AND NOT EXISTS (
            SELECT 1 FROM offices_membership m
            WHERE m.user_id = NEW.by_id AND m.institution_id = NEW.institution_id
            AND m.role IN ('commissioner', 'supervisor') AND m.ended_at IS NULL)""",
    ),
    "newest": (
        "a newer report stands",
        f"""EXISTS (
            SELECT 1 FROM "{REPORT}" r JOIN "{REPORT}" n ON n.stage_id = r.stage_id AND n.number > r.number
            WHERE r.id = NEW.report_id)""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("elections", "0003_completion")]

    operations = [
        append_only(REPORT, keys=[("id",), ("stage_id", "number"), ("client_id",)]),
        guard(REPORT, "INSERT", REPORT_INSERT),
        append_only(VERDICT, keys=[("id",), ("report_id",)]),
        guard(VERDICT, "INSERT", VERDICT_INSERT),
    ]
