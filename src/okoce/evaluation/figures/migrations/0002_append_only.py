"""What was published stays in the ledger as it was read."""

from django.db import migrations

KEPT = """
CREATE FUNCTION figures_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: another reading of a published figure is another row', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER figures_publishedfigure_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON figures_publishedfigure
    FOR EACH STATEMENT EXECUTE FUNCTION figures_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON figures_publishedfigure FROM okoce_app;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]
    operations = [migrations.RunSQL(KEPT, migrations.RunSQL.noop)]
