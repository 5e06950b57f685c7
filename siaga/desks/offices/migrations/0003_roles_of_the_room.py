"""The secretariat joins the roles. On SQLite both tables are built anew, so their triggers are lifted."""

from importlib import import_module

from django.db import migrations, models

from siaga.desks.trail.triggers import lifted

OF_ROLES = import_module("siaga.desks.offices.migrations.0002_guards").OF_ROLES


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0002_guards'),
        ('places', '0003_guards'),
    ]

    operations = [
        *(lifted(rule) for rule in OF_ROLES),
        migrations.RemoveConstraint(
            model_name='invitation',
            name='invitation_role_known',
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_role_known',
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('station_officer', 'Polling station officer (KPPS)'), ('ward_committee', 'Ward committee (PPS)'), ('district_committee', 'District committee (PPK)'), ('commissioner', 'Commissioner (KPU)'), ('commission_staff', 'Commission staff (KPU)'), ('station_supervisor', 'Station supervisor (PTPS)'), ('district_supervisor', 'District supervisor (Panwascam)'), ('supervisor', 'Supervisor (Bawaslu)'), ('forum_member', 'Forum member (Forkopimda)'), ('secretariat', 'Secretariat officer (Kesbangpol, Sekda)'), ('agency_officer', 'Agency officer (OPD)'), ('administrator', 'Account administrator'), ('auditor', 'Auditor')], max_length=30, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('station_officer', 'Polling station officer (KPPS)'), ('ward_committee', 'Ward committee (PPS)'), ('district_committee', 'District committee (PPK)'), ('commissioner', 'Commissioner (KPU)'), ('commission_staff', 'Commission staff (KPU)'), ('station_supervisor', 'Station supervisor (PTPS)'), ('district_supervisor', 'District supervisor (Panwascam)'), ('supervisor', 'Supervisor (Bawaslu)'), ('forum_member', 'Forum member (Forkopimda)'), ('secretariat', 'Secretariat officer (Kesbangpol, Sekda)'), ('agency_officer', 'Agency officer (OPD)'), ('administrator', 'Account administrator'), ('auditor', 'Auditor')], max_length=30, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['station_officer', 'ward_committee', 'district_committee', 'commissioner', 'commission_staff', 'station_supervisor', 'district_supervisor', 'supervisor', 'forum_member', 'secretariat', 'agency_officer', 'administrator', 'auditor'])), name='invitation_role_known'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['station_officer', 'ward_committee', 'district_committee', 'commissioner', 'commission_staff', 'station_supervisor', 'district_supervisor', 'supervisor', 'forum_member', 'secretariat', 'agency_officer', 'administrator', 'auditor'])), name='membership_role_known'),
        ),
        *OF_ROLES,
    ]
