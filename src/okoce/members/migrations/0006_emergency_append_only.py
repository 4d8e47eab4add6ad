"""What was asked for stays as it was asked; the supervisor's answer is filled in beside it, and an erasure empties the words."""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON members_emergencyaccess FROM okoce_app;
GRANT UPDATE (reason, reviewed_at, reviewed_by, verdict, note) ON members_emergencyaccess TO okoce_app;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0005_emergency_access")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
