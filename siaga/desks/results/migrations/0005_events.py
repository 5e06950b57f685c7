"""Objections, special events, recounts and plenaries, and what a correction rests on; all append-only."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from siaga.desks.trail.triggers import append_only, guard

OF_PLENARY = "REPLACE(p.region_id, '.', '')"
"""The region of plenary p as the first digits of the codes of its stations."""


def of_its_plenary(row):
    """Whether the plenary of a new record is not one of the row's election and place; `row` is its row."""
    return f"""NEW.plenary_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM results_plenary p
        JOIN results_resultrow w ON w.id = {row}
        JOIN elections_contest t ON t.id = w.contest_id AND t.election_id = p.election_id
        JOIN places_pollingstation s ON s.id = w.station_id
        WHERE p.id = NEW.plenary_id AND SUBSTR(s.code, 1, LENGTH({OF_PLENARY})) = {OF_PLENARY})"""


ELSEWHERE = "the plenary is one of another election or place"

PLENARY_INSERT = {
    "of_a_level_that_recaps": (
        "a plenary is one of a district, the city or the province of its election",
        """NOT EXISTS (
            SELECT 1 FROM elections_election e JOIN places_region r ON r.code = NEW.region_id
            WHERE e.id = NEW.election_id AND r.level IN ('district', 'city', 'province')
            AND (SUBSTR(r.code, 1, LENGTH(e.region_id)) = e.region_id
                OR SUBSTR(e.region_id, 1, LENGTH(r.code)) = r.code))""",
    ),
}

OBJECTION_INSERT = {
    "pair_of_the_contest": (
        "the pair stands on another ballot",
        """NOT EXISTS (
            SELECT 1 FROM results_resultrow w JOIN elections_candidatepair k ON k.contest_id = w.contest_id
            WHERE w.id = NEW.row_id AND k.id = NEW.pair_id)""",
    ),
    "its_plenary": (ELSEWHERE, of_its_plenary("NEW.row_id")),
}

EVENT_INSERT = {
    "where_it_happened": (
        "the event lies elsewhere than its row or plenary",
        """NOT (EXISTS (
                SELECT 1 FROM results_resultrow w JOIN places_pollingstation s ON s.id = w.station_id
                WHERE w.id = NEW.row_id AND w.contest_id = NEW.contest_id AND s.ward_id = NEW.region_id)
            OR (NEW.row_id IS NULL AND EXISTS (
                SELECT 1 FROM results_plenary p JOIN elections_contest t ON t.election_id = p.election_id
                WHERE p.id = NEW.plenary_id AND t.id = NEW.contest_id AND p.region_id = NEW.region_id)))""",
    ),
    "its_plenary": (ELSEWHERE, f"NEW.row_id IS NOT NULL AND {of_its_plenary('NEW.row_id')}"),
}

RECOUNT_INSERT = {"its_plenary": (ELSEWHERE, of_its_plenary("NEW.row_id"))}

GROUND_INSERT = {
    "of_a_correction": (
        "only a correction rests on something",
        """NOT EXISTS (
            SELECT 1 FROM results_resultversion v WHERE v.id = NEW.version_id AND v.kind = 'correction')""",
    ),
    "same_row": (
        "the recount or the objection is one of another row",
        """EXISTS (
            SELECT 1 FROM results_resultversion v, results_recount c
            WHERE v.id = NEW.version_id AND c.id = NEW.recount_id AND c.row_id <> v.row_id)
        OR EXISTS (
            SELECT 1 FROM results_resultversion v, results_objection o
            WHERE v.id = NEW.version_id AND o.id = NEW.objection_id AND o.row_id <> v.row_id)""",
    ),
    "its_plenary": (
        ELSEWHERE,
        of_its_plenary("(SELECT v.row_id FROM results_resultversion v WHERE v.id = NEW.version_id)"),
    ),
    "level_of_the_plenary": (
        "the correction names another level than its plenary",
        """NEW.plenary_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM results_plenary p JOIN places_region r ON r.code = p.region_id
            JOIN results_resultversion v ON v.level = r.level
            WHERE p.id = NEW.plenary_id AND v.id = NEW.version_id)""",
    ),
}

GUARDS = (
    ("results_plenary", PLENARY_INSERT),
    ("results_objection", OBJECTION_INSERT),
    ("results_specialevent", EVENT_INSERT),
    ("results_recount", RECOUNT_INSERT),
    ("results_ground", GROUND_INSERT),
)
KEYS = {
    "results_plenaryminutes": [("plenary_id",)],
    "results_ground": [("version_id",), ("recount_id",)],
}
TABLES = (
    "results_plenary",
    "results_plenaryminutes",
    "results_objection",
    "results_specialevent",
    "results_followup",
    "results_recount",
    "results_ground",
)


