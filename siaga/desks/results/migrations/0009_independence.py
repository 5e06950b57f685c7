"""Who reads a form a second time has not seen it, and what was read before a row was sent back is no source any
more. Digests carry a random part, so that nobody finds figures by guessing them. The new rules stand beside the
earlier ones.
"""

import hashlib
import secrets

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from siaga.desks.trail.triggers import append_only, guard, lifted, vendor_sql
from siaga.engines.ledger import canonical

VERSION, FORM, RULING = "results_resultversion", "results_supervisorform", "results_ruling"
PART = "independent"

NONCE = ("a digest without a random part tells figures to whoever guesses them", "LENGTH(NEW.nonce) <> 32")


def last_return(row):
    """The revision at which a row was sent back last; -1 before the first time."""
    return f"""COALESCE((
        SELECT MAX(r.revision) FROM {RULING} r JOIN {VERSION} x ON x.id = r.version_id
        WHERE x.row_id = {row} AND r.act = 'return'), -1)"""


def office(person, version):
    """A membership that lets a person confirm and decide at the station of a version."""
    return f"""
        SELECT 1 FROM {VERSION} v
        JOIN results_resultrow w ON w.id = v.row_id
        JOIN places_pollingstation s ON s.id = w.station_id
        JOIN offices_membership m ON m.user_id = {person} AND m.ended_at IS NULL
            AND m.role IN ('district_committee', 'commissioner')
            AND (s.ward_id = m.region_id OR s.ward_id LIKE m.region_id || '.%')
        WHERE v.id = {version}"""


ROW_UPDATE = {
    "ruled_by_somebody": (
        "nobody stands for this decision about the version",
        f"""NEW.act IN ('hold', 'release', 'return') AND NOT EXISTS (
            SELECT 1 FROM {RULING} r
            WHERE r.version_id = OLD.current_id AND r.revision = OLD.revision AND r.act = NEW.act)""",
    ),
    "read_otherwise": (
        "what the second person read otherwise is entered again or corrected, not released",
        """NEW.act = 'release' AND EXISTS (
            SELECT 1 FROM results_secondreading r WHERE r.version_id = OLD.current_id AND NOT r.agrees)""",
    ),
    "not_past_a_difference": (
        "two sources that differ are decided, not corrected past",
        """NEW.act = 'correct' AND EXISTS (
            SELECT 1 FROM results_comparison c WHERE c.version_id = OLD.current_id AND NOT c.agrees)""",
    ),
    "above_the_station": (
        "two sources that differed are decided by the district or above",
        f"""NEW.act = 'correct' AND EXISTS (
            SELECT 1 FROM {VERSION} v WHERE v.id = NEW.current_id AND v.level = 'station')
        AND EXISTS (
            SELECT 1 FROM results_comparison c JOIN {VERSION} x ON x.id = c.version_id
            WHERE x.row_id = NEW.id AND NOT c.agrees
            AND NOT EXISTS (SELECT 1 FROM results_adjudication a WHERE a.comparison_id = c.id)
            AND NOT EXISTS (
                SELECT 1 FROM results_comparison d JOIN {VERSION} y ON y.id = d.version_id
                WHERE y.row_id = NEW.id AND d.id > c.id))""",
    ),
    "compared_since_the_return": (
        "the supervisor has not read the form since it was sent back",
        f"""NEW.act IN ('match', 'mismatch') AND NOT EXISTS (
            SELECT 1 FROM results_comparison c JOIN {FORM} f ON f.id = c.form_id
            WHERE c.version_id = NEW.current_id AND f.revision > {last_return("NEW.id")})""",
    ),
}

FORM_INSERT = {
    "has_a_nonce": NONCE,
    "at_this_revision": (
        "the row does not stand at this revision",
        """NOT EXISTS (
            SELECT 1 FROM results_resultrow w WHERE w.id = NEW.row_id AND w.revision = NEW.revision)""",
    ),
}

