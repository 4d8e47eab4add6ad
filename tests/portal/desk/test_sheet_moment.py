"""A sheet is made while people are at work, and shows one moment."""

import threading
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone
from python_calamine import CalamineWorkbook

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.ids import new_id
from okoce.portal.desk import sheet
from okoce.portal.desk.listing import members_list
from tests.world import KECAMATAN, make_member, today


@pytest.mark.usefixtures("own_database")
def test_who_registers_meanwhile_is_neither_counted_nor_shown(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path
    make_member(1, name="Siti")
    listing = members_list({}, Actor(new_id(), held=(Held(Role.KECAMATAN, KECAMATAN),)), today())
    room = sheet._require_room

    def meanwhile(count: int) -> None:
        room(count)
        other = threading.Thread(target=register)
        other.start()
        other.join()

    monkeypatch.setattr(sheet, "_require_room", meanwhile)
    made = sheet.sheet_of(listing, timezone.now())
    with made.file:
        lines = CalamineWorkbook.from_filelike(made.file).get_sheet_by_index(0).to_python()
    assert (made.rows, [line[0] for line in lines[sheet.HEADINGS + 1 :]]) == (1, ["Siti"])
    assert listing.rows.count() == 2


def register() -> None:
    make_member(2, name="Baru")
    connection.close()
