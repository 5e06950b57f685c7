"""The second source of a form: the supervisor's own reading, its comparison with the crew's, the decision
between them. The rules of rows, versions and second readings are put in place anew with what that adds.
"""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from siaga.desks.trail.triggers import append_only, guard, lifted, vendor_sql

EARLIER = import_module("siaga.desks.results.migrations.0002_guards")

STEPS = [
    ("entered", "match", "counted", False),
    ("entered", "mismatch", "held", False),
    ("counted", "mismatch", "held", False),
    ("held", "adjudicate", "corrected", True),
]

NEWEST = "(SELECT MAX(n.number) FROM results_supervisorform n WHERE n.row_id = f.row_id)"
"""The number of the newest form of the row of form f."""

DIFFERS = f"""EXISTS (
    SELECT 1 FROM results_comparison c JOIN results_supervisorform f ON f.id = c.form_id
    WHERE c.version_id = NEW.current_id AND NOT c.agrees AND f.number = {NEWEST})"""

SOURCES_OF_ROW = """
    SELECT 1 FROM results_comparison c
    JOIN results_resultversion v ON v.id = c.version_id
    JOIN results_supervisorform f ON f.id = c.form_id
    WHERE NOT c.agrees"""

ROW_UPDATE = EARLIER.ROW_UPDATE | {
    "counted_after_reading": (
        "no second person has read these votes and agreed",
        f"""NEW.state = 'counted' AND NOT (
            (NEW.act = 'confirm' AND EXISTS (
                SELECT 1 FROM results_secondreading r
                WHERE r.version_id = NEW.current_id AND r.by_id = NEW.confirmed_by_id
                AND r.revision = OLD.revision AND r.agrees))
            OR (NEW.act = 'match' AND EXISTS (
                SELECT 1 FROM results_comparison c JOIN results_supervisorform f ON f.id = c.form_id
                WHERE c.version_id = NEW.current_id AND c.agrees AND f.by_id = NEW.confirmed_by_id
                AND f.number = {NEWEST})))""",
    ),
    "not_past_the_supervisor": (
        "the supervisor has not read the same figures",
        f"""NEW.act = 'confirm' AND EXISTS (
            SELECT 1 FROM results_supervisorform f
            JOIN results_resultversion v ON v.id = NEW.current_id AND v.kind = 'entry'
            WHERE f.row_id = NEW.id AND f.number = {NEWEST} AND NOT EXISTS (
                SELECT 1 FROM results_comparison c
                WHERE c.version_id = v.id AND c.form_id = f.id AND c.agrees))""",
    ),
    "mismatch_is_seen": (
        "the two sources do not differ",
        f"NEW.act = 'mismatch' AND NOT {DIFFERS}",
    ),
    "difference_is_decided": (
        "two sources that differ are decided, not released",
        f"NEW.act = 'release' AND {DIFFERS}",
    ),
    "decided_by_neither": (
        "who made one of two differing sources cannot decide",
        f"""NEW.act IN ('correct', 'adjudicate') AND EXISTS (
            {SOURCES_OF_ROW} AND v.row_id = NEW.id AND NEW.entered_by_id IN (v.entered_by_id, f.by_id))""",
    ),
    "decided_between_two": (
        "the decision names no comparison of the two sources",
        """NEW.act = 'adjudicate' AND NOT EXISTS (
            SELECT 1 FROM results_adjudication a JOIN results_comparison c ON c.id = a.comparison_id
            WHERE a.version_id = NEW.current_id AND c.version_id = OLD.current_id AND NOT c.agrees)""",
    ),
}

VERSION_INSERT = EARLIER.VERSION_INSERT | {
    "not_the_supervisor": (
        "who read the form as its supervisor cannot write its row",
        """EXISTS (
            SELECT 1 FROM results_supervisorform f
            WHERE f.row_id = NEW.row_id AND f.by_id = NEW.entered_by_id)""",
    ),
    "receipt_of_no_form": (
        "this receipt number is that of a supervisor",
        "EXISTS (SELECT 1 FROM results_supervisorform f WHERE f.client_id = NEW.client_id)",
    ),
}

READING_INSERT = EARLIER.READING_INSERT | {
    "neither_source": (
        "who made one of two differing sources cannot confirm the row",
        f"""EXISTS (
            {SOURCES_OF_ROW} AND NEW.by_id IN (v.entered_by_id, f.by_id)
            AND v.row_id = (SELECT x.row_id FROM results_resultversion x WHERE x.id = NEW.version_id))""",
    ),
}

