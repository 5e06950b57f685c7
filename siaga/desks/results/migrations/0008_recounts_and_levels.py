"""Nothing counts while its ballots are being counted again; nobody decides above their own level, and a decision
of the province or of a court names its number; an objection written down by mistake is withdrawn, not removed.
The rules of recounts, grounds, follow-ups and rows are put in place anew with what that adds.
"""

from importlib import import_module

from django.db import migrations, models

from siaga.desks.trail.triggers import append_only, guard, lifted

SOURCES = import_module("siaga.desks.results.migrations.0004_sources")
EVENTS = import_module("siaga.desks.results.migrations.0005_events")

ROW_UPDATE = SOURCES.ROW_UPDATE | {
    "recount_is_in": (
        "a recount of this form is open: its result comes as a correction that names it",
        """(NEW.state = 'counted' OR NEW.act IN ('release', 'return')) AND EXISTS (
            SELECT 1 FROM results_recount c
            WHERE c.row_id = NEW.id
            AND NOT EXISTS (SELECT 1 FROM results_ground g WHERE g.recount_id = c.id))""",
    ),
}


def above(person, level):
    """Whether a level of correction lies above every office the person holds: the district committee decides
    for stations and its district, the commissioner of the city for all.
    """
    return f"""NOT EXISTS (
        SELECT 1 FROM offices_membership m
        WHERE m.user_id = {person} AND m.ended_at IS NULL AND (
            m.role = 'commissioner'
            OR (m.role = 'district_committee' AND {level} IN ('station', 'district'))))"""


LEVEL = "this office does not decide at this level"
DOCUMENT = "a decision of the province or of a court names its number"

RECOUNT_INSERT = EVENTS.RECOUNT_INSERT | {
    "own_level": (LEVEL, above("NEW.by_id", "NEW.level")),
    "names_its_decision": (DOCUMENT, "NEW.level IN ('province', 'court') AND NEW.document = ''"),
}

GROUND_INSERT = EVENTS.GROUND_INSERT | {
    "own_level": (
        LEVEL,
        f"""EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.id = NEW.version_id AND v.level NOT IN ('', 'source') AND {above("v.entered_by_id", "v.level")})""",
    ),
    "names_its_decision": (
        DOCUMENT,
        """NEW.document = '' AND EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.id = NEW.version_id AND v.level IN ('province', 'court'))""",
    ),
    "objection_stands": (
        "the objection was withdrawn",
        """EXISTS (
            SELECT 1 FROM results_followup f
            WHERE f.objection_id = NEW.objection_id AND f.outcome = 'withdrawn')""",
    ),
}

FOLLOWUP_INSERT = {
    "withdrawn_by_its_author": (
        "only who wrote an objection down withdraws it",
        """NEW.outcome = 'withdrawn' AND NOT EXISTS (
            SELECT 1 FROM results_objection o WHERE o.id = NEW.objection_id AND o.by_id = NEW.by_id)""",
    ),
    "withdrawn_before_decided": (
        "an objection that was decided is not withdrawn",
        """NEW.outcome = 'withdrawn' AND (
            EXISTS (SELECT 1 FROM results_ground g WHERE g.objection_id = NEW.objection_id)
            OR EXISTS (
                SELECT 1 FROM results_followup f
                WHERE f.objection_id = NEW.objection_id AND f.outcome <> 'passed_on'))""",
    ),
    "nothing_after_withdrawal": (
        "the objection was withdrawn",
        """EXISTS (
            SELECT 1 FROM results_followup f
            WHERE f.objection_id = NEW.objection_id AND f.outcome = 'withdrawn')""",
    ),
}

REBUILT = ("results_followup", "results_recount", "results_ground")
KEPT = tuple(append_only(table, keys=EVENTS.keys_of(table)) for table in REBUILT)
"""Rules that stay as they are; lifted only while SQLite builds their tables anew."""

EARLIER = (
    guard("results_resultrow", "UPDATE", SOURCES.ROW_UPDATE),
    guard("results_recount", "INSERT", EVENTS.RECOUNT_INSERT),
    guard("results_ground", "INSERT", EVENTS.GROUND_INSERT),
)

OUTCOMES = [
    ('accepted', 'accepted, and corrected where a figure was wrong'),
    ('refused', 'not accepted'),
    ('passed_on', 'passed on to the next level'),
    ('settled', 'settled'),
    ('withdrawn', 'withdrawn by who wrote it down'),
]
CHANNELS = [('web', 'page'), ('api', 'phone'), ('pack', 'city pack')]


def document():
    return models.CharField(blank=True, default='', max_length=120, verbose_name='number of the decision')


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0004_second_person'),
        ('results', '0007_supervisor_photos'),
    ]

    operations = [
        *(lifted(rule) for rule in (*EARLIER, *KEPT)),
        migrations.RemoveConstraint(model_name='followup', name='followup_outcome_known'),
        migrations.AlterField(
            model_name='followup',
            name='outcome',
            field=models.CharField(choices=OUTCOMES, max_length=10, verbose_name='outcome'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', [value for value, _label in OUTCOMES])), name='followup_outcome_known'),
        ),
        migrations.AddField(model_name='recount', name='document', field=document(), preserve_default=False),
        migrations.AddField(model_name='ground', name='document', field=document(), preserve_default=False),
        *(
            migrations.AlterField(
                model_name=name,
                name='channel',
                field=models.CharField(choices=CHANNELS, max_length=4, verbose_name='channel'),
            )
            for name in ('resultversion', 'clash', 'supervisorform')
        ),
        *KEPT,
        guard("results_resultrow", "UPDATE", ROW_UPDATE),
        guard("results_recount", "INSERT", RECOUNT_INSERT),
        guard("results_ground", "INSERT", GROUND_INSERT),
        guard("results_followup", "INSERT", FOLLOWUP_INSERT),
    ]
