"""What was asked for stays as it was asked; the supervisor's answer is filled in beside it."""

from django.db import migrations

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON members_emergencyaccess FROM okoce_app;
GRANT UPDATE (reviewed_at, reviewed_by, verdict, note) ON members_emergencyaccess TO okoce_app;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0003_emergency_access")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
