from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_guards")]

    operations = [
        migrations.AlterField(
            model_name="source",
            name="code",
            field=models.SlugField(max_length=130, unique=True, verbose_name="code"),
        ),
        migrations.AddField(
            model_name="source",
            name="pack",
            field=models.CharField(blank=True, max_length=60, verbose_name="first named by the pack"),
        ),
    ]
