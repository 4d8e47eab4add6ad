"""Live facts as rows: each original in the version that holds, with all that has arrived (sealed or not)."""

from django.db import migrations

VIEW = """
CREATE VIEW facts_live AS
SELECT o.id, v.id AS version_id, o.kind, o.person_id, o.enrolment_id, o.business_id, v.occurred_on, v.captured_at, v.recorded_at,
       v.recorded_by, v.channel, v.place_id, v.org_id, v.grade, v.measures
FROM facts_fact o
LEFT JOIN LATERAL (
    SELECT c.id, c.correction FROM facts_fact c WHERE c.corrects = o.id ORDER BY c.captured_at DESC, c.id DESC LIMIT 1
) d ON true
JOIN facts_fact v ON v.id = CASE WHEN d.correction = 'amend' THEN d.id ELSE o.id END
WHERE o.corrects IS NULL AND d.correction IS DISTINCT FROM 'void';
GRANT SELECT ON facts_live TO okoce_app, okoce_reader;
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_append_only")]
    operations = [
        migrations.RunSQL(VIEW, "DROP VIEW facts_live"),
        migrations.CreateModel(
            name="LiveRow",
            fields=[],
            options={"managed": False, "db_table": "facts_live"},
        ),
    ]
