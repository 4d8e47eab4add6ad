"""Search by names as people spell them: trigrams, an extension that every PostgreSQL brings along."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name="person",
            index=GinIndex(name="members_look_alike_names", fields=["name"], opclasses=["gin_trgm_ops"]),
        ),
    ]
