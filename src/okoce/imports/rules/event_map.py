"""The map of an event log: which columns are case, activity, time and resource, and which activity is which kind of fact.

A TOML document (docs/how-to/import-an-event-log.md). A key that nobody knows is refused: a typing error must not pass for a choice.
Whether kinds and measures exist is checked where kinds are known (``queries.event_plans``).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from okoce.imports.rules.cells import clean_text, refused

NIK, MEMBER, ENROLMENT, OPAQUE = CASES = ("nik", "member", "enrolment", "opaque")
"""What the case is: a member's NIK, her id, the id of her enrolment, or a number of the other system that stays a case."""
LEAVE, REJECT = ("leave", "reject")
UNITS = ("days", "hours", "minutes")
ISO, EPOCH, EPOCH_MS = "iso", "epoch", "epoch_ms"
PROGRAMME_BEGAN: Final = date(2017, 1, 1)
LONGEST_SOURCE = 60
_REQUIRED = object()


@dataclass(frozen=True, slots=True)
class FromColumn:
    """A measure or detail that stands in a column of the log."""

    column: str


Value = int | str | date | FromColumn


@dataclass(frozen=True, slots=True)
class Activity:
    """What an activity becomes; without a kind it is left out on purpose."""

    kind: str = ""
    grade: str = ""
    measures: Mapping[str, Value] = field(default_factory=dict)
    details: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventMap:
    """A map as it was written. ``source`` names the other system and is part of every event's identity."""

    source: str
    case: str
    activity: str
    time: str
    resource: str = ""
    encoding: str = "utf-8-sig"
    separator: str = ","
    sheet: str = ""
    header_row: int = 1
    time_format: str = ISO
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    earliest: date = PROGRAMME_BEGAN
    case_is: str = OPAQUE
    place_column: str = ""
    place_code: str = ""
    channel: str = "import"
    grade: str = "confirmed"
    unmapped: str = LEAVE
    activities: Mapping[str, Activity] = field(default_factory=dict)
    ends: frozenset[str] = frozenset()
    unit: str = "days"

    def columns(self) -> tuple[str, ...]:
        """Names of all columns that the map reads, each once."""
        values = (value for item in self.activities.values() for value in (*item.measures.values(), *item.details.values()))
        others = (value.column for value in values if isinstance(value, FromColumn))
        return tuple(dict.fromkeys(filter(None, (self.case, self.activity, self.time, self.resource, self.place_column, *others))))


class _Table:
    """A table of the document whose keys are taken one by one; what is left at the end is a mistake."""

    def __init__(self, content: Mapping[str, Any], name: str = "") -> None:
        self.name, self.rest = name, dict(content)

    def path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def take(self, key: str, kind: type[Any], default: Any = _REQUIRED) -> Any:
        value = self.rest.pop(key, default)
        if value is _REQUIRED:
            raise refused("map.missing", key=self.path(key))
        if value is not default and (not isinstance(value, kind) or isinstance(value, bool | datetime)):
            raise refused("map.wrong_type", key=self.path(key))
        return value

    def one_of(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.take(key, str, default)
        if value not in choices:
            raise refused("map.wrong_choice", key=self.path(key), choices=", ".join(choices))
        return str(value)

    def table(self, key: str) -> "_Table":
        return _Table(self.take(key, dict, {}), self.path(key))

    def done(self) -> None:
        for key in self.rest:
            raise refused("map.unknown_key", key=self.path(key))


def read_map(text: str) -> EventMap:
    """A map from its text. NotAllowed: ``map.unreadable``, ``map.missing``, ``map.unknown_key``, ``map.wrong_type``,
    ``map.wrong_choice``, ``map.wrong_value``."""
    try:
        top = _Table(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise refused("map.unreadable", why=str(error)) from None
    names = ("file", "columns", "time", "case", "place", "facts", "flows")
    tables = {name: top.table(name) for name in names}
    columns, file, place, facts, flows = (tables[name] for name in ("columns", "file", "place", "facts", "flows"))
    found = EventMap(
        source=_source(top),
        case=columns.take("case", str),
        activity=columns.take("activity", str),
        time=columns.take("time", str),
        resource=columns.take("resource", str, ""),
        encoding=_encoding(file),
        separator=_separator(file),
        sheet=file.take("sheet", str, ""),
        header_row=_header_row(file),
        time_format=tables["time"].take("format", str, ISO),
        zone=_zone(tables["time"]),
        earliest=tables["time"].take("earliest", date, PROGRAMME_BEGAN),
        case_is=tables["case"].one_of("is", CASES, OPAQUE),
        place_column=place.take("column", str, ""),
        place_code=place.take("code", str, ""),
        channel=facts.take("channel", str, "import"),
        grade=facts.take("grade", str, "confirmed"),
        unmapped=facts.one_of("unmapped", (LEAVE, REJECT), LEAVE),
        activities=_activities(top),
        ends=_ends(flows),
        unit=flows.one_of("unit", UNITS, "days"),
    )
    for table in (*tables.values(), top):
        table.done()
    if found.place_code and found.place_column:
        raise refused("map.wrong_value", key="place", why="column, code")
    return found


def _source(top: _Table) -> str:
    source = clean_text(top.take("source", str))
    if not 0 < len(source) <= LONGEST_SOURCE:
        raise refused("map.wrong_value", key="source", why=f"1 … {LONGEST_SOURCE}")
    return source


def _encoding(file: _Table) -> str:
    given = str(file.take("encoding", str, "utf-8"))
    try:
        "".encode(given)
    except LookupError:
        raise refused("map.wrong_value", key="file.encoding", why=given) from None
    return "utf-8-sig" if given.lower().replace("_", "-") in ("utf-8", "utf8") else given


def _separator(file: _Table) -> str:
    separator = str(file.take("separator", str, ","))
    if len(separator) != 1 or separator in '"\r\n':
        raise refused("map.wrong_value", key="file.separator", why=separator)
    return separator


def _header_row(file: _Table) -> int:
    row = int(file.take("header_row", int, 1))
    if row < 1:
        raise refused("map.wrong_value", key="file.header_row", why=row)
    return row


def _zone(time: _Table) -> ZoneInfo:
    name = time.take("zone", str, "Asia/Jakarta")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise refused("map.wrong_value", key="time.zone", why=name) from None


def _ends(flows: _Table) -> frozenset[str]:
    given = flows.take("ends", list, [])
    if not all(isinstance(name, str) for name in given):
        raise refused("map.wrong_type", key="flows.ends")
    return frozenset(clean_text(name) for name in given)


def _activities(top: _Table) -> dict[str, Activity]:
    table = top.table("activities")
    found = {clean_text(name): _activity(table.table(name)) for name in list(table.rest)}
    table.done()
    return found


def _activity(table: _Table) -> Activity:
    if table.rest.pop("leave", None) is True:
        table.done()
        return Activity()
    kind = table.take("kind", str)
    grade = table.take("grade", str, "")
    activity = Activity(kind, grade, _values(table.table("measures")), _values(table.table("details")))
    table.done()
    return activity


def _values(table: _Table) -> dict[str, Value]:
    return {name: _value(table, name) for name in list(table.rest)}


def _value(table: _Table, name: str) -> Value:
    if isinstance(table.rest[name], dict):
        inner = table.table(name)
        column = inner.take("column", str)
        inner.done()
        return FromColumn(column)
    value: Value = table.take(name, (int, str, date))  # type: ignore[arg-type]  # any of them
    return value
