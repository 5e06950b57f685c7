"""Photographs of the supervisor: every photo is of one side of its form, a paper photographed once is noticed on
both sides, and a reading says in two languages why a person must look. The rules of photos and findings are put
in place anew with what that adds.
"""

from importlib import import_module

from django.db import migrations, models

from siaga.desks.trail.triggers import append_only, guard, lifted

EARLIER = import_module("siaga.desks.results.migrations.0003_photos")

KINDS = ["same", "alike", "twice", "resembles", "swapped", "station", "contest", "screen", "unplaced"]
LIKENESSES = KINDS[:4]

PHOTO_INSERT = EARLIER.PHOTO_INSERT | {
    "one_row_and_person": (
        "photos of one submission are of one row and one person",
        """EXISTS (
            SELECT 1 FROM results_formphoto p
            WHERE p.submission = NEW.submission
            AND (p.row_id <> NEW.row_id OR p.by_id <> NEW.by_id OR p.side <> NEW.side))""",
    ),
    "row_of_its_figures": (
        "the figures of this submission are those of another row or person",
        """EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.client_id = NEW.submission
            AND (v.row_id <> NEW.row_id OR v.entered_by_id <> NEW.by_id OR NEW.side <> 'crew'))
        OR EXISTS (
            SELECT 1 FROM results_supervisorform f
            WHERE f.client_id = NEW.submission
            AND (f.row_id <> NEW.row_id OR f.by_id <> NEW.by_id OR NEW.side <> 'supervisor'))""",
    ),
    "supervises_here": (
        "only the supervisor of this station photographs its form as such",
        """NEW.side = 'supervisor' AND NOT EXISTS (
            SELECT 1 FROM offices_membership m
            JOIN offices_institution i ON i.id = m.institution_id AND i.kind = 'supervisor'
            JOIN results_resultrow w ON w.id = NEW.row_id
            JOIN places_pollingstation s ON s.id = w.station_id AND s.code = m.station_code
            WHERE m.user_id = NEW.by_id AND m.role = 'station_supervisor' AND m.ended_at IS NULL)""",
    ),
    "one_side_of_a_form": (
        "nobody makes both sources of one form",
        """EXISTS (
            SELECT 1 FROM results_formphoto p
            WHERE p.row_id = NEW.row_id AND p.by_id = NEW.by_id AND p.side <> NEW.side)
        OR (NEW.side = 'supervisor' AND EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.row_id = NEW.row_id AND v.entered_by_id = NEW.by_id))
        OR (NEW.side = 'crew' AND EXISTS (
            SELECT 1 FROM results_supervisorform f
            WHERE f.row_id = NEW.row_id AND f.by_id = NEW.by_id))""",
    ),
}

FINDING_INSERT = {
    "alone_once": EARLIER.FINDING_INSERT["alone_once"],
    "another_paper": (
        "a photo is compared with photos of other forms, or of the other side of its own",
        """NEW.other_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM results_formphoto a JOIN results_formphoto b ON b.id = NEW.other_id
            WHERE a.id = NEW.photo_id AND (
                (a.row_id <> b.row_id AND NEW.kind NOT IN ('twice', 'resembles'))
                OR (a.row_id = b.row_id AND a.side <> b.side AND NEW.kind IN ('twice', 'resembles'))))""",
    ),
    "twice_is_one_file": (
        "the very same picture has the very same bytes",
        """NEW.kind IN ('twice', 'resembles') AND EXISTS (
            SELECT 1 FROM results_formphoto a JOIN results_formphoto b ON b.id = NEW.other_id
            WHERE a.id = NEW.photo_id AND (a.file_id = b.file_id) <> (NEW.kind = 'twice'))""",
    ),
}

KEPT = (
    append_only("results_formphoto", keys=[("id",), ("client_id",)]),
    append_only("results_photofinding", keys=[("id",), ("photo_id", "kind", "other_id")]),
    append_only("results_photoreading", keys=[("id",), ("row_id", "submission", "digest", "model")]),
    guard("results_photoclash", "INSERT", EARLIER.CLASH_INSERT),
    guard("results_photoreading", "INSERT", EARLIER.READING_INSERT),
)
"""Rules that stay as they are; lifted only while SQLite builds the tables they speak of anew."""


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0004_second_person'),
        ('places', '0003_guards'),
        ('results', '0006_publications'),
    ]

    operations = [
        *(lifted(rule) for rule in KEPT),
        lifted(guard("results_formphoto", "INSERT", EARLIER.PHOTO_INSERT)),
        lifted(guard("results_photofinding", "INSERT", EARLIER.FINDING_INSERT)),
        migrations.RemoveConstraint(model_name='photofinding', name='photo_finding_known'),
        migrations.RemoveConstraint(model_name='photofinding', name='photo_likeness_names_the_other'),
        migrations.AddField(
            model_name='formphoto',
            name='side',
            field=models.CharField(choices=[('crew', 'the crew (KPPS)'), ('supervisor', 'the station supervisor (PTPS)')], default='crew', max_length=10, verbose_name='taken by'),
        ),
        migrations.AddField(
            model_name='photoreading',
            name='why_en',
            field=models.TextField(blank=True, default='', verbose_name='why not, in English'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='photofinding',
            name='kind',
            field=models.CharField(choices=[('same', 'the very same picture was sent for another form'), ('alike', 'a picture that looks the same was sent for another form'), ('twice', 'crew and supervisor sent the very same picture'), ('resembles', 'a picture of the crew and one of the supervisor look the same'), ('swapped', 'its tag names another page than the one it was taken for'), ('station', 'its code names another polling station'), ('contest', 'its code names another contest'), ('screen', 'it seems to be photographed from a screen'), ('unplaced', 'it could not be placed')], max_length=10, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='formphoto',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['crew', 'supervisor'])), name='photo_side_known'),
        ),
        migrations.AddConstraint(
            model_name='photofinding',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', KINDS)), name='photo_finding_known'),
        ),
        migrations.AddConstraint(
            model_name='photofinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', LIKENESSES), _negated=True), ('other__isnull', False), _connector='OR'), name='photo_likeness_names_the_other'),
        ),
        guard("results_formphoto", "INSERT", PHOTO_INSERT),
        guard("results_photofinding", "INSERT", FINDING_INSERT),
        *KEPT,
    ]
