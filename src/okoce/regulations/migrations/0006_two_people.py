"""Four eyes: a proposal begins as a draft, stays as it was submitted, and is enforced only by the approval of its change."""

from django.db import migrations

RULES = """
CREATE OR REPLACE FUNCTION regulations_keep_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    standing text;
    approver uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.created_by IS NOT NULL AND NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'rule % begins as a draft', NEW.code USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.change_id IS NOT NULL THEN
            SELECT state INTO standing FROM regulations_rulechange WHERE id = NEW.change_id;
            IF standing <> 'draft' THEN
                RAISE EXCEPTION 'rule %: its change was submitted', NEW.code USING ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status = 'draft' THEN
        SELECT state, approved_by INTO standing, approver FROM regulations_rulechange WHERE id = OLD.change_id;
        IF TG_OP = 'DELETE' THEN
            IF standing <> 'draft' THEN
                RAISE EXCEPTION 'rule %: its change was submitted', OLD.code USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF NEW.change_id IS DISTINCT FROM OLD.change_id OR NEW.created_by IS DISTINCT FROM OLD.created_by THEN
            RAISE EXCEPTION 'rule %: a proposal keeps its change and its author', OLD.code USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.created_by IS NULL AND NEW.status = 'active' THEN
            RAISE EXCEPTION 'rule %: a shipped draft is proposed before it is enforced', OLD.code USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.created_by IS NOT NULL AND NEW.status <> 'draft'
            AND (standing IS DISTINCT FROM 'approved' OR NEW.status <> 'active' OR NEW.approved_by IS DISTINCT FROM approver) THEN
            RAISE EXCEPTION 'rule %: enforced only by the approval of its change', OLD.code USING ERRCODE = 'check_violation';
        END IF;
        IF standing <> 'draft' AND
            (NEW.id, NEW.code, NEW.value, NEW.unit, NEW.applies_to, NEW.legal_basis, NEW.article, NEW.source_url,
             NEW.effective_from, NEW.effective_to, NEW.trust, NEW.verified_on, NEW.review_by, NEW.note, NEW.replaces_id)
            IS DISTINCT FROM
            (OLD.id, OLD.code, OLD.value, OLD.unit, OLD.applies_to, OLD.legal_basis, OLD.article, OLD.source_url,
             OLD.effective_from, OLD.effective_to, OLD.trust, OLD.verified_on, OLD.review_by, OLD.note, OLD.replaces_id) THEN
            RAISE EXCEPTION 'rule %: its change was submitted', OLD.code USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rule % was enforced and is never deleted', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.code, NEW.value, NEW.unit, NEW.applies_to, NEW.legal_basis, NEW.effective_from, NEW.trust, NEW.created_by,
        NEW.approved_by, NEW.approved_at, NEW.change_id, NEW.replaces_id)
        IS DISTINCT FROM (OLD.id, OLD.code, OLD.value, OLD.unit, OLD.applies_to, OLD.legal_basis, OLD.effective_from, OLD.trust,
        OLD.created_by, OLD.approved_by, OLD.approved_at, OLD.change_id, OLD.replaces_id)
        OR (OLD.effective_to IS NOT NULL AND (NEW.effective_to IS NULL OR NEW.effective_to > OLD.effective_to))
        OR (NEW.status <> OLD.status AND NOT (OLD.status = 'active' AND NEW.status = 'superseded'))
    THEN
        RAISE EXCEPTION 'rule % was enforced: supersede it instead of changing it', OLD.code
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER regulations_keep_rule ON regulations_rulerow;
CREATE TRIGGER regulations_keep_rule BEFORE INSERT OR UPDATE OR DELETE ON regulations_rulerow
    FOR EACH ROW EXECUTE FUNCTION regulations_keep_rule();
"""
CHANGES = """
CREATE FUNCTION regulations_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a change of rules begins as a draft' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'only a draft is discarded' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.drafted_by, NEW.drafted_at) IS DISTINCT FROM (OLD.id, OLD.drafted_by, OLD.drafted_at) THEN
        RAISE EXCEPTION 'the author of a change stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'draft' AND NEW.reason <> OLD.reason THEN
        RAISE EXCEPTION 'what was submitted keeps its reason' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'approved' AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'what was approved stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'draft' AND NEW.state = 'approved' THEN
        RAISE EXCEPTION 'a change is submitted before it is approved' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER regulations_keep_change BEFORE INSERT OR UPDATE OR DELETE ON regulations_rulechange
    FOR EACH ROW EXECUTE FUNCTION regulations_keep_change();

CREATE FUNCTION regulations_keep_ending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    standing text;
BEGIN
    SELECT state INTO standing FROM regulations_rulechange
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.change_id ELSE OLD.change_id END;
    IF standing <> 'draft' OR (TG_OP = 'UPDATE' AND NEW.change_id <> OLD.change_id) THEN
        RAISE EXCEPTION 'what was submitted keeps its endings' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER regulations_keep_ending BEFORE INSERT OR UPDATE OR DELETE ON regulations_ruleending
    FOR EACH ROW EXECUTE FUNCTION regulations_keep_ending();

CREATE FUNCTION regulations_keep_preview() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a finished preview stays as it was: ask for another' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER regulations_keep_preview BEFORE UPDATE ON regulations_rulepreview
    FOR EACH ROW WHEN (OLD.state = 'done') EXECUTE FUNCTION regulations_keep_preview();

REVOKE UPDATE, DELETE, TRUNCATE ON regulations_rulereview FROM okoce_app;
"""


class Migration(migrations.Migration):
    dependencies = [("regulations", "0005_changes")]

    operations = [
        migrations.RunSQL(RULES, migrations.RunSQL.noop),
        migrations.RunSQL(CHANGES, migrations.RunSQL.noop),
    ]