FORM_INSERT = {
    "next_number": (
        "the version number is not the next one",
        """NEW.number <> (
            SELECT COALESCE(MAX(f.number), 0) + 1 FROM results_supervisorform f
            WHERE f.row_id = NEW.row_id)""",
    ),
    "supervises_here": (
        "only the supervisor of this station reads its form, for the supervising institution",
        """NOT EXISTS (
            SELECT 1 FROM offices_membership m
            JOIN offices_institution i ON i.id = m.institution_id AND i.kind = 'supervisor'
            JOIN results_resultrow w ON w.id = NEW.row_id
            JOIN places_pollingstation s ON s.id = w.station_id AND s.code = m.station_code
            WHERE m.user_id = NEW.by_id AND m.institution_id = NEW.institution_id
            AND m.role = 'station_supervisor' AND m.ended_at IS NULL)""",
    ),
    "not_the_crew": (
        "who wrote the row cannot be its supervisor",
        """EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.row_id = NEW.row_id AND v.entered_by_id = NEW.by_id)""",
    ),
    "receipt_of_no_version": (
        "this receipt number is that of an entry",
        "EXISTS (SELECT 1 FROM results_resultversion v WHERE v.client_id = NEW.client_id)",
    ),
}

COMPARISON_INSERT = {
    "newest_of_one_row": (
        "compared are the newest entry and the newest form of one row",
        f"""NOT EXISTS (
            SELECT 1 FROM results_resultversion v JOIN results_supervisorform f ON f.row_id = v.row_id
            WHERE v.id = NEW.version_id AND f.id = NEW.form_id AND v.kind = 'entry' AND f.number = {NEWEST}
            AND v.number = (
                SELECT MAX(e.number) FROM results_resultversion e
                WHERE e.row_id = v.row_id AND e.kind = 'entry'))""",
    ),
    "two_institutions": (
        "both sources come from one person or one institution",
        """EXISTS (
            SELECT 1 FROM results_resultversion v JOIN results_supervisorform f ON f.id = NEW.form_id
            WHERE v.id = NEW.version_id AND (v.entered_by_id = f.by_id OR EXISTS (
                SELECT 1 FROM offices_membership m
                WHERE m.user_id = v.entered_by_id AND m.institution_id = f.institution_id
                AND m.ended_at IS NULL AND (m.ends IS NULL OR m.ends >= CURRENT_DATE))))""",
    ),
}

LIES = "the figures themselves say whether two sources agree"
ENTRY = "(SELECT v.figures FROM results_resultversion v WHERE v.id = NEW.version_id)"
FORM = "(SELECT f.figures FROM results_supervisorform f WHERE f.id = NEW.form_id)"


def without(one, other):
    """Whether every figure of one set is in the other, in the SQL of SQLite."""
    return (
        f"NOT EXISTS (SELECT a.key, a.value FROM json_each({one}) a "
        f"EXCEPT SELECT b.key, b.value FROM json_each({other}) b)"
    )


def comparison_guard():
    """The rules of a comparison; whether two sets of figures are equal is asked in each database's own words."""
    equal = {
        "sqlite": f"({without(ENTRY, FORM)} AND {without(FORM, ENTRY)})",
        "postgresql": f"({ENTRY} = {FORM})",
    }
    return vendor_sql(
        **{
            vendor: guard(
                "results_comparison",
                "INSERT",
                COMPARISON_INSERT | {"tells_the_truth": (LIES, f"NEW.agrees <> {words}")},
            ).scripts[vendor]
            for vendor, words in equal.items()
        }
    )


DECISION_INSERT = {
    "of_two_that_differ": (
        "decided is between two sources of the same row that differ",
        """NOT EXISTS (
            SELECT 1 FROM results_comparison c
            JOIN results_resultversion v ON v.id = c.version_id
            JOIN results_resultversion d ON d.row_id = v.row_id AND d.kind = 'correction'
            WHERE c.id = NEW.comparison_id AND d.id = NEW.version_id AND NOT c.agrees)""",
    ),
    "by_neither": (
        "who made one of two differing sources cannot decide",
        f"""EXISTS (
            {SOURCES_OF_ROW} AND c.id = NEW.comparison_id AND EXISTS (
                SELECT 1 FROM results_resultversion d
                WHERE d.id = NEW.version_id AND d.entered_by_id IN (v.entered_by_id, f.by_id)))""",
    ),
    "by_the_district": (
        "decided is by the district or a level above",
        """NOT EXISTS (
            SELECT 1 FROM results_resultversion d
            JOIN offices_membership m ON m.user_id = d.entered_by_id AND m.ended_at IS NULL
            JOIN places_region r ON r.code = m.region_id AND r.level IN ('district', 'city', 'province')
            WHERE d.id = NEW.version_id AND m.station_code = ''
            AND m.role IN ('district_committee', 'commissioner'))""",
    ),
}


