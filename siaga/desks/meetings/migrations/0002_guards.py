"""What the database itself refuses of meetings and their record, whatever the Python above does.

Every rule is one condition under which a change is refused, in SQL that both databases read the same way.
"""

from django.db import migrations

from siaga.desks.trail.triggers import append_only, closing_only, guard

STEPS = [
    ("planned", "invited"),
    ("planned", "cancelled"),
    ("invited", "cancelled"),
    ("invited", "held"),
    ("held", "signed"),
    ("signed", "held"),
]

FIXED_ONCE_SIGNED = (
    ["title", "regime", "time_zone", "venue", "chair_printed", "basis_printed", "day_printed", "purpose"]
    + ["opening", "closing", "visibility", "cancel_reason", "door_key"]
    + ["day", "not_before", "not_after", "starts", "ends"]
    + ["chair_id", "chair_for_id", "moderator_id", "note_taker_id", "legal_basis_id"]
    + ["source_id", "source_place", "precision", "doubt"]
)
"""Every column of a meeting but state, revision, published_at, reopened_for and what never changes."""


def differs(column):
    """The column changes; unknown and known differ, unknown and unknown do not."""
    old, new = f'OLD."{column}"', f'NEW."{column}"'
    return f"({old} <> {new} OR ({old} IS NULL) <> ({new} IS NULL))"


def any_differs(columns):
    return " OR ".join(differs(column) for column in columns)


def newest(meeting):
    """The number of the newest version of a meeting's minutes."""
    return f"(SELECT MAX(n.number) FROM meetings_minutes n WHERE n.meeting_id = {meeting})"


def of_meeting(condition):
    """A condition on the meeting `g` that the new row belongs to."""
    return f"EXISTS (SELECT 1 FROM meetings_meeting g WHERE g.id = NEW.meeting_id AND {condition})"


STEP = " OR ".join(f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in STEPS)

MEETING_INSERT = {
    "starts_planned": (
        "a meeting starts as planned",
        "NEW.state = 'signed' OR (NOT NEW.loaded AND NEW.state <> 'planned')",
    ),
}

MEETING_UPDATE = {
    "stays_itself": (
        "series, code and origin never change",
        "NEW.id <> OLD.id OR NEW.series_id <> OLD.series_id OR NEW.code <> OLD.code OR NEW.loaded <> OLD.loaded",
    ),
    "allowed_step": (
        "this step is not in the table of states",
        f"NOT NEW.loaded AND NEW.state <> OLD.state AND NOT ({STEP})",
    ),
    "loaded_is_never_signed": ("a meeting from a pack is not signed here", "NEW.loaded AND NEW.state = 'signed'"),
    "one_revision_on": (
        "the revision goes up by one, and with every step",
        """NOT NEW.loaded AND (NEW.revision < OLD.revision OR NEW.revision > OLD.revision + 1
            OR (NEW.state <> OLD.state AND NEW.revision = OLD.revision))""",
    ),
    "signed_stays_as_it_is": (
        "the minutes are signed: reopen them first",
        f"OLD.state = 'signed' AND ({any_differs(FIXED_ONCE_SIGNED)})",
    ),
    "signed_as_it_is": (
        "a meeting is closed as it is: change it before, and lay it again",
        f"NEW.state = 'signed' AND OLD.state <> 'signed' AND ({any_differs(FIXED_ONCE_SIGNED)})",
    ),
    "reopened_with_reason": (
        "reopening needs a reason",
        "OLD.state = 'signed' AND NEW.state = 'held' AND NEW.reopened_for = ''",
    ),
    "signed_by_both": (
        "the newest version does not carry both signatures",
        f"""NEW.state = 'signed' AND OLD.state <> 'signed' AND 2 <> (
            SELECT COUNT(*) FROM meetings_signature s JOIN meetings_minutes n ON n.id = s.minutes_id
            WHERE n.meeting_id = NEW.id AND n.number = {newest("NEW.id")})""",
    ),
}

SIGNED = ("the minutes are signed: reopen them first", of_meeting("g.state = 'signed'"))
STAYS = ("a row never moves to another meeting", "NEW.id <> OLD.id OR NEW.meeting_id <> OLD.meeting_id")
RECORD_INSERT = {"not_once_signed": SIGNED}
RECORD_UPDATE = {"not_since_signed": SIGNED, "stays_in_its_meeting": STAYS}
WITHDRAWN = {
    "withdrawn_stays_withdrawn": (
        "what was withdrawn stays so",
        f"OLD.withdrawn AND NOT NEW.withdrawn AND {of_meeting('NOT g.loaded')}",
    ),
}

AHEAD_OR_OFF = of_meeting("g.state IN ('planned', 'cancelled') AND NOT g.loaded")
TAKEN = "NEW.presence IN ('present', 'represented', 'excused', 'absent')"
ATTENDANCE = {
    "says_how_it_was_taken": ("presence needs to say how it was taken", f"{TAKEN} AND NEW.method = ''"),
    "taken_when_due": (
        "nobody is present or absent before the invitation, nor at a meeting that is off",
        f"{TAKEN} AND {AHEAD_OR_OFF}",
    ),
    "stated_here": (
        "who keeps the minutes says who came",
        f"NEW.presence = 'not_stated' AND {of_meeting('NOT g.loaded')}",
    ),
}
ATTENDANCE_UPDATE = {f"still_{name}": rule for name, rule in ATTENDANCE.items()} | {
    "never_expected_again": (
        "presence that was taken is corrected, not taken back",
        "OLD.presence <> 'expected' AND NEW.presence = 'expected'",
    ),
    "same_guest": (
        "who was invited never changes",
        f"NEW.institution_id <> OLD.institution_id AND {of_meeting('NOT g.loaded')}",
    ),
}

