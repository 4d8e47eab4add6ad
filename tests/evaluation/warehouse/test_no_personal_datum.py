"""Nothing in the warehouse or its Parquet names anybody."""

import pytest
from django.conf import settings

from okoce.evaluation.warehouse import files
from okoce.evaluation.warehouse.schema import READ_TABLES, TABLES
from okoce.evaluation.warehouse.services import refresh
from tests.evaluation.warehouse.history import sealed
from tests.evaluation.warehouse.test_extraction import open_publication
from tests.world import build_world

COLUMNS = {
    "fact": "original_id version_id kind person_id enrolment_id business_id occurred_on captured_at channel place_id org_id grade"
    " measures first_position from_position to_position",
    "arrival": "position person_id kind occurred_on correction",
    "person_map": "person_id survivor_id from_position to_position",
    "enrolment": "enrolment_id person_id",
    "place": "place_id name level kecamatan_id city_id province_id",
    "organisation": "org_id kind",
    "state": "position head extracted_at",
    "reading": "edition edition_version enrolment_id person_id stage completed_on passed_on from_position to_position",
    "holding": "edition edition_version enrolment_id stage from_on until_on from_position to_position",
    "reading_state": "edition edition_version position",
}


def test_columns_are_those_that_were_looked_at() -> None:
    """A new column is looked at by whoever adds it here: no name, number, address or free words."""
    assert {table: " ".join(columns) for table, columns in {**TABLES, **READ_TABLES}.items()} == COLUMNS


@pytest.mark.usefixtures("own_database")
def test_no_value_is_a_name_a_number_or_words_of_the_world() -> None:
    world = build_world()
    sealed()
    refresh(parquet_every=0)
    cases = (world.own, world.other)
    secrets = [
        *world.secrets,
        *(case.name for case in cases),
        *(case.receipt for case in cases),
        "Keripik",
        "bukti 001",
        "Komunitas",
    ]
    with open_publication() as store:
        facts = store.execute("SELECT count(*) FROM fact").fetchone()
        assert facts is not None
        assert facts[0] >= 4
        for table in {**TABLES, **READ_TABLES}:
            sql = f"SELECT CAST({table} AS VARCHAR) FROM {table}"
            rows = store.execute(sql.replace("extracted_at", "position")).fetchall() if table != "state" else []
            text = "\n".join(row[0] for row in rows)
            assert [secret for secret in secrets if secret.lower() in text.lower()] == [], table
    written = [path for path in files.folder().rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(written) > 10
    raw = b"".join(path.read_bytes() for path in written).lower()
    assert [secret for secret in secrets if secret.encode().lower() in raw] == []
    assert str(settings.OKOCE_WAREHOUSE_DIR) in str(written[0])