def add_steps(apps, schema_editor):
    transition = apps.get_model("results", "Transition")
    transition.objects.bulk_create(
        transition(before=before, act=act, after=after, brings_version=brings) for before, act, after, brings in STEPS
    )


def remove_steps(apps, schema_editor):
    transition = apps.get_model("results", "Transition")
    for before, act, _, _ in STEPS:
        transition.objects.filter(before=before, act=act).delete()


FIXED = (guard("results_transition", "INSERT", EARLIER.FIXED), append_only("results_transition"))
ANEW = (
    ("results_resultrow", "UPDATE", EARLIER.ROW_UPDATE, ROW_UPDATE),
    ("results_resultversion", "INSERT", EARLIER.VERSION_INSERT, VERSION_INSERT),
    ("results_secondreading", "INSERT", EARLIER.READING_INSERT, READING_INSERT),
)


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0006_event_guards'),
        ('offices', '0004_second_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('places', '0003_guards'),
        ('results', '0003_photos'),
    ]

    operations = [
        migrations.AlterField(
            model_name='resultrow',
            name='act',
            field=models.CharField(blank=True, choices=[('enter', 'entered'), ('declare', 'entered and held: the paper itself does not add up'), ('confirm', 'confirmed'), ('differ', 'held: the second person read other votes'), ('clash', 'held: one receipt number came with two contents'), ('hold', 'held'), ('release', 'released: the figures stand'), ('return', 'sent back to be entered again'), ('correct', 'corrected'), ('match', 'counted: the station supervisor read the same figures'), ('mismatch', 'held: the station supervisor read other figures'), ('adjudicate', 'decided between the two sources')], max_length=10, verbose_name='last act'),
        ),
        migrations.AlterField(
            model_name='transition',
            name='act',
            field=models.CharField(choices=[('enter', 'entered'), ('declare', 'entered and held: the paper itself does not add up'), ('confirm', 'confirmed'), ('differ', 'held: the second person read other votes'), ('clash', 'held: one receipt number came with two contents'), ('hold', 'held'), ('release', 'released: the figures stand'), ('return', 'sent back to be entered again'), ('correct', 'corrected'), ('match', 'counted: the station supervisor read the same figures'), ('mismatch', 'held: the station supervisor read other figures'), ('adjudicate', 'decided between the two sources')], max_length=10),
        ),
        migrations.CreateModel(
            name='SupervisorForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('figures', models.JSONField(verbose_name='figures')),
                ('findings', models.JSONField(default=list, verbose_name='findings')),
                ('errors', models.PositiveSmallIntegerField(verbose_name='broken identities')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='read at')),
                ('channel', models.CharField(choices=[('web', 'page'), ('api', 'API'), ('pack', 'city pack')], max_length=4, verbose_name='channel')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.institution', verbose_name='institution')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervisor_forms', to='results.resultrow')),
            ],
            options={
                'ordering': ['row', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('row', 'number'), name='supervisor_number_once_per_row'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='supervisor_number_from_one'),
                    models.CheckConstraint(condition=models.Q(('channel__in', ['web', 'api', 'pack'])), name='supervisor_channel_known'),
                    models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='supervisor_has_a_receipt'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='supervisor_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('errors', 0), models.Q(('reason', ''), _negated=True), _connector='OR'), name='supervisor_with_errors_is_declared'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField(verbose_name='agrees')),
                ('at', models.DateTimeField(verbose_name='compared at')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comparisons', to='results.resultversion')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comparisons', to='results.supervisorform')),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'form'), name='compared_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Adjudication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='adjudication', to='results.resultversion')),
                ('comparison', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='adjudication', to='results.comparison')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        *(lifted(rule) for rule in FIXED),
        migrations.RunPython(add_steps, remove_steps),
        *FIXED,
        *(lifted(guard(table, event, rules)) for table, event, rules, _ in ANEW),
        *(guard(table, event, rules) for table, event, _, rules in ANEW),
        append_only("results_supervisorform", keys=[("id",), ("row_id", "number"), ("client_id",)]),
        guard("results_supervisorform", "INSERT", FORM_INSERT),
        append_only("results_comparison", keys=[("id",), ("version_id", "form_id")]),
        comparison_guard(),
        append_only("results_adjudication", keys=[("id",), ("version_id",), ("comparison_id",)]),
        guard("results_adjudication", "INSERT", DECISION_INSERT),
    ]
