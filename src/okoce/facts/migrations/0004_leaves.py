"""Leaf hashes beside each batch, append-only like it; batches that were sealed before get those of the facts as they stand now."""

import django.db.models.deletion
from django.db import migrations, models

from okoce.facts.queries.export import PROVEN_OF_POSITION, canonical_row
from okoce.facts.rules.merkle import leaf_hash

APPEND_ONLY = """
CREATE TRIGGER facts_batchleaves_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_batchleaves
    FOR EACH STATEMENT EXECUTE FUNCTION facts_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON facts_batchleaves FROM okoce_app;
"""


def keep_leaves(apps, schema_editor):
    using = schema_editor.connection.alias
    Batch, Position, Leaves = (apps.get_model("facts", name) for name in ("Batch", "Position", "BatchLeaves"))
    for batch in Batch.objects.using(using).order_by("number").iterator():
        facts = Position.objects.using(using).filter(position__range=(batch.first, batch.last)).order_by("position")
        leaves = b"".join(leaf_hash(canonical_row(row)) for row in facts.values_list(*PROVEN_OF_POSITION))
        Leaves.objects.using(using).create(batch_id=batch.number, leaves=leaves)


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_live_view")]
    operations = [
        migrations.AddIndex(model_name="batch", index=models.Index(fields=["sealed_at"], name="facts_batch_by_time")),
        migrations.CreateModel(
            name="BatchLeaves",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="kept_leaves",
                        serialize=False,
                        to="facts.batch",
                    ),
                ),
                ("leaves", models.BinaryField()),
            ],
        ),
        migrations.RunPython(keep_leaves, migrations.RunPython.noop),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
