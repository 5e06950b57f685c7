"""What the database itself refuses: two people on one seat, one person on two, duty without an oath."""

from django.db import migrations

from siaga.desks.trail.triggers import Script, append_only, closing_only, guard, vendor_sql

POST, PERSON, SERVICE = "staff_post", "staff_person", "staff_service"
REPLACEMENT, ATTENDANCE = "staff_replacement", "staff_attendance"


def changed(*columns):
    """True where one of the columns gets another value; NULL counts as a value."""
    return " OR ".join(f"NEW.{c} <> OLD.{c} OR (NEW.{c} IS NULL) <> (OLD.{c} IS NULL)" for c in columns)


POST_INSERT = {
    "on_the_map": (
        "the station is not on the map of the election, or lies in another ward",
        """NEW.station_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM places_pollingstation s JOIN elections_election e ON e.station_map_id = s.map_id
            WHERE s.id = NEW.station_id AND e.id = NEW.election_id AND s.ward_id = NEW.region_id)""",
    ),
    "in_its_region": (
        "the body has no seats in a region of this level",
        """NEW.station_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM places_region r WHERE r.code = NEW.region_id
            AND r.level = CASE WHEN NEW.kind IN ('ppk', 'panwascam') THEN 'district' ELSE 'ward' END)""",
    ),
    "once_in_its_region": (
        "this seat is there",
        f"""NEW.station_id IS NULL AND EXISTS (
            SELECT 1 FROM {POST} p WHERE p.station_id IS NULL AND p.election_id = NEW.election_id
            AND p.region_id = NEW.region_id AND p.kind = NEW.kind AND p.number = NEW.number)""",
    ),
}
POST_UPDATE = {
    "stays_itself": (
        "a seat keeps its election, body, place and number",
        changed("id", "election_id", "kind", "region_id", "station_id", "number", "position"),
    ),
}

# A seat is handed over within a day: the day one leaves is the day the next begins. A person is counted by whole
# days: who left a seat today sits on no other before tomorrow. What was recorded by mistake never was.
ONE_HOLDER = f"""NEW.end_reason <> 'mistake' AND EXISTS (
    SELECT 1 FROM {SERVICE} o WHERE o.post_id = NEW.post_id AND o.id <> NEW.id AND o.end_reason <> 'mistake'
    AND (o.ended_on IS NULL OR o.ended_on > NEW.starts)
    AND (NEW.ended_on IS NULL OR NEW.ended_on > o.starts))"""
ONE_SEAT = f"""NEW.end_reason <> 'mistake' AND EXISTS (
    SELECT 1 FROM {SERVICE} o WHERE o.person_id = NEW.person_id AND o.id <> NEW.id AND o.end_reason <> 'mistake'
    AND (o.ended_on IS NULL OR o.ended_on >= NEW.starts)
    AND (NEW.ended_on IS NULL OR NEW.ended_on >= o.starts))"""
OF_THE_DAY = """SELECT 1 FROM staff_post p JOIN elections_election e ON e.id = p.election_id
    WHERE p.id = NEW.post_id AND e.voting_date"""

HELD = "the seat has another holder on these days"
SITS = "the person sits on another seat on one of these days"
OTHER = "o.id <> NEW.id AND"  # on SQLite a new row has no number yet, and needs none: it is other than all
SERVICE_INSERT = {
    "one_holder_new": (HELD, ONE_HOLDER.replace(OTHER, "")),
    "one_seat_a_day_new": (SITS, ONE_SEAT.replace(OTHER, "")),
    "seat_is_open": (
        "the seat is closed",
        f"EXISTS (SELECT 1 FROM {POST} p WHERE p.id = NEW.post_id AND p.closed_at IS NOT NULL)",
    ),
    "emergency_is_today": (
        "only on voting day does anybody take a seat before a second person agrees",
        f"NEW.emergency AND NOT EXISTS ({OF_THE_DAY} = NEW.starts)",
    ),
    "starts_absent": ("nobody is on duty before an entry of the attendance says so", "NEW.presence <> ''"),
}
SERVICE_UPDATE = {
    "one_holder": (HELD, ONE_HOLDER),
    "one_seat_a_day": (SITS, ONE_SEAT),
    "stays_itself": (
        "a service keeps its seat, person, first day and recruiter",
        changed("id", "post_id", "person_id", "starts", "recruited_by_id", "recruited_at", "emergency"),
    ),
    "stays_selected": (
        "a selection is not rewritten",
        f"OLD.selected_by_id IS NOT NULL AND ({changed('selected_by_id', 'selected_on')})",
    ),
    "stays_sworn": (
        "an oath is not taken back",
        "OLD.sworn_on IS NOT NULL AND (NEW.sworn_on IS NULL OR NEW.sworn_on <> OLD.sworn_on)",
    ),
    "stays_ended": (
        "what was ended stays ended",
        f"OLD.ended_on IS NOT NULL AND ({changed('ended_on', 'end_reason', 'end_note', 'ended_by_id')})",
    ),
    "presence_as_noted": (
        "presence is that of the newest entry of the attendance",
        f"""NEW.presence <> OLD.presence AND NOT EXISTS (
            SELECT 1 FROM {ATTENDANCE} a WHERE a.state = NEW.presence AND a.id = (
                SELECT MAX(n.id) FROM {ATTENDANCE} n WHERE n.service_id = NEW.id AND NOT n.clash))""",
    ),
    "sworn_by_voting_day": (
        "duty on voting day needs an oath taken by then",
        f"NEW.presence IN ('arrived', 'late') AND NOT EXISTS ({OF_THE_DAY} >= NEW.sworn_on)",
    ),
}