RULING_INSERT = {
    "of_what_stands": (
        "the row does not stand at this version, revision and state",
        """NOT EXISTS (
            SELECT 1 FROM results_resultrow w
            WHERE w.current_id = NEW.version_id AND w.revision = NEW.revision AND w.state = NEW.before)""",
    ),
    "decides_here": (
        "only who decides about results of this place does so",
        f"NOT EXISTS ({office('NEW.by_id', 'NEW.version_id')})",
    ),
}

READING_INSERT = {
    "confirms_here": (
        "only who confirms results of this place is a second reader",
        f"""NOT EXISTS ({office("NEW.by_id", "NEW.version_id")}) AND NOT EXISTS (
            SELECT 1 FROM {VERSION} v JOIN offices_user u ON u.id = NEW.by_id
            WHERE v.id = NEW.version_id AND v.channel = 'pack'
            AND u.username = 'pack-check' AND NOT u.is_active)""",
    ),
    "has_not_decided": (
        "who held or released a version cannot be its second reader",
        f"EXISTS (SELECT 1 FROM {RULING} r WHERE r.version_id = NEW.version_id AND r.by_id = NEW.by_id)",
    ),
    "reads_once": (
        "who read other votes on this row cannot be its second reader again",
        f"""EXISTS (
            SELECT 1 FROM results_secondreading r
            JOIN {VERSION} x ON x.id = r.version_id JOIN {VERSION} v ON v.row_id = x.row_id
            WHERE v.id = NEW.version_id AND r.by_id = NEW.by_id AND NOT r.agrees)""",
    ),
}

COMPARISON_INSERT = {
    "read_anew": (
        "a row that was sent back is read anew by both",
        f"""EXISTS (
            SELECT 1 FROM {FORM} f JOIN results_resultrow w ON w.id = f.row_id
            WHERE f.id = NEW.form_id
            AND (w.state IN ('expected', 'returned') OR f.revision <= {last_return("f.row_id")}))""",
    ),
}


def truth(read, entered, unlike):
    """The rule that a reading says of itself what its votes say, in the words of one database."""
    return {
        "tells_the_truth": (
            "the votes themselves say whether the second person read the same",
            f"""NEW.agrees <> (NOT EXISTS (
                SELECT 1 FROM {VERSION} v
                JOIN results_resultrow w ON w.id = v.row_id
                JOIN elections_candidatepair p ON p.contest_id = w.contest_id
                WHERE v.id = NEW.version_id AND ({read} IS NULL OR {read} {unlike} {entered})))""",
        )
    }


def left_lately(day_before):
    """The rule that who left the supervising institution within a day before they entered still belongs to it."""
    return {
        "left_lately": (
            "both sources come from one person or one institution",
            f"""EXISTS (
                SELECT 1 FROM {VERSION} v JOIN {FORM} f ON f.id = NEW.form_id
                JOIN offices_membership m ON m.user_id = v.entered_by_id AND m.institution_id = f.institution_id
                WHERE v.id = NEW.version_id AND m.ended_at >= {day_before})""",
        )
    }


READING_WORDS = {
    "sqlite": truth(
        "json_extract(NEW.votes, '$.paslon' || p.number)", "json_extract(v.figures, '$.paslon' || p.number)", "IS NOT"
    ),
    "postgresql": truth(
        "(NEW.votes -> ('paslon' || p.number))", "(v.figures -> ('paslon' || p.number))", "IS DISTINCT FROM"
    ),
}
COMPARISON_WORDS = {
    "sqlite": left_lately("datetime(v.entered_at, '-1 day')"),
    "postgresql": left_lately("v.entered_at - INTERVAL '1 day'"),
}


def worded(table, rules, words):
    """A guard with rules that each database says in its own words."""
    return vendor_sql(
        **{vendor: guard(table, "INSERT", rules | own, PART).scripts[vendor] for vendor, own in words.items()}
    )


def column(table, name, kind, field):
    """A new column with a value for the rows that are there, without building the table anew."""
    return migrations.RunSQL(
        f'ALTER TABLE "{table}" ADD COLUMN "{name}" {kind}',
        f'ALTER TABLE "{table}" DROP COLUMN "{name}"',
        state_operations=[
            migrations.AddField(model_name=table.removeprefix("results_"), name=name, field=field, preserve_default=False)
        ],
    )


