"""What an erasure may do in the database, and nothing more: empty words of the trail about who was erased, vacuum, keep its log."""

from django.db import migrations

# The trail stays append-only but for one thing: free words about a person whose erasure was ordered may become empty. Who did what,
# when, where, and everything about everybody else is refused as before, to the owner too.
WORDS = """
CREATE FUNCTION privacy_may_empty_words(person text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$ SELECT EXISTS (SELECT 1 FROM privacy_erasure WHERE person_id::text = person) $$;

CREATE FUNCTION privacy_only_empties_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE person text;
BEGIN
    IF to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason' AND NEW.reason = '' THEN
        IF TG_TABLE_NAME = 'audit_opening' THEN
            person := OLD.person_id::text;
        ELSIF OLD.subject = 'person' THEN
            person := OLD.subject_id;
        END IF;
        IF privacy_may_empty_words(person) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% on % is refused: the audit trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

DROP TRIGGER audit_opening_is_append_only ON audit_opening;
DROP TRIGGER audit_change_is_append_only ON audit_change;
CREATE TRIGGER audit_opening_is_append_only BEFORE DELETE OR TRUNCATE ON audit_opening
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_change_is_append_only BEFORE DELETE OR TRUNCATE ON audit_change
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_opening_keeps_its_words BEFORE UPDATE ON audit_opening
    FOR EACH ROW EXECUTE FUNCTION privacy_only_empties_words();
CREATE TRIGGER audit_change_keeps_its_words BEFORE UPDATE ON audit_change
    FOR EACH ROW EXECUTE FUNCTION privacy_only_empties_words();
GRANT UPDATE (reason) ON audit_opening, audit_change TO okoce_app;
"""

# An order may be carried further, never taken away; what the law keeps is nothing for extraction.
LOG = """
REVOKE DELETE, TRUNCATE ON privacy_erasure, privacy_datarequest, privacy_retained FROM okoce_app;
REVOKE SELECT ON privacy_retained FROM okoce_reader;
"""

# From PostgreSQL 17 a role may be allowed to vacuum tables of another; before, the server's own vacuum does it later.
VACUUM = """
DO $$ BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON members_person, members_business, facts_factdetails, facts_personkey,'
            ' p1_registration_registration, p1_registration_communityrequest, p1_registration_identityclaim, messaging_message,'
            ' accounts_user, accounts_onetimecode, accounts_throttle, django_session, audit_opening, audit_change,'
            ' privacy_datarequest, imports_sheetrow, imports_sheetfile, imports_sheetimport TO okoce_app';
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("audit", "0002_append_only"),
        ("facts", "0002_append_only"),
        ("members", "0004_personal_data"),
        ("imports", "0001_initial"),
        ("messaging", "0002_personal_data"),
        ("accounts", "0003_personal_data"),
        ("p1_registration", "0003_personal_data"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (WORDS, LOG, VACUUM)]