REPLACEMENT_INSERT = {
    "begins": (
        "a replacement begins as proposed, or in effect on voting day",
        "NEW.state NOT IN ('proposed', 'effective')",
    ),
    "once": (
        "a replacement of this service is there",
        f"""EXISTS (SELECT 1 FROM {REPLACEMENT} r
            WHERE r.outgoing_id = NEW.outgoing_id AND r.state <> 'refused')""",
    ),
    "in_effect_on_the_day": (
        "only on voting day does a replacement take effect before it is confirmed",
        f"""NEW.state = 'effective' AND NOT EXISTS (
            SELECT 1 FROM {SERVICE} s JOIN {POST} p ON p.id = s.post_id
            JOIN elections_election e ON e.id = p.election_id
            WHERE s.id = NEW.outgoing_id AND e.voting_date = NEW.on_day)""",
    ),
    "into_the_same_seat": (
        "the new service is of another seat or another person",
        f"""NEW.incoming_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM {SERVICE} i JOIN {SERVICE} o ON o.post_id = i.post_id
            WHERE i.id = NEW.incoming_id AND o.id = NEW.outgoing_id AND i.person_id = NEW.person_id
            AND o.ended_on IS NOT NULL AND i.id <> o.id)""",
    ),
}
REPLACEMENT_UPDATE = {
    "stays_itself": (
        "what was proposed is not rewritten",
        changed("id", "outgoing_id", "person_id", "on_day", "reason", "note", "proposed_by_id", "proposed_at"),
    ),
    "stays_decided": ("a decision stands", "OLD.state IN ('confirmed', 'refused')"),
    "only_decided": (
        "a replacement is only decided",
        "NEW.state NOT IN ('confirmed', 'refused') OR (OLD.state = 'effective' AND NEW.incoming_id <> OLD.incoming_id)",
    ),
    "into_the_same_seat_still": REPLACEMENT_INSERT["into_the_same_seat"],
}

ATTENDANCE_INSERT = {
    "receipt_once": (
        "the receipt number was used before",
        f"""NOT NEW.clash AND EXISTS (
            SELECT 1 FROM {ATTENDANCE} a WHERE a.client_id = NEW.client_id AND NOT a.clash)""",
    ),
    "still_serves": (
        "the service has ended",
        f"NOT NEW.clash AND EXISTS (SELECT 1 FROM {SERVICE} s WHERE s.id = NEW.service_id AND s.ended_on IS NOT NULL)",
    ),
    "at_a_station": (
        "only crews of polling stations have an attendance",
        f"""NOT EXISTS (SELECT 1 FROM {SERVICE} s JOIN {POST} p ON p.id = s.post_id
            WHERE s.id = NEW.service_id AND p.kind IN ('kpps', 'linmas', 'ptps'))""",
    ),
}

# PostgreSQL lets two writers not see each other's row: they meet at the seat and at the person first. SQLite has
# one writer at a time.
ONE_AFTER_ANOTHER = vendor_sql(
    sqlite=Script([], []),
    postgresql=Script(
        [
            f"""CREATE FUNCTION "{SERVICE}_a_turn"() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM 1 FROM {POST} WHERE id = NEW.post_id FOR NO KEY UPDATE;
                    PERFORM 1 FROM {PERSON} WHERE id = NEW.person_id FOR NO KEY UPDATE;
                    RETURN NEW;
                END $$""",
            f"""CREATE TRIGGER "{SERVICE}_a_turn" BEFORE INSERT OR UPDATE ON "{SERVICE}"
                FOR EACH ROW EXECUTE FUNCTION "{SERVICE}_a_turn"()""",
        ],
        [f'DROP TRIGGER "{SERVICE}_a_turn" ON "{SERVICE}"', f'DROP FUNCTION "{SERVICE}_a_turn"()'],
    ),
)


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("elections", "0002_guards"), ("places", "0003_guards")]

    operations = [
        closing_only(POST, keys=[("id",), ("election_id", "station_id", "kind", "number")]),
        guard(POST, "INSERT", POST_INSERT),
        guard(POST, "UPDATE", POST_UPDATE),
        closing_only(PERSON, keys=[("id",), ("nik_hash",)]),
        ONE_AFTER_ANOTHER,
        closing_only(SERVICE),
        guard(SERVICE, "INSERT", SERVICE_INSERT),
        guard(SERVICE, "UPDATE", SERVICE_UPDATE),
        closing_only(REPLACEMENT, keys=[("id",), ("incoming_id",)]),
        guard(REPLACEMENT, "INSERT", REPLACEMENT_INSERT),
        guard(REPLACEMENT, "UPDATE", REPLACEMENT_UPDATE),
        append_only(ATTENDANCE, keys=[("id",), ("client_id", "digest")]),
        guard(ATTENDANCE, "INSERT", ATTENDANCE_INSERT),
    ]
