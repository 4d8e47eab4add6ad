"""Counting a try must cost no wait for the disk; a crash of the database forgets tries and nothing else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE accounts_throttle SET UNLOGGED", "ALTER TABLE accounts_throttle SET LOGGED"
        )
    ]
