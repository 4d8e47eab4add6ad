"""The database itself keeps the log append-only, queues new facts for the sealer and refuses crooked corrections."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION facts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: facts are append-only, record a correction', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER facts_fact_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_fact
    FOR EACH STATEMENT EXECUTE FUNCTION facts_refuse_change();
CREATE TRIGGER facts_position_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_position
    FOR EACH STATEMENT EXECUTE FUNCTION facts_refuse_change();
CREATE TRIGGER facts_batch_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_batch
    FOR EACH STATEMENT EXECUTE FUNCTION facts_refuse_change();
"""

QUEUE = """
CREATE FUNCTION facts_queue_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO facts_unsealed (fact_id, xid) SELECT id, xid FROM arrived;
    RETURN NULL;
END $$;

CREATE TRIGGER facts_fact_queues AFTER INSERT ON facts_fact REFERENCING NEW TABLE AS arrived
    FOR EACH STATEMENT EXECUTE FUNCTION facts_queue_unsealed();
"""

# A correction may arrive before its original and then waits; where the original is known, it must be an original.
STRAIGHT = """
CREATE FUNCTION facts_check_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM facts_fact WHERE id = NEW.corrects AND corrects IS NOT NULL) THEN
        RAISE EXCEPTION 'a correction points at an original, never at a correction' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM facts_fact WHERE id = NEW.corrects AND (kind, person_id) IS DISTINCT FROM (NEW.kind, NEW.person_id)
    ) THEN
        RAISE EXCEPTION 'a correction keeps the kind and the person of its original' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER facts_correction_is_straight BEFORE INSERT ON facts_fact
    FOR EACH ROW WHEN (NEW.corrects IS NOT NULL) EXECUTE FUNCTION facts_check_correction();
"""

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON facts_fact, facts_position, facts_batch FROM okoce_app;
REVOKE UPDATE, TRUNCATE ON facts_factdetails, facts_personkey, facts_unsealed FROM okoce_app;
REVOKE SELECT ON facts_factdetails, facts_personkey FROM okoce_reader;
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (REFUSE, QUEUE, STRAIGHT, RIGHTS)]
