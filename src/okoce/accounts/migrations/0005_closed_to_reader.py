"""Who extracts figures reads neither second factors nor sessions: with a session's key one is signed in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_second_factor_and_sessions"), ("sessions", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "REVOKE SELECT ON accounts_secondfactor, accounts_recoverycode, django_session FROM okoce_reader",
            migrations.RunSQL.noop,
        )
    ]