def keys_of(table):
    """The unique keys of a table: its number, its receipt number where it has one, and its own."""
    receipt = [] if table == "results_ground" else [("client_id",)]
    return [("id",), *receipt, *KEYS.get(table, ())]


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0006_event_guards'),
        ('offices', '0004_second_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('places', '0003_guards'),
        ('results', '0004_sources'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plenary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('at', models.DateTimeField(verbose_name='written at')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('presided_by', models.CharField(max_length=200, verbose_name='presided by')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plenaries', to='elections.election')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plenaries', to='places.region')),
            ],
            options={
                'verbose_name_plural': 'plenaries',
                'ordering': ['-opened_at', '-id'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='plenary_has_a_receipt'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='plenary_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('presided_by', ''), _negated=True), name='plenary_is_presided_over'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('at', models.DateTimeField(verbose_name='written at')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('field', models.CharField(blank=True, max_length=40, verbose_name='figure')),
                ('claimed', models.PositiveIntegerField(blank=True, null=True, verbose_name='should be')),
                ('text', models.TextField(verbose_name='what the witness says')),
                ('accepted', models.BooleanField(verbose_name='accepted on the spot')),
                ('level', models.CharField(choices=[('station', 'Polling station, on the spot'), ('district', 'District plenary (kecamatan)'), ('city', 'City plenary'), ('province', 'Province plenary'), ('court', 'Ruling of the Constitutional Court'), ('source', 'New edition of the city pack')], max_length=10, verbose_name='raised at')),
                ('witness', models.CharField(blank=True, max_length=120, verbose_name='name of the witness')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('pair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elections.candidatepair', verbose_name='pair')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='results.resultrow')),
                ('plenary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='results.plenary', verbose_name='plenary')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='objection_has_a_receipt'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='objection_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='objection_says_what'),
                    models.CheckConstraint(condition=models.Q(('level__in', ['station', 'district', 'city', 'province', 'court'])), name='objection_level_known'),
                    models.CheckConstraint(condition=models.Q(('claimed__isnull', True), models.Q(('field', ''), _negated=True), _connector='OR'), name='objection_claims_a_figure'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PlenaryMinutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('at', models.DateTimeField(verbose_name='written at')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('number', models.CharField(max_length=100, verbose_name='number of the minutes')),
                ('closed_at', models.DateTimeField(verbose_name='closed')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('plenary', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='results.plenary')),
            ],
            options={
                'verbose_name_plural': 'plenary minutes',
                'ordering': ['closed_at', 'id'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='plenaryminutes_has_a_receipt'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='plenaryminutes_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='plenary_minutes_numbered'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Recount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('at', models.DateTimeField(verbose_name='written at')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('level', models.CharField(choices=[('station', 'Polling station, on the spot'), ('district', 'District plenary (kecamatan)'), ('city', 'City plenary'), ('province', 'Province plenary'), ('court', 'Ruling of the Constitutional Court'), ('source', 'New edition of the city pack')], max_length=10, verbose_name='decided at')),
                ('reason', models.TextField(verbose_name='reason')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('plenary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recounts', to='results.plenary', verbose_name='plenary')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recounts', to='results.resultrow')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='recount_has_a_receipt'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='recount_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='recount_has_a_reason'),
                    models.CheckConstraint(condition=models.Q(('level__in', ['station', 'district', 'city', 'province', 'court'])), name='recount_level_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Ground',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ground', to='results.resultversion')),
                ('objection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='results.objection', verbose_name='objection')),
                ('plenary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='results.plenary', verbose_name='plenary')),
                ('recount', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='result', to='results.recount', verbose_name='recount')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SpecialEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('at', models.DateTimeField(verbose_name='written at')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('happened_at', models.DateTimeField(verbose_name='happened')),
                ('text', models.TextField(verbose_name='what happened')),
                ('measure', models.TextField(blank=True, verbose_name='what was done about it')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special_events', to='elections.contest')),
                ('plenary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='results.plenary', verbose_name='plenary')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.region')),
                ('row', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='special_events', to='results.resultrow')),
            ],
            options={
                'ordering': ['happened_at', 'id'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='specialevent_has_a_receipt'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='specialevent_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='specialevent_says_what'),
                    models.CheckConstraint(condition=models.Q(('row__isnull', False), ('plenary__isnull', False), _connector='OR'), name='specialevent_is_somewhere'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(blank=True, max_length=200, verbose_name='office')),
                ('at', models.DateTimeField(verbose_name='written at')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('outcome', models.CharField(choices=[('accepted', 'accepted, and corrected where a figure was wrong'), ('refused', 'not accepted'), ('passed_on', 'passed on to the next level'), ('settled', 'settled')], max_length=10, verbose_name='outcome')),
                ('text', models.TextField(verbose_name='in words')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('objection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followups', to='results.objection')),
                ('plenary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='results.plenary', verbose_name='plenary')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followups', to='results.specialevent')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('client_id', ''), _negated=True), name='followup_has_a_receipt'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='followup_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['accepted', 'refused', 'passed_on', 'settled'])), name='followup_outcome_known'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='followup_says_what'),
                    models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', False), ('objection__isnull', True)), models.Q(('event__isnull', True), ('objection__isnull', False)), _connector='OR'), name='followup_of_one_thing'),
                ],
            },
        ),
        *(append_only(table, keys=keys_of(table)) for table in TABLES),
        *(guard(table, "INSERT", rules) for table, rules in GUARDS),
    ]
