"""An invitation can be withdrawn. On SQLite the table is built anew, so its triggers are lifted."""

from importlib import import_module

from django.conf import settings
from django.db import migrations, models

from siaga.desks.trail.triggers import lifted

OF_ATTENDANCE = import_module("siaga.desks.meetings.migrations.0005_guards").OF_ATTENDANCE


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_guards'),
        ('offices', '0003_roles_of_the_room'),
        ('trail', '0005_files_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(lifted(rule) for rule in OF_ATTENDANCE),
        migrations.AddField(
            model_name='attendance',
            name='withdrawn',
            field=models.BooleanField(default=False, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='withdrawn_for',
            field=models.TextField(blank=True, verbose_name='why it was withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn', False), models.Q(('presence', 'expected'), models.Q(('withdrawn_for', ''), _negated=True)), _connector='OR'), name='attendance_withdrawn_has_reason'),
        ),
        *OF_ATTENDANCE,
    ]
