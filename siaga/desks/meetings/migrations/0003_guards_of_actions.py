"""What the database itself refuses of actions, their evidence and verdicts, and of how people are called.

Every rule is one condition under which a change is refused, in SQL that both databases read the same way.
"""

from django.db import migrations

from siaga.desks.trail.triggers import Script, append_only, closing_only, guard, vendor_sql

STEPS = (
    ("open", "reported"),
    ("reported", "done"),
    ("reported", "open"),
    ("open", "cancelled"),
    ("reported", "cancelled"),
    ("done", "open"),
    ("cancelled", "open"),
)
"""The table of steps: from which state to which; docs/actions.md says who takes each and with what."""

_STEP = " OR ".join(f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in STEPS)

CONCLUSION_OF_MEETING = (
    "the conclusion is of another meeting",
    """NEW.conclusion_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM meetings_conclusion c WHERE c.id = NEW.conclusion_id AND c.meeting_id = NEW.meeting_id)""",
)

ACTION_INSERT = {
    "starts_open": (
        "an action starts open, without evidence",
        "NEW.state <> 'open' OR NEW.revision <> 0 OR NEW.evidence_id IS NOT NULL",
    ),
    "same_election": (
        "the meeting is of another election",
        """NOT EXISTS (
            SELECT 1 FROM meetings_meeting m JOIN meetings_series s ON s.id = m.series_id
            WHERE m.id = NEW.meeting_id AND s.election_id = NEW.election_id)""",
    ),
    "conclusion_here": CONCLUSION_OF_MEETING,
}

ACTION_UPDATE = {
    "stays_itself": (
        "meeting, number and election never change",
        """NEW.id <> OLD.id OR NEW.meeting_id <> OLD.meeting_id OR NEW.number <> OLD.number
        OR NEW.election_id <> OLD.election_id""",
    ),
    "conclusion_still_here": CONCLUSION_OF_MEETING,
    "one_revision_on": ("the revision must go up by one", "NEW.revision <> OLD.revision + 1"),
    "allowed_step": ("this step is not in the table of steps", f"NEW.state <> OLD.state AND NOT ({_STEP})"),
    "owner_while_open": (
        "the owner changes only while the action is open",
        """COALESCE(NEW.owner_id, 0) <> COALESCE(OLD.owner_id, 0)
        AND NOT (OLD.state = 'open' AND NEW.state = 'open')""",
    ),
    "evidence_of_this": (
        "the evidence is of another action",
        """NEW.evidence_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM meetings_evidence e WHERE e.id = NEW.evidence_id AND e.action_id = NEW.id)""",
    ),
    "reported_with_the_newest": (
        "what waits for confirmation is the newest evidence, and nobody has judged it",
        """NEW.state = 'reported' AND (
            NEW.evidence_id <> (SELECT MAX(e.id) FROM meetings_evidence e WHERE e.action_id = NEW.id)
            OR EXISTS (SELECT 1 FROM meetings_verdict v WHERE v.evidence_id = NEW.evidence_id))""",
    ),
    "done_after_verdict": (
        "nobody of another institution has confirmed this evidence",
        """NEW.state = 'done' AND NOT EXISTS (
            SELECT 1 FROM meetings_verdict v JOIN meetings_evidence e ON e.id = v.evidence_id
            WHERE e.id = NEW.evidence_id AND e.action_id = NEW.id AND v.outcome = 'confirmed'
            AND v.by_id = NEW.confirmed_by_id AND v.institution_id = NEW.confirmed_for_id
            AND v.by_id <> e.by_id AND v.institution_id <> e.institution_id)""",
    ),
    "back_after_verdict": (
        "nobody has sent this evidence back",
        """OLD.state = 'reported' AND NEW.state = 'open' AND NOT EXISTS (
            SELECT 1 FROM meetings_verdict v WHERE v.evidence_id = OLD.evidence_id AND v.outcome = 'returned')""",
    ),
}

SPEAKS_FOR = (
    "the person holds no role at this institution",
    """NOT EXISTS (
        SELECT 1 FROM offices_membership m
        WHERE m.user_id = NEW.by_id AND m.institution_id = NEW.institution_id AND m.ended_at IS NULL)""",
)

EVIDENCE_INSERT = {
    "of_the_owners_side": (
        "evidence comes from the owner or who works with them, while the action is open or reported",
        """NOT EXISTS (
            SELECT 1 FROM meetings_action a
            WHERE a.id = NEW.action_id AND a.state IN ('open', 'reported')
            AND (a.owner_id = NEW.institution_id OR EXISTS (
                SELECT 1 FROM meetings_action_partners p
                WHERE p.action_id = a.id AND p.institution_id = NEW.institution_id)))""",
    ),
    "speaks_for": SPEAKS_FOR,
}

