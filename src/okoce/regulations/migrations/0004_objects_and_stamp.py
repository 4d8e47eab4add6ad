"""Values may be objects; trust, author and approver are kept with what was enforced; every change of a row changes the stamp."""

from django.db import migrations

OBJECTS = """
ALTER TABLE regulations_rulerow DROP CONSTRAINT regulations_value_is_whole_or_text;
ALTER TABLE regulations_rulerow ADD CONSTRAINT regulations_value_is_exact CHECK (
    (jsonb_typeof(value) IN ('string', 'object') OR value::text ~ '^-?[0-9]+$')
    AND NOT jsonb_path_exists(value, '$.** ? (@.type() == "null" || (@.type() == "number" && @.floor() != @))')
);
"""
SCALARS = """
ALTER TABLE regulations_rulerow DROP CONSTRAINT regulations_value_is_exact;
ALTER TABLE regulations_rulerow ADD CONSTRAINT regulations_value_is_whole_or_text
    CHECK (jsonb_typeof(value) = 'string' OR value::text ~ '^-?[0-9]+$');
"""
GUARD = """
CREATE OR REPLACE FUNCTION regulations_keep_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rule % was enforced and is never deleted', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.code, NEW.value, NEW.unit, NEW.applies_to, NEW.legal_basis, NEW.effective_from{kept_new})
        IS DISTINCT FROM (OLD.id, OLD.code, OLD.value, OLD.unit, OLD.applies_to, OLD.legal_basis, OLD.effective_from{kept_old})
        OR (OLD.effective_to IS NOT NULL AND (NEW.effective_to IS NULL OR NEW.effective_to > OLD.effective_to))
        OR (NEW.status <> OLD.status AND NOT (OLD.status = 'active' AND NEW.status = 'superseded'))
    THEN
        RAISE EXCEPTION 'rule % was enforced: supersede it instead of changing it', OLD.code
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
KEPT = ("trust", "created_by", "approved_by", "approved_at")
WIDER = GUARD.format(
    kept_new="".join(f", NEW.{name}" for name in KEPT), kept_old="".join(f", OLD.{name}" for name in KEPT)
)
NARROWER = GUARD.format(kept_new="", kept_old="")
STAMP = """
CREATE FUNCTION regulations_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO regulations_rulestamp (id, token) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token;
    RETURN NULL;
END
$$;

CREATE TRIGGER regulations_stamp AFTER INSERT OR UPDATE OR DELETE ON regulations_rulerow
    FOR EACH STATEMENT EXECUTE FUNCTION regulations_stamp();
"""
NO_STAMP = """
DROP TRIGGER regulations_stamp ON regulations_rulerow;
DROP FUNCTION regulations_stamp();
"""


class Migration(migrations.Migration):
    dependencies = [("regulations", "0003_trust")]

    operations = [
        migrations.RunSQL(OBJECTS, SCALARS),
        migrations.RunSQL(WIDER, NARROWER),
        migrations.RunSQL(STAMP, NO_STAMP),
    ]
