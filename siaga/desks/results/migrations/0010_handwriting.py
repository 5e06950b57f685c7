"""A fingerprint of the handwriting beside that of the picture: a paper shown at two stations is noticed however
its picture was cut. Photos that are there already have none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0009_independence")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE \"results_formphoto\" ADD COLUMN \"hand\" text NOT NULL DEFAULT ''",
            'ALTER TABLE "results_formphoto" DROP COLUMN "hand"',
            state_operations=[
                migrations.AddField(
                    model_name="formphoto",
                    name="hand",
                    field=models.TextField(blank=True, default="", verbose_name="fingerprint of the handwriting"),
                )
            ],
        ),
    ]
