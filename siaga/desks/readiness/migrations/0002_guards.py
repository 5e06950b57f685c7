"""What the database itself refuses about duties and situation reports, whatever the Python above does."""

from django.db import migrations

from siaga.desks.trail.triggers import append_only, closing_only, guard

DUTY, REPORT, VERDICT = "readiness_duty", "readiness_dutyreport", "readiness_dutyverdict"
SITUATION = "readiness_situationreport"

OTHER_MEETING = (
    "the statement was made at another meeting",
    """NEW.statement_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM meetings_statement s WHERE s.id = NEW.statement_id AND s.meeting_id = NEW.meeting_id)""",
)

DUTY_INSERT = {
    "starts_unknown": (
        "nobody has reported on a new duty",
        "NEW.standing <> 'no_report' OR NEW.latest_id IS NOT NULL",
    ),
    "made_at_its_meeting": OTHER_MEETING,
}

DUTY_UPDATE = {
    "stays_itself": (
        "election and code never change",
        "NEW.id <> OLD.id OR NEW.election_id <> OLD.election_id OR NEW.code <> OLD.code",
    ),
    "stays_with_its_reporter": (
        "a duty that was reported on stays with its institution",
        f"""NEW.institution_id <> OLD.institution_id
            AND EXISTS (SELECT 1 FROM "{REPORT}" r WHERE r.duty_id = OLD.id)""",
    ),
    "stays_at_its_meeting": OTHER_MEETING,
    "repeats_the_newest": (
        "the state is not that of the newest report and its verdict",
        f"""NEW.standing <> COALESCE(
            (SELECT CASE
                WHEN r.state <> 'done' THEN r.state
                WHEN v.id IS NULL THEN 'reported'
                WHEN v.outcome = 'confirmed' THEN 'done'
                ELSE 'in_progress' END
             FROM "{REPORT}" r LEFT JOIN "{VERDICT}" v ON v.report_id = r.id
             WHERE r.id = NEW.latest_id AND r.duty_id = NEW.id
             AND r.number = (SELECT MAX(n.number) FROM "{REPORT}" n WHERE n.duty_id = NEW.id)), 'no_report')
        OR (NEW.latest_id IS NULL AND EXISTS (SELECT 1 FROM "{REPORT}" r WHERE r.duty_id = NEW.id))""",
    ),
    "newest_exists": (
        "the newest report is not one of this duty",
        f"""NEW.latest_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM "{REPORT}" r WHERE r.id = NEW.latest_id AND r.duty_id = NEW.id)""",
    ),
}

REPORT_INSERT = {
    "next_number": (
        "the number is not the next one",
        f"""NEW.number <> (
            SELECT COALESCE(MAX(r.number), 0) + 1 FROM "{REPORT}" r WHERE r.duty_id = NEW.duty_id)""",
    ),
    "own_duty": (
        "an institution reports on its own duties only",
        f"""NOT EXISTS (
            SELECT 1 FROM "{DUTY}" d
            WHERE d.id = NEW.duty_id AND d.institution_id = NEW.institution_id AND d.closed_at IS NULL)""",
    ),
}

VERDICT_INSERT = {
    "another_institution": (
        "an institution does not confirm its own duty",
        f"""EXISTS (
            SELECT 1 FROM "{REPORT}" r JOIN "{DUTY}" d ON d.id = r.duty_id
            WHERE r.id = NEW.report_id AND (d.institution_id = NEW.institution_id OR r.by_id = NEW.by_id))""",
    ),
    "newest_done": (
        "only the newest report is judged, and only when it says done",
        f"""NOT EXISTS (
            SELECT 1 FROM "{REPORT}" r WHERE r.id = NEW.report_id AND r.state = 'done'
            AND r.number = (SELECT MAX(n.number) FROM "{REPORT}" n WHERE n.duty_id = r.duty_id))""",
    ),
}

SITUATION_INSERT = {
    "repeats_its_paper": (
        "the digest is not that of the paper",
        """NOT EXISTS (
            SELECT 1 FROM meetings_issueddocument p
            WHERE p.id = NEW.paper_id AND p.digest = NEW.digest AND p.kind = 'report')""",
    ),
    "next_number": (
        "the number is not the next one",
        f"""NEW.number <> (
            SELECT COALESCE(MAX(s.number), 0) + 1 FROM "{SITUATION}" s WHERE s.election_id = NEW.election_id)""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("readiness", "0001_initial")]

    operations = [
        closing_only(DUTY, keys=[("id",), ("election_id", "code")]),
        guard(DUTY, "INSERT", DUTY_INSERT),
        guard(DUTY, "UPDATE", DUTY_UPDATE),
        append_only(REPORT, keys=[("id",), ("duty_id", "number"), ("client_id",)]),
        guard(REPORT, "INSERT", REPORT_INSERT),
        append_only(VERDICT, keys=[("id",), ("report_id",)]),
        guard(VERDICT, "INSERT", VERDICT_INSERT),
        append_only("readiness_reportplan"),
        append_only(SITUATION, keys=[("id",), ("election_id", "number"), ("paper_id",)]),
        guard(SITUATION, "INSERT", SITUATION_INSERT),
    ]
