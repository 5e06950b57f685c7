"""Photographs of forms: append-only, and held together by row, submission and person."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from siaga.desks.trail.triggers import append_only, guard

PHOTO_INSERT = {
    "one_row_and_person": (
        "photos of one submission are of one row and one person",
        """EXISTS (
            SELECT 1 FROM results_formphoto p
            WHERE p.submission = NEW.submission AND (p.row_id <> NEW.row_id OR p.by_id <> NEW.by_id))""",
    ),
    "row_of_its_figures": (
        "the figures of this submission are those of another row or person",
        """EXISTS (
            SELECT 1 FROM results_resultversion v
            WHERE v.client_id = NEW.submission AND (v.row_id <> NEW.row_id OR v.entered_by_id <> NEW.by_id))""",
    ),
    "a_picture": (
        "the file of a photo must be a picture",
        """NOT EXISTS (
            SELECT 1 FROM trail_storedfile f WHERE f.sha256 = NEW.file_id AND f.media_type LIKE 'image/%')""",
    ),
}

FINDING_INSERT = {
    "alone_once": (
        "this was noticed about the photo before",
        """NEW.other_id IS NULL AND EXISTS (
            SELECT 1 FROM results_photofinding f
            WHERE f.photo_id = NEW.photo_id AND f.kind = NEW.kind AND f.other_id IS NULL)""",
    ),
    "another_row": (
        "a photo is compared with photos of other forms",
        """NEW.other_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM results_formphoto a JOIN results_formphoto b ON a.row_id = b.row_id
            WHERE a.id = NEW.photo_id AND b.id = NEW.other_id)""",
    ),
}

CLASH_INSERT = {
    "other_bytes": (
        "the same bytes are no clash",
        "EXISTS (SELECT 1 FROM results_formphoto p WHERE p.id = NEW.photo_id AND p.file_id = NEW.file_id)",
    ),
}

READING_INSERT = {
    "has_photos": (
        "nothing is read of a form without photos",
        """NOT EXISTS (
            SELECT 1 FROM results_formphoto p
            WHERE p.row_id = NEW.row_id AND p.submission = NEW.submission)""",
    ),
}


class Migration(migrations.Migration):

    dependencies = [
        ('results', '0002_guards'),
        ('trail', '0005_files_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.CharField(max_length=64, unique=True, verbose_name='number of the upload')),
                ('submission', models.CharField(max_length=64, verbose_name='receipt number')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('page_said', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page as chosen')),
                ('page', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='page by its tag')),
                ('reason', models.CharField(blank=True, max_length=60, verbose_name='why it could not be placed')),
                ('look', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='taken, by the clock of the phone')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trail.storedfile', verbose_name='file')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='results.resultrow')),
            ],
            options={
                'ordering': ['row', 'submission', 'order', 'id'],
                'indexes': [
                    models.Index(fields=['row', 'submission'], name='photo_by_submission'),
                    models.Index(fields=['by', 'received_at'], name='photo_by_sender'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('client_id', ''), _negated=True), models.Q(('submission', ''), _negated=True)), name='photo_has_its_numbers'),
                    models.CheckConstraint(condition=models.Q(('order__gte', 1)), name='photo_order_from_one'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('look'), 64), name='photo_look_hex'),
                    models.CheckConstraint(condition=models.Q(('page__isnull', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='photo_without_page_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PhotoClash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='received at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trail.storedfile', verbose_name='file')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clashes', to='results.formphoto')),
            ],
            options={
                'verbose_name_plural': 'photo clashes',
                'ordering': ['at', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('photo', 'file'), name='photo_clash_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PhotoFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('same', 'the very same picture was sent for another form'), ('alike', 'a picture that looks the same was sent for another form'), ('swapped', 'its tag names another page than the one it was taken for'), ('station', 'its code names another polling station'), ('contest', 'its code names another contest'), ('screen', 'it seems to be photographed from a screen'), ('unplaced', 'it could not be placed')], max_length=10, verbose_name='kind')),
                ('told', models.JSONField(default=dict, verbose_name='what was seen')),
                ('at', models.DateTimeField(verbose_name='noticed at')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='results.formphoto')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='results.formphoto')),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('photo', 'kind', 'other'), name='photo_finding_once'),
                    models.UniqueConstraint(condition=models.Q(('other__isnull', True)), fields=('photo', 'kind'), name='photo_finding_alone_once'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['same', 'alike', 'swapped', 'station', 'contest', 'screen', 'unplaced'])), name='photo_finding_known'),
                    models.CheckConstraint(condition=models.Q(('other__isnull', True), models.Q(('other', models.F('photo')), _negated=True), _connector='OR'), name='photo_compared_with_another'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['same', 'alike']), _negated=True), ('other__isnull', False), _connector='OR'), name='photo_likeness_names_the_other'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PhotoReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.CharField(max_length=64, verbose_name='receipt number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the photos')),
                ('layout', models.CharField(max_length=60, verbose_name='layout')),
                ('model', models.CharField(max_length=80, verbose_name='version of the engine')),
                ('fields', models.JSONField(verbose_name='figures')),
                ('accepted', models.BooleanField(verbose_name='certain without a person')),
                ('why', models.TextField(blank=True, verbose_name='why not')),
                ('broken', models.JSONField(default=list, verbose_name='identities the figures break')),
                ('places', models.JSONField(default=dict, verbose_name='places of the cut-outs')),
                ('milliseconds', models.PositiveIntegerField(verbose_name='milliseconds')),
                ('made_at', models.DateTimeField(verbose_name='read at')),
                ('cuttings', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='trail.storedfile', verbose_name='cut-outs')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photo_readings', to='results.resultrow')),
            ],
            options={
                'ordering': ['made_at', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('row', 'submission', 'digest', 'model'), name='photos_read_once_by_each_model'),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 64), name='photo_reading_digest_hex'),
                    models.CheckConstraint(condition=models.Q(('accepted', True), models.Q(('why', ''), _negated=True), _connector='OR'), name='photo_reading_says_why_not'),
                ],
            },
        ),
        migrations.AddIndex(
            model_name='resultversion',
            index=models.Index(fields=['digest'], name='version_by_digest'),
        ),
        append_only("results_formphoto", keys=[("id",), ("client_id",)]),
        guard("results_formphoto", "INSERT", PHOTO_INSERT),
        append_only("results_photofinding", keys=[("id",), ("photo_id", "kind", "other_id")]),
        guard("results_photofinding", "INSERT", FINDING_INSERT),
        append_only("results_photoclash", keys=[("id",), ("photo_id", "file_id")]),
        guard("results_photoclash", "INSERT", CLASH_INSERT),
        append_only("results_photoreading", keys=[("id",), ("row_id", "submission", "digest", "model")]),
        guard("results_photoreading", "INSERT", READING_INSERT),
    ]
