"""Answers and decisions stay as they were given; the fields of a packet can be changed and are deleted by an erasure."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import okoce.core.ids
from django.db import migrations, models


KEPT = """
CREATE FUNCTION p4_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: answers and decisions stay as they were given', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER p4_answers_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON p4_licensing_savedanswer
    FOR EACH STATEMENT EXECUTE FUNCTION p4_refuse_change();
CREATE TRIGGER p4_decisions_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON p4_licensing_roadmapdecision
    FOR EACH STATEMENT EXECUTE FUNCTION p4_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON p4_licensing_savedanswer, p4_licensing_roadmapdecision FROM okoce_app;
"""
# An erasure frees the rows that it deleted (see privacy 0002); PostgreSQL before 17 has no such right to give.
VACUUM = """
DO $$ BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON p4_licensing_packetentry TO okoce_app';
    END IF;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_emergency_append_only'),
        ('p4_licensing', '0001_permits'),
    ]

    operations = [
        migrations.CreateModel(
            name='PacketEntry',
            fields=[
                ('id', models.UUIDField(default=okoce.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(choices=[('business', 'nama usaha'), ('street', 'alamat usaha'), ('home', 'alamat rumah'), ('email', 'surel'), ('started', 'usaha mulai berjalan'), ('workers', 'jumlah tenaga kerja'), ('capital', 'modal usaha'), ('sales', 'omzet setahun'), ('area', 'luas tempat usaha'), ('product', 'nama produk'), ('composition', 'komposisi (bahan)'), ('packaging', 'jenis kemasan'), ('net', 'berat atau isi bersih'), ('shelf_life', 'masa simpan'), ('process', 'proses pembuatan'), ('suppliers', 'bahan dan tempat membelinya'), ('brand', 'nama merek'), ('purpose', 'keperluan surat keterangan')], max_length=12)),
                ('value_sealed', models.BinaryField()),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('changed_by', models.UUIDField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.business')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('business', 'field'), name='p4_one_packet_field')],
            },
        ),
        migrations.CreateModel(
            name='RoadmapDecision',
            fields=[
                ('id', models.UUIDField(default=okoce.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(choices=[('saved', 'peta disimpan'), ('finished', 'pertanyaan selesai dijawab'), ('printed', 'berkas dicetak'), ('counter', 'dibicarakan di loket')], max_length=8)),
                ('decided_on', models.DateField()),
                ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decided_by', models.UUIDField()),
                ('channel', models.CharField(choices=[('self', 'anggota sendiri'), ('counter', 'loket'), ('mentor', 'pendamping'), ('partner', 'mitra'), ('import', 'unggahan berkas'), ('register', 'daftar resmi'), ('lender', 'pemberi pinjaman')], max_length=10)),
                ('content_version', models.CharField(max_length=64)),
                ('row_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('answers', models.JSONField()),
                ('scale', models.CharField(blank=True, max_length=6)),
                ('risk', models.CharField(max_length=12)),
                ('tasks', models.JSONField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.business')),
            ],
            options={
                'indexes': [models.Index(fields=['business', '-decided_at'], name='p4_decisions_of')],
            },
        ),
        migrations.CreateModel(
            name='SavedAnswer',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('question', models.CharField(choices=[('class', 'jenis usaha'), ('place', 'tempat usaha'), ('zone', 'zona lokasi'), ('capital', 'modal usaha'), ('product', 'jenis produk'), ('inputs', 'bahan'), ('outlets', 'jumlah tempat'), ('sales', 'omzet setahun'), ('entity', 'bentuk usaha'), ('brand', 'merek'), ('npwp', 'NPWP')], max_length=8)),
                ('answer', models.CharField(blank=True, max_length=12)),
                ('answered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('answered_by', models.UUIDField()),
                ('channel', models.CharField(choices=[('self', 'anggota sendiri'), ('counter', 'loket'), ('mentor', 'pendamping'), ('partner', 'mitra'), ('import', 'unggahan berkas'), ('register', 'daftar resmi'), ('lender', 'pemberi pinjaman')], max_length=10)),
                ('content_version', models.CharField(max_length=64)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.business')),
            ],
            options={
                'indexes': [models.Index(fields=['business', 'question', '-number'], name='p4_latest_answers')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('question', 'class'), _negated=True), ('answer', ''), ('answer__regex', '^(2020|2025):[0-9]{5}$'), _connector='OR'), name='p4_class_answer_names_its_version')],
            },
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(VACUUM, migrations.RunSQL.noop),
    ]
