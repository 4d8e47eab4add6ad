"""Which kinds of fact a person has: what work lists ask of some thousand people at once, answered from the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_live_view")]
    operations = [
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                name="facts_kinds_of_person",
                fields=["person_id", "kind"],
                include=["enrolment_id", "occurred_on", "id"],
                condition=models.Q(corrects__isnull=True),
            ),
        ),
    ]