WORDING_INSERT = {
    "not_once_signed": SIGNED,
    "next_number": (
        "the version number is not the next one",
        """NEW.number <> (
            SELECT COALESCE(MAX(w.number), 0) + 1 FROM meetings_wording w
            WHERE w.meeting_id = NEW.meeting_id AND w.passage = NEW.passage AND w.passage_id = NEW.passage_id)""",
    ),
    "upon_an_earlier_one": ("it is written upon an earlier version", "NEW.base >= NEW.number"),
    "of_its_own_meeting": (
        "the passage is not of this meeting",
        """(NEW.passage IN ('opening', 'closing') AND NEW.passage_id <> 0)
        OR (NEW.passage = 'statement' AND NOT EXISTS (
            SELECT 1 FROM meetings_statement t WHERE t.id = NEW.passage_id AND t.meeting_id = NEW.meeting_id))
        OR (NEW.passage = 'conclusion' AND NOT EXISTS (
            SELECT 1 FROM meetings_conclusion t WHERE t.id = NEW.passage_id AND t.meeting_id = NEW.meeting_id))""",
    ),
}

HELD_HERE = of_meeting("g.state = 'held' AND NOT g.loaded")
MINUTES_INSERT = {
    "next_number": (
        "the version number is not the next one",
        f"NEW.number <> COALESCE({newest('NEW.meeting_id')}, 0) + 1",
    ),
    "of_a_held_meeting": (
        "only the minutes of a meeting held here are laid before the signers",
        f"NOT {HELD_HERE}",
    ),
}

MEETING_OF_SIGNED = """
    meetings_minutes n JOIN meetings_meeting g ON g.id = n.meeting_id WHERE n.id = NEW.minutes_id"""
SIGNATURE_INSERT = {
    "under_the_newest": (
        "only the newest version of a meeting held is signed",
        f"""NOT EXISTS (SELECT 1 FROM {MEETING_OF_SIGNED}
            AND g.state = 'held' AND n.number = {newest("g.id")})""",
    ),
    "by_the_chairs_side": (
        "the chair''s signature is given by a member of the chair''s institution",
        f"""NEW.capacity = 'chair' AND NOT EXISTS (SELECT 1 FROM {MEETING_OF_SIGNED} AND EXISTS (
            SELECT 1 FROM offices_office o JOIN offices_membership p ON p.institution_id = o.institution_id
            WHERE o.id = g.chair_id AND p.user_id = NEW.by_id AND p.ended_at IS NULL))""",
    ),
    "by_the_note_taker": (
        "the note-taker''s signature is given by the note-taker of the meeting",
        f"""NEW.capacity = 'note_taker' AND NOT EXISTS (
            SELECT 1 FROM {MEETING_OF_SIGNED} AND g.note_taker_id = NEW.by_id)""",
    ),
}

_NUMBERED = [("id",), ("meeting_id", "number")]

OF_ATTENDANCE = [
    guard("meetings_attendance", "INSERT", RECORD_INSERT | ATTENDANCE),
    guard("meetings_attendance", "UPDATE", RECORD_UPDATE | ATTENDANCE_UPDATE),
    closing_only("meetings_attendance", keys=[*_NUMBERED, ("meeting_id", "institution_id", "office_id")]),
]
"""Lifted and put back whenever the table is altered: SQLite builds it anew."""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("offices", "0004_second_person")]

    operations = [
        closing_only("meetings_series", keys=[("id",), ("election_id", "code")]),
        guard("meetings_meeting", "INSERT", MEETING_INSERT),
        guard("meetings_meeting", "UPDATE", MEETING_UPDATE),
        closing_only("meetings_meeting", keys=[("id",), ("series_id", "code")]),
        guard("meetings_agendaitem", "INSERT", RECORD_INSERT),
        guard("meetings_agendaitem", "UPDATE", RECORD_UPDATE),
        closing_only("meetings_agendaitem", keys=[*_NUMBERED, ("meeting_id", "action_id")]),
        *OF_ATTENDANCE,
        guard("meetings_statement", "INSERT", RECORD_INSERT),
        guard("meetings_statement", "UPDATE", RECORD_UPDATE | WITHDRAWN),
        closing_only("meetings_statement", keys=_NUMBERED),
        guard("meetings_conclusion", "INSERT", RECORD_INSERT),
        guard("meetings_conclusion", "UPDATE", RECORD_UPDATE | WITHDRAWN),
        closing_only("meetings_conclusion", keys=_NUMBERED),
        guard("meetings_wording", "INSERT", WORDING_INSERT),
        append_only(
            "meetings_wording",
            keys=[("id",), ("client_id",), ("meeting_id", "passage", "passage_id", "number")],
        ),
        guard("meetings_minutes", "INSERT", MINUTES_INSERT),
        append_only("meetings_minutes", keys=_NUMBERED),
        guard("meetings_signature", "INSERT", SIGNATURE_INSERT),
        append_only(
            "meetings_signature", keys=[("id",), ("minutes_id", "capacity"), ("minutes_id", "by_id")]
        ),
    ]
