"""A list as a workbook: the rows of its page, all of them, with a head that says what they are and when they were so.

Nothing of it is kept: the file is written row by row into a folder that is deleted before the download begins.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, Final

import xlsxwriter
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed
from okoce.imports.rules.outgoing import harmless
from okoce.portal.desk.listing import Listing
from okoce.portal.desk.people import Row, every_row, order_of
from okoce.portal.desk.scope import scope_names
from okoce.portal.desk.stages import stage_title
from okoce.portal.services import making
from okoce.ui.components import StageMark
from okoce.ui.formats import clock, date_long, number
from okoce.ui.presentation import language, local, local_instant

HEADINGS: Final = 8
"""The line of the headings, counted from nought; above it stands what the sheet is."""
MOST_ROWS = 1_000_000
"""A sheet ends at 1,048,576 lines, and a program that writes more loses them without a word."""
AT_ONCE = 5_000
"""So many rows take seconds. Of longer sheets one is made at a time, so that pages are served meanwhile."""
ONE_LONG_SHEET: Final = 0x0CE_5EE7
STAGES = 7
WIDTHS: Final = (30, 22, 22, 12, 18, *[12] * STAGES, 70, 14, 38)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workbook ready to be sent, open at its beginning and already without a name, and how many people stand in it."""

    file: BinaryIO
    rows: int


def sheet_of(listing: Listing, now: datetime) -> Sheet:
    """The whole list. NotAllowed: ``sheet.too_many``, ``sheet.another_in_making``."""
    with _one_moment(), making() as folder:
        count = listing.rows.count()
        _require_room(count)
        path = folder / "daftar.xlsx"
        options = {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "dd/mm/yyyy",
        }
        with xlsxwriter.Workbook(str(path), options) as book:
            written = _write(book, listing, count, now)
        if written != count:
            raise RuntimeError(f"{count} rows were counted and {written} written")
        return Sheet(path.open("rb"), count)


@contextmanager
def _one_moment() -> Iterator[None]:
    """All statements see the list as it is at the first one: rows are asked for in portions, and people are at work meanwhile."""
    starts_here = not connection.in_atomic_block
    with transaction.atomic():
        if starts_here:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _require_room(count: int) -> None:
    if count > MOST_ROWS:
        raise NotAllowed(Decision.no("sheet.too_many", count=count, most=MOST_ROWS))
    if count > AT_ONCE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_LONG_SHEET])
            row = cursor.fetchone()
        if row is None or not row[0]:
            raise NotAllowed(Decision.no("sheet.another_in_making"))


def _write(book: Any, listing: Listing, count: int, now: datetime) -> int:
    page, bold = book.add_worksheet(_("Data")), book.add_format({"bold": True})
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    for line, (label, text) in enumerate(_head(listing, count, now)):
        _cell(page, line, 0, label, bold)
        _cell(page, line, 1, text)
    for column, heading in enumerate(headings()):
        _cell(page, HEADINGS, column, heading, bold)
    page.freeze_panes(HEADINGS + 1, 1)
    page.autofilter(HEADINGS, 0, HEADINGS + max(count, 1), len(WIDTHS) - 1)
    line = HEADINGS
    for line, row in enumerate(every_row(listing.rows, listing.order, listing.today), HEADINGS + 1):
        for column, value in enumerate(_cells(row)):
            _cell(page, line, column, value)
    return line - HEADINGS


def _head(listing: Listing, count: int, now: datetime) -> list[tuple[str, str]]:
    """What the sheet is, a label and a text a line; one line stays empty above the headings."""
    words = [f"{word.label}: {word.value}" for word in listing.filters.words()]
    moment = f"{date_long(local(now), language())} {clock(local_instant(now), language())}"
    return [
        (_("Nama daftar"), listing.title),
        (_("Wilayah"), ", ".join(scope_names(listing.actor))),
        (_("Saringan"), "; ".join(words) or _("tanpa saringan")),
        (_("Urutan"), order_words(listing.order)),
        (_("Keadaan per"), moment),
        (_("Diunduh oleh"), listing.actor.label),
        (
            ngettext("%(count)s baris", "%(count)s baris", count) % {"count": number(count, language())},
            _("Berisi data pribadi. Simpan di tempat yang aman, dan hapus setelah dipakai."),
        ),
    ]


def headings() -> list[str]:
    """The columns of the page, with the seven stages apart, and the number by which a sheet of facts may name a member."""
    stages = [stage_title(stage) for stage in range(1, STAGES + 1)]
    first = [_("Nama"), _("Kelurahan"), _("Kecamatan"), _("Terdaftar"), _("Saat mendaftar")]
    return [*first, *stages, _("Langkah berikutnya"), _("Keterangan"), _("Nomor anggota")]


def order_words(order: str) -> str:
    """The order of a list in words."""
    field = order_of(order)
    words = {"name": _("nama, A ke Z"), "-name": _("nama, Z ke A"), "since": _("terdaftar paling lama di atas")}
    return words.get(field, _("terdaftar paling baru di atas"))


def _cells(row: Row) -> Iterator[str | date]:
    yield from (row.name, row.kelurahan, row.kecamatan, row.since or "", row.entry_status)
    marks = row.progress.marks if row.progress else ()
    yield from (_mark(mark) for mark in marks)
    yield from [""] * (STAGES - len(marks))
    yield row.progress.next_text if row.progress else ""
    yield _("data contoh") if row.is_synthetic else ""
    yield str(row.person_id)


def _mark(mark: StageMark) -> str | date:
    """The day on which a stage was passed; how it stands where it was not."""
    return mark.on or str(mark.state.label)


def _cell(page: Any, line: int, column: int, value: str | date, look: Any = None) -> None:
    if isinstance(value, date):
        page.write_datetime(line, column, value, look)
    elif value:
        page.write_string(line, column, str(harmless(value)), look)


def scopes_of(actor: Actor) -> tuple[str, ...]:
    """What the trail says of whoever took a list: her roles with the codes of what they are over."""
    return tuple(sorted(f"{held.role} {held.place_code or held.org_id or ''}".strip() for held in actor.held))
