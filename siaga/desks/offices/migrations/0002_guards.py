"""What the database itself refuses: a right that is rewritten or removed, and one chair with two people on it."""

from django.db import migrations

from siaga.desks.trail.triggers import Script, closing_only, guard, vendor_sql

MEMBERSHIP, INVITATION, USER = "offices_membership", "offices_invitation", "offices_user"
HOLDER, OFFICE = "offices_officeholder", "offices_office"


def changed(*columns):
    """True where one of the columns gets another value; NULL counts as a value."""
    return " OR ".join(f"NEW.{c} <> OLD.{c} OR (NEW.{c} IS NULL) <> (OLD.{c} IS NULL)" for c in columns)


TERMS = ("institution_id", "role", "region_id", "station_code", "ends")
ENDED = ("ended_at", "ended_by_id", "end_reason")
OUTCOME = ("accepted_at", "accepted_by_id", "membership_id", "withdrawn_at", "approved_by_id", "approved_at")
NOT_REWRITTEN = "what was granted is not rewritten"

SEPARATE = {
    "administers_alone": (
        "who administers accounts holds no other role",
        f"""EXISTS (SELECT 1 FROM "{MEMBERSHIP}" AS held
            WHERE held.user_id = NEW.user_id AND held.ended_at IS NULL
              AND (held.ends IS NULL OR held.ends >= NEW.starts)
              AND (held.role = 'administrator') <> (NEW.role = 'administrator'))""",
    ),
}
MEMBERSHIP_RULES = {
    "fixed": (NOT_REWRITTEN, changed("user_id", "starts", *TERMS)),
    "stays_ended": ("what was ended stays ended", f"OLD.ended_at IS NOT NULL AND ({changed(*ENDED)})"),
}
INVITATION_RULES = {
    "fixed": (
        NOT_REWRITTEN,
        changed("token_hash", "full_name", "invited_by_id", "created_at", "expires_at", *TERMS),
    ),
    "stays_decided": (
        "an accepted or withdrawn invitation stays so",
        f"(OLD.accepted_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL) AND ({changed(*OUTCOME)})",
    ),
}

# A holder occupies, for certain, the days from the stated start to the stated end; where one of the two is not
# stated, the other day alone; where both are missing, none. The greatest number of holders at once is reached
# on a day on which one of them starts, so only those days are counted.
SINCE, UNTIL = "COALESCE({h}.starts, {h}.ends)", "COALESCE({h}.ends, {h}.starts)"
ACTING = "({h}.form IN ('pjs', 'plt', 'plh'))"
CROWDED = f"""EXISTS (
    SELECT 1 FROM "{HOLDER}" AS day
    WHERE day.office_id = {{office}}
      AND (SELECT COUNT(*) FROM "{HOLDER}" AS h
           WHERE h.office_id = day.office_id AND {ACTING.format(h="h")} = {ACTING.format(h="day")}
             AND {SINCE.format(h="day")} BETWEEN {SINCE.format(h="h")} AND {UNTIL.format(h="h")})
          > {{seats}})"""
BY_HOLDER = CROWDED.format(
    office="NEW.office_id", seats=f'(SELECT seats FROM "{OFFICE}" WHERE id = NEW.office_id)'
)
BY_OFFICE = CROWDED.format(office="NEW.id", seats="NEW.seats")
TOO_MANY = "offices_officeholder: more holders on one day than the office has seats"


def crowded_sqlite(name, verb, table, condition):
    return f"""CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{TOO_MANY}'); END"""


def crowded_postgresql(name, verb, table, condition, office):
    """The office's row is locked first, so that two writers at once see each other's holder."""
    return [
        f"""CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM 1 FROM "{OFFICE}" WHERE id = {office} FOR NO KEY UPDATE;
                IF {condition} THEN RAISE EXCEPTION '{TOO_MANY}' USING ERRCODE = 'check_violation'; END IF;
                RETURN NULL;
            END $$""",
        f"""CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()""",
    ]


SEATS = vendor_sql(
    sqlite=Script(
        [
            crowded_sqlite("holder_has_a_seat_new", "INSERT", HOLDER, BY_HOLDER),
            crowded_sqlite("holder_has_a_seat", "UPDATE", HOLDER, BY_HOLDER),
            crowded_sqlite("office_seats_held", "UPDATE OF seats", OFFICE, BY_OFFICE),
        ],
        [
            'DROP TRIGGER "holder_has_a_seat_new"',
            'DROP TRIGGER "holder_has_a_seat"',
            'DROP TRIGGER "office_seats_held"',
        ],
    ),
    postgresql=Script(
        [
            *crowded_postgresql("holder_has_a_seat", "INSERT OR UPDATE", HOLDER, BY_HOLDER, "NEW.office_id"),
            *crowded_postgresql("office_seats_held", "UPDATE OF seats", OFFICE, BY_OFFICE, "NEW.id"),
        ],
        [
            f'DROP TRIGGER "holder_has_a_seat" ON "{HOLDER}"',
            'DROP FUNCTION "holder_has_a_seat"()',
            f'DROP TRIGGER "office_seats_held" ON "{OFFICE}"',
            'DROP FUNCTION "office_seats_held"()',
        ],
    ),
)


OF_ROLES = (
    closing_only(MEMBERSHIP),
    closing_only(INVITATION, keys=[("id",), ("token_hash",)]),
    guard(MEMBERSHIP, "INSERT", SEPARATE),
    guard(MEMBERSHIP, "UPDATE", MEMBERSHIP_RULES),
    guard(INVITATION, "UPDATE", INVITATION_RULES),
)
"""The rules of the two tables that name roles; a later migration that adds a role lifts them meanwhile."""


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]

    operations = [closing_only(USER, keys=[("id",), ("username",)]), *OF_ROLES, SEATS]
