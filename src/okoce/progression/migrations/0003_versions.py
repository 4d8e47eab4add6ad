"""A code has versions: what identified a record by its code identifies it by an id of its own now."""

from django.db import migrations, models

import okoce.core.ids

OWN_ID = """
ALTER TABLE progression_editionrecord ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE progression_editionrecord DROP CONSTRAINT progression_editionrecord_pkey;
ALTER TABLE progression_editionrecord ADD PRIMARY KEY (id);
ALTER TABLE progression_editionrecord ALTER COLUMN id DROP DEFAULT;
"""
LIKE_INDEX = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT indexname FROM pg_indexes
        WHERE tablename = 'progression_editionrecord' AND indexname LIKE '%\\_like' LOOP
        EXECUTE format('DROP INDEX %I', name);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("progression", "0002_approval_pair")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(OWN_ID, migrations.RunSQL.noop),
                migrations.RunSQL(LIKE_INDEX, migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.AlterField("editionrecord", "code", models.CharField(max_length=40)),
                migrations.AddField(
                    "editionrecord",
                    "id",
                    models.UUIDField(default=okoce.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
            ],
        )
    ]
