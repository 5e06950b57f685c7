"""The log is append-only and gapless by the database's own rule, whatever the Python above does."""

from django.db import migrations

from siaga.desks.trail.triggers import Script, append_only, vendor_sql

# An entry is refused unless its index is the next one and the columns people search by say what the hashed text says.
SQLITE_NEXT_ENTRY = """
    CREATE TRIGGER "trail_entry_next" BEFORE INSERT ON "trail_entry"
    WHEN NEW."index" IS NOT (SELECT COALESCE(MAX("index") + 1, 0) FROM "trail_entry")
    BEGIN SELECT RAISE(ABORT, 'trail_entry: the index is not the next one'); END"""

SQLITE_SAME_TEXT = """
    CREATE TRIGGER "trail_entry_same_text" BEFORE INSERT ON "trail_entry"
    WHEN (json_extract(NEW."canonical", '$.index') = NEW."index"
        AND json_extract(NEW."canonical", '$.action') = NEW."action"
        AND json_extract(NEW."canonical", '$.actor.id') = NEW."actor_id"
        AND json_extract(NEW."canonical", '$.subject.type') = NEW."subject_type"
        AND json_extract(NEW."canonical", '$.subject.id') = NEW."subject_id") IS NOT TRUE
    BEGIN SELECT RAISE(ABORT, 'trail_entry: the columns differ from the hashed text'); END"""

POSTGRESQL_FUNCTION = """
    CREATE FUNCTION "trail_entry_check"() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE hashed json := NEW."canonical"::json;
    BEGIN
        IF NEW."index" IS DISTINCT FROM (SELECT COALESCE(MAX("index") + 1, 0) FROM "trail_entry") THEN
            RAISE EXCEPTION 'trail_entry: the index is not the next one' USING ERRCODE = 'check_violation';
        END IF;
        IF ((hashed ->> 'index')::bigint = NEW."index"
            AND hashed ->> 'action' = NEW."action"
            AND hashed #>> '{actor,id}' = NEW."actor_id"
            AND hashed #>> '{subject,type}' = NEW."subject_type"
            AND hashed #>> '{subject,id}' = NEW."subject_id") IS NOT TRUE THEN
            RAISE EXCEPTION 'trail_entry: the columns differ from the hashed text' USING ERRCODE =
            'check_violation'; END IF; RETURN NEW; END $$"""

POSTGRESQL_CHECK = """
    CREATE TRIGGER "trail_entry_check" BEFORE INSERT ON "trail_entry"
    FOR EACH ROW EXECUTE FUNCTION "trail_entry_check"()"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [
        append_only("trail_entry", keys=[("index",)]),
        append_only("trail_checkpoint", keys=[("size",)]),
        vendor_sql(
            sqlite=Script(
                [SQLITE_NEXT_ENTRY, SQLITE_SAME_TEXT],
                ['DROP TRIGGER "trail_entry_next"', 'DROP TRIGGER "trail_entry_same_text"'],
            ),
            postgresql=Script(
                [POSTGRESQL_FUNCTION, POSTGRESQL_CHECK],
                ['DROP TRIGGER "trail_entry_check" ON "trail_entry"', 'DROP FUNCTION "trail_entry_check"()'],
            ),
        ),
    ]
