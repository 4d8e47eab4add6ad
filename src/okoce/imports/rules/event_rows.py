"""Rows of an event log: what each states, and the identity that an event has in whichever file it comes."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from okoce.core.decisions import NotAllowed, Reason
from okoce.core.fortnights import JAKARTA
from okoce.imports.rules.cells import Cell, clean_text, is_blank, reasons_in, refused
from okoce.imports.rules.event_map import EPOCH, EPOCH_MS, ISO, EventMap

LONGEST_NAME = 200
UNKNOWN_BYTES = re.compile("[\udc80-\udcff]")
CLOCK = frozenset("HIMSfpcXsT")
"""Signs of a time format that say something about the hour."""


@dataclass(slots=True)
class LogRow:
    """One row below the header. ``reasons`` reject it; their ``field`` is the header of the column."""

    number: int
    cells: tuple[Cell, ...]
    case: str = ""
    activity: str = ""
    at: datetime | None = None
    resource: str = ""
    reasons: list[Reason] = field(default_factory=list)


def columns_of(header: Sequence[Cell], wanted: EventMap) -> dict[str, int]:
    """Header to index of each column that the map names. NotAllowed ``map.column_missing``, ``map.column_twice``."""
    names = [clean_text(cell) for cell in header]
    for column in wanted.columns():
        if names.count(clean_text(column)) != 1:
            code = "map.column_twice" if clean_text(column) in names else "map.column_missing"
            raise refused(code, column=column, columns=", ".join(filter(None, names)))
    return {column: names.index(clean_text(column)) for column in wanted.columns()}


def is_readable(cells: Sequence[Cell]) -> bool:
    """Whether every text is one: bytes that the encoding does not know are kept as lone surrogates."""
    return not any(isinstance(cell, str) and not cell.isascii() and UNKNOWN_BYTES.search(cell) for cell in cells)


def cell_of(row: LogRow, columns: Mapping[str, int], column: str) -> Cell:
    index = columns.get(column)
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def log_row(number: int, cells: tuple[Cell, ...], columns: Mapping[str, int], wanted: EventMap, width: int) -> LogRow:
    """What a row states; all that is wrong with it at once."""
    row = LogRow(number, cells)
    if not is_readable(cells):
        row.reasons.append(Reason("event.undecodable", {"encoding": wanted.encoding}))
        return row
    if any(not is_blank(cell) for cell in cells[width:]):
        row.reasons.append(Reason("event.too_wide", {"width": width}))
    row.case = _text(row, columns, wanted.case, "event.case_missing")
    row.activity = _text(row, columns, wanted.activity, "event.activity_missing")
    row.resource = _text(row, columns, wanted.resource, "") if wanted.resource else ""
    try:
        row.at = read_time(cell_of(row, columns, wanted.time), wanted.time_format, wanted.zone)
    except NotAllowed as refusal:
        row.reasons += reasons_in(wanted.time, refusal)
    return row


def _text(row: LogRow, columns: Mapping[str, int], column: str, empty: str) -> str:
    try:
        text = clean_text(cell_of(row, columns, column))
    except NotAllowed as refusal:
        row.reasons += reasons_in(column, refusal)
        return ""
    if len(text) > LONGEST_NAME:
        row.reasons.append(Reason("text.too_long", {"field": column, "longest": LONGEST_NAME}))
    elif not text and empty:
        row.reasons.append(Reason(empty, {"field": column}))
    return text


def read_time(cell: Cell, form: str, zone: ZoneInfo) -> datetime:
    """The instant of an event. A time without offset is of the given zone; a bare date is a day in Jakarta, whatever the zone.

    NotAllowed ``event.time_missing``, ``event.time_unreadable``.
    """
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=zone)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), JAKARTA)
    text = clean_text(cell)
    if not text:
        raise refused("event.time_missing")
    try:
        if form in (EPOCH, EPOCH_MS):
            return datetime.fromtimestamp(float(text) / (1000 if form == EPOCH_MS else 1), UTC)
        read = datetime.fromisoformat(text) if form == ISO else datetime.strptime(text, form)  # noqa: DTZ007 - zone follows
        if read.tzinfo is not None:
            return read.astimezone(UTC)
        return read.replace(tzinfo=zone if _has_clock(text, form) else JAKARTA).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise refused("event.time_unreadable", form=form) from None


def _has_clock(text: str, form: str) -> bool:
    if form == ISO:
        return ":" in text or "T" in text or " " in text
    return any(part[:1] in CLOCK for part in form.split("%")[1:])


def identity(row: LogRow, case: str, source: str) -> str:
    """What makes an event the same one in any file: its source, case, activity, instant and resource."""
    assert row.at is not None, "a row without a time was rejected"
    instant = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps([source, case, row.activity, instant, row.resource], ensure_ascii=False)


def id_from(digest: bytes) -> UUID:
    """A UUIDv8 (RFC 9562) of a digest: the same event has the same id, in whichever file and however often it comes."""
    number = int.from_bytes(digest[:16], "big")
    number = number & ~(0xF << 76) | 8 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)


def is_of_a_log(fact_id: UUID) -> bool:
    """Whether a fact came from an event log: all others have ids of the time at which they were written down."""
    return fact_id.version == 8
