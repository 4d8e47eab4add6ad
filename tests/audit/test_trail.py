"""Who opened what and who changed what stays as it was written."""

import pytest
from django.db import DatabaseError, connections

from okoce.audit.models import Change, Opening
from okoce.audit.queries import changes_of, openings_of
from okoce.audit.services import log_change, log_opening, log_openings
from okoce.core.ids import new_id


@pytest.mark.django_db
def test_openings_are_hers_to_read_latest_first() -> None:
    officer, her, other = new_id(), new_id(), new_id()
    log_opening(by=officer, label="Petugas kecamatan Tebet", person_id=her, surface="record", reason="klaim")
    log_openings(by=officer, label="Petugas", person_ids=[her, other], surface="list")
    assert sorted((row.surface, row.opened_by, row.reason) for row in openings_of(her)) == [
        ("list", officer, ""),
        ("record", officer, "klaim"),
    ]
    assert [row.surface for row in openings_of(other)] == ["list"]


@pytest.mark.django_db
def test_nobody_listed_is_nobody_opened() -> None:
    log_openings(by=new_id(), label="Petugas", person_ids=[], surface="list")
    assert not Opening.objects.exists()


@pytest.mark.django_db
def test_changes_of_one_row() -> None:
    her = new_id()
    log_change(
        by=None, verb="move", subject="person", subject_id=her, before={"domicile": "a"}, after={"domicile": "b"}, reason="pindah"
    )
    log_change(by=None, verb="move", subject="person", subject_id=new_id())
    (change,) = changes_of("person", her)
    assert (change.before, change.after, change.reason, change.changed_by) == ({"domicile": "a"}, {"domicile": "b"}, "pindah", None)


STATEMENTS = [
    f"{verb} {table}{rest}"
    for table, rest_of_update in (("audit_opening", " SET surface = 'x'"), ("audit_change", " SET verb = 'x'"))
    for verb, rest in (("UPDATE", rest_of_update), ("DELETE FROM", ""), ("TRUNCATE", ""))
]


def test_the_trail_is_append_only(own_database: str) -> None:
    log_opening(by=new_id(), label="Petugas", person_id=new_id(), surface="record")
    log_change(by=None, verb="move", subject="person", subject_id=new_id())
    for alias, message in (("default", "permission denied"), ("owner", "append-only")):
        for statement in STATEMENTS:
            with pytest.raises(DatabaseError, match=message), connections[alias].cursor() as cursor:
                cursor.execute(statement)
    assert (Opening.objects.count(), Change.objects.count()) == (1, 1)