VERDICT_INSERT = {
    # The database counts days in UTC, the city in its own zone: on the last day of a term the services decide.
    "on_neither_side": (
        "who holds a role on the side of the action judges nothing of it",
        """EXISTS (
            SELECT 1 FROM meetings_evidence e JOIN meetings_action a ON a.id = e.action_id
            JOIN offices_membership m ON m.user_id = NEW.by_id AND m.ended_at IS NULL
                AND m.starts <= CURRENT_DATE AND (m.ends IS NULL OR m.ends > CURRENT_DATE)
            WHERE e.id = NEW.evidence_id AND (
                m.institution_id = e.institution_id OR m.institution_id = a.owner_id OR EXISTS (
                    SELECT 1 FROM meetings_action_partners p
                    WHERE p.action_id = a.id AND p.institution_id = m.institution_id)))""",
    ),
    "judges_what_waits": (
        "this evidence does not wait for confirmation",
        """NOT EXISTS (
            SELECT 1 FROM meetings_action a WHERE a.evidence_id = NEW.evidence_id AND a.state = 'reported')""",
    ),
    "another_person": (
        "who showed the evidence cannot judge it",
        "EXISTS (SELECT 1 FROM meetings_evidence e WHERE e.id = NEW.evidence_id AND e.by_id = NEW.by_id)",
    ),
    "another_institution": (
        "who owns the action or works on it cannot judge its evidence",
        """EXISTS (
            SELECT 1 FROM meetings_evidence e JOIN meetings_action a ON a.id = e.action_id
            WHERE e.id = NEW.evidence_id AND (
                e.institution_id = NEW.institution_id OR a.owner_id = NEW.institution_id OR EXISTS (
                    SELECT 1 FROM meetings_action_partners p
                    WHERE p.action_id = a.id AND p.institution_id = NEW.institution_id)))""",
    ),
    "speaks_for": SPEAKS_FOR,
}


def _while_open(row: str) -> dict[str, tuple[str, str]]:
    """Who works with the owner is settled before evidence is shown: they could not confirm it otherwise."""
    condition = f"EXISTS (SELECT 1 FROM meetings_action a WHERE a.id = {row}.action_id AND a.state <> 'open')"
    return {f"{row.lower()}_while_open": ("partners change only while the action is open", condition)}


PARTNER_UPDATE = {"never": ("a partner is added or taken away, never changed", "1 = 1")}

PARTNERS = "meetings_action_partners"
PARTNERS_STAY = vendor_sql(
    sqlite=Script([], []),
    postgresql=Script(
        [
            f"""CREATE FUNCTION "{PARTNERS}_stay"() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '{PARTNERS}: partners are taken away one by one'
                    USING ERRCODE = 'restrict_violation';
            END $$""",
            f"""CREATE TRIGGER "{PARTNERS}_no_truncate" BEFORE TRUNCATE ON "{PARTNERS}"
                FOR EACH STATEMENT EXECUTE FUNCTION "{PARTNERS}_stay"()""",
        ],
        [f'DROP TRIGGER "{PARTNERS}_no_truncate" ON "{PARTNERS}"', f'DROP FUNCTION "{PARTNERS}_stay"()'],
    ),
)

REMINDER_UPDATE = {
    "stays_itself": (
        "action, person, kind and day never change",
        """NEW.id <> OLD.id OR NEW.action_id <> OLD.action_id OR NEW.user_id <> OLD.user_id
        OR NEW.kind <> OLD.kind OR NEW.day <> OLD.day""",
    ),
    "sent_stays_sent": (
        "what was sent stays sent",
        "OLD.sent_at IS NOT NULL AND (NEW.sent_at IS NULL OR NEW.sent_at <> OLD.sent_at)",
    ),
}
CLOSED_STAYS = (
    "what is closed stays closed",
    "OLD.closed_at IS NOT NULL AND (NEW.closed_at IS NULL OR NEW.closed_at <> OLD.closed_at)",
)
CHANNEL_UPDATE = {
    "stays_itself": (
        "person and address never change",
        "NEW.id <> OLD.id OR NEW.user_id <> OLD.user_id OR NEW.address <> OLD.address",
    ),
    "stays_closed": CLOSED_STAYS,
}
KEY_UPDATE = {
    "stays_itself": (
        "person and key never change",
        "NEW.id <> OLD.id OR NEW.user_id <> OLD.user_id OR NEW.key_hash <> OLD.key_hash",
    ),
    "stays_closed": CLOSED_STAYS,
}

OF_ACTIONS = (
    guard("meetings_action", "INSERT", ACTION_INSERT),
    guard("meetings_action", "UPDATE", ACTION_UPDATE),
    closing_only("meetings_action", keys=[("id",), ("meeting_id", "number")]),
    guard("meetings_action_partners", "INSERT", _while_open("NEW")),
    guard("meetings_action_partners", "UPDATE", PARTNER_UPDATE),
    guard("meetings_action_partners", "DELETE", _while_open("OLD")),
    PARTNERS_STAY,
)
OF_EVIDENCE = (
    append_only("meetings_evidence", keys=[("id",), ("client_id",)]),
    guard("meetings_evidence", "INSERT", EVIDENCE_INSERT),
    append_only("meetings_verdict", keys=[("id",), ("evidence_id",)]),
    guard("meetings_verdict", "INSERT", VERDICT_INSERT),
)
OF_CALLS = (
    guard("meetings_reminder", "UPDATE", REMINDER_UPDATE),
    closing_only("meetings_reminder", keys=[("id",), ("action_id", "user_id", "kind", "day")]),
    guard("meetings_channel", "UPDATE", CHANNEL_UPDATE),
    closing_only("meetings_channel"),
    guard("meetings_calendarkey", "UPDATE", KEY_UPDATE),
    closing_only("meetings_calendarkey", keys=[("id",), ("key_hash",)]),
)
"""The rules by table, for a later migration that must lift them while it alters one."""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_guards")]

    operations = [*OF_ACTIONS, *OF_EVIDENCE, *OF_CALLS]
