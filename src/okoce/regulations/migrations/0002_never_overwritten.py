"""What was enforced is never overwritten or deleted, by nobody: only ended earlier, replaced, or better cited."""

from django.db import migrations

GUARD = """
ALTER TABLE regulations_rulerow ADD CONSTRAINT regulations_value_is_whole_or_text
    CHECK (jsonb_typeof(value) = 'string' OR value::text ~ '^-?[0-9]+$');

CREATE FUNCTION regulations_keep_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rule % was enforced and is never deleted', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.code, NEW.value, NEW.unit, NEW.applies_to, NEW.legal_basis, NEW.effective_from)
        IS DISTINCT FROM (OLD.id, OLD.code, OLD.value, OLD.unit, OLD.applies_to, OLD.legal_basis, OLD.effective_from)
        OR (OLD.effective_to IS NOT NULL AND (NEW.effective_to IS NULL OR NEW.effective_to > OLD.effective_to))
        OR (NEW.status <> OLD.status AND NOT (OLD.status = 'active' AND NEW.status = 'superseded'))
    THEN
        RAISE EXCEPTION 'rule % was enforced: supersede it instead of changing it', OLD.code
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER regulations_keep_rule BEFORE UPDATE OR DELETE ON regulations_rulerow
    FOR EACH ROW EXECUTE FUNCTION regulations_keep_rule();
"""
BACK = """
DROP TRIGGER regulations_keep_rule ON regulations_rulerow;
DROP FUNCTION regulations_keep_rule();
ALTER TABLE regulations_rulerow DROP CONSTRAINT regulations_value_is_whole_or_text;
"""


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, BACK)]
