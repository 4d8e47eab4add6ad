"""A frozen pack stays as it was frozen."""

from django.db import migrations

FROZEN = """
CREATE FUNCTION rounds_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: a pack is frozen, the next one restates it', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER rounds_pack_is_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON rounds_pack
    FOR EACH STATEMENT EXECUTE FUNCTION rounds_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON rounds_pack FROM okoce_app;
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial")]
    operations = [migrations.RunSQL(FROZEN, migrations.RunSQL.noop)]