def nonce_of(table):
    field = models.CharField(default="", max_length=32, verbose_name="random part of the digest")
    return column(table, "nonce", "varchar(32) NOT NULL DEFAULT ''", field)


def give_nonces(apps, schema_editor):
    """Digest the statements that are there anew, each with a random part of its own."""
    for name, source in (("ResultVersion", {}), ("SupervisorForm", {"source": "supervisor"})):
        rows = apps.get_model("results", name).objects.select_related("row__contest__election", "row__station")
        for statement in rows.order_by("pk").iterator():
            statement.nonce = secrets.token_hex(16)
            statement.digest = digest_of(statement, source)
            statement.save(update_fields=["nonce", "digest"])


def digest_of(statement, source):
    parts = {name: getattr(statement, name, "") for name in ("level", "reason", "sample")}
    said = {"figures": statement.figures} | {name: part for name, part in parts.items() if part} | source
    contest = statement.row.contest
    whole = {
        "election": contest.election.code,
        "contest": contest.code,
        "station": statement.row.station.code,
        "said": said,
        "nonce": statement.nonce,
    }
    return hashlib.sha256(canonical.encode(whole)).hexdigest()


KEPT = (
    append_only(VERSION, keys=[("id",), ("row_id", "number"), ("client_id",)]),
    append_only(FORM, keys=[("id",), ("row_id", "number"), ("client_id",)]),
)
"""Rules that stay as they are; lifted only while what is there is digested anew."""

ACTS = [('enter', 'entered'), ('declare', 'entered and held: the paper itself does not add up'), ('confirm', 'confirmed'), ('differ', 'held: the second person read other votes'), ('clash', 'held: one receipt number came with two contents'), ('hold', 'held'), ('release', 'released: the figures stand'), ('return', 'sent back to be entered again'), ('correct', 'corrected'), ('match', 'counted: the station supervisor read the same figures'), ('mismatch', 'held: the station supervisor read other figures'), ('adjudicate', 'decided between the two sources')]
STATES = [('expected', 'Expected'), ('entered', 'Waiting for confirmation'), ('held', 'Held'), ('returned', 'To be entered again'), ('corrected', 'Correction waiting for confirmation'), ('counted', 'Counted')]


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0006_event_guards'),
        ('offices', '0004_second_person'),
        ('places', '0003_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('results', '0008_recounts_and_levels'),
    ]

    operations = [
        nonce_of(VERSION),
        nonce_of(FORM),
        column(
            FORM,
            "revision",
            'integer NOT NULL DEFAULT 0 CHECK ("revision" >= 0)',
            models.PositiveIntegerField(default=0, verbose_name='revision of the row'),
        ),
        *(lifted(rule) for rule in KEPT),
        migrations.RunPython(give_nonces, migrations.RunPython.noop),
        *KEPT,
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(verbose_name='revision of the row')),
                ('act', models.CharField(choices=ACTS, max_length=10, verbose_name='act')),
                ('before', models.CharField(choices=STATES, max_length=10, verbose_name='state before')),
                ('at', models.DateTimeField(verbose_name='decided at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='results.resultversion')),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'revision'), name='one_ruling_per_revision'),
                    models.CheckConstraint(condition=models.Q(('act__in', ('hold', 'release', 'return'))), name='ruling_act_known'),
                ],
            },
        ),
        append_only(RULING, keys=[("id",), ("version_id", "revision")]),
        guard(RULING, "INSERT", RULING_INSERT),
        guard("results_resultrow", "UPDATE", ROW_UPDATE, PART),
        guard(VERSION, "INSERT", {"has_a_nonce": NONCE}, PART),
        guard(FORM, "INSERT", FORM_INSERT, PART),
        worded("results_secondreading", READING_INSERT, READING_WORDS),
        worded("results_comparison", COMPARISON_INSERT, COMPARISON_WORDS),
    ]
