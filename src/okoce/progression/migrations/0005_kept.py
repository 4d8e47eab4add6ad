"""What was approved stays as it was: the database refuses changes of its content, its approval and its preview.

Editions that were loaded before gain their digest, and those that the project ships their English title and explanation.
"""

from django.db import migrations

from okoce.progression.rules.edition_codec import digest_of
from okoce.progression.seeded import seeded_editions

KEPT = """
CREATE FUNCTION progression_keep_editions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' AND NEW.drafted_by IS NOT NULL THEN
            RAISE EXCEPTION 'an edition begins as a draft' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'only a draft is discarded' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.code, NEW.version, NEW.drafted_by, NEW.drafted_at, NEW.copied_from_id)
        IS DISTINCT FROM (OLD.id, OLD.code, OLD.version, OLD.drafted_by, OLD.drafted_at, OLD.copied_from_id) THEN
        RAISE EXCEPTION 'code, version and author of an edition stay' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state <> 'draft' AND (NEW.document, NEW.digest) IS DISTINCT FROM (OLD.document, OLD.digest) THEN
        RAISE EXCEPTION 'only a draft is edited: start another version' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state IN ('approved', 'superseded') AND (
        (NEW.approved_by, NEW.approved_at, NEW.approved_preview_id, NEW.submitted_by, NEW.submitted_at, NEW.rank)
        IS DISTINCT FROM
        (OLD.approved_by, OLD.approved_at, OLD.approved_preview_id, OLD.submitted_by, OLD.submitted_at, OLD.rank)
        OR NEW.state NOT IN (OLD.state, 'superseded')
    ) THEN
        RAISE EXCEPTION 'what was approved stays: start another version' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'submitted') THEN
        RAISE EXCEPTION 'a draft is submitted before it is approved' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER progression_editions_are_kept BEFORE INSERT OR UPDATE OR DELETE ON progression_editionrecord
    FOR EACH ROW EXECUTE FUNCTION progression_keep_editions();

CREATE FUNCTION progression_keep_previews() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a finished preview stays as it was: ask for another' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER progression_previews_are_kept BEFORE UPDATE ON progression_editionpreview
    FOR EACH ROW WHEN (OLD.state = 'done') EXECUTE FUNCTION progression_keep_previews();
"""


def complete(apps, schema_editor):
    records = apps.get_model("progression", "EditionRecord").objects.using(schema_editor.connection.alias)
    shipped = {edition.code: edition for edition in seeded_editions()}
    for record in records.all():
        if record.code in shipped:
            edition = shipped[record.code]
            record.document = {"title_en": edition.title_en, "explanation_en": edition.explanation_en} | record.document
        record.digest = digest_of(record.document)
        record.save(update_fields=["document", "digest"])


class Migration(migrations.Migration):
    dependencies = [("progression", "0004_life")]
    operations = [
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
