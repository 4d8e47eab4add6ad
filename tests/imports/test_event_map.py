"""Maps, times and identities of event logs."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.decisions import NotAllowed
from okoce.imports.rules.cells import Cell
from okoce.imports.rules.event_map import FromColumn, read_map
from okoce.imports.rules.event_rows import LogRow, id_from, identity, is_of_a_log, log_row, read_time

JAKARTA, TOKYO = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Tokyo")
COLUMNS = 'source = "x"\n[columns]\ncase = "a"\nactivity = "b"\ntime = "c"\n'
TEXTS = st.text(max_size=5)


@pytest.mark.parametrize(
    ("cell", "form", "zone", "instant"),
    [
        ("2018-03-05T09:00:00", "iso", JAKARTA, (5, 2)),
        ("2018-03-05 09:00", "iso", TOKYO, (5, 0)),
        ("2018-03-05T09:00:00Z", "iso", TOKYO, (5, 9)),
        ("2018-03-05T09:00:00+09:00", "iso", JAKARTA, (5, 0)),
        ("2018-03-05", "iso", TOKYO, (4, 17)),
        ("5/3/2018", "%d/%m/%Y", TOKYO, (4, 17)),
        ("5/3/2018 9.00", "%d/%m/%Y %H.%M", TOKYO, (5, 0)),
        ("1520208000", "epoch", JAKARTA, (5, 0)),
        ("1520208000000", "epoch_ms", JAKARTA, (5, 0)),
        (date(2018, 3, 5), "iso", TOKYO, (4, 17)),
        (datetime(2018, 3, 5, 9), "%d", TOKYO, (5, 0)),  # noqa: DTZ001 - a cell of a workbook
    ],
)
def test_times(cell: Cell, form: str, zone: ZoneInfo, instant: tuple[int, int]) -> None:
    day, hour = instant
    assert read_time(cell, form, zone) == datetime(2018, 3, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "form", "code"),
    [
        ("", "iso", "event.time_missing"),
        ("kapan", "iso", "event.time_unreadable"),
        ("31/02/2018", "%d/%m/%Y", "event.time_unreadable"),
        ("1e400", "epoch", "event.time_unreadable"),
        ("#REF!", "iso", "cell.formula_fault"),
        (43164.375, "iso", "event.time_unreadable"),
    ],
)
def test_times_that_are_none(cell: Cell, form: str, code: str) -> None:
    with pytest.raises(NotAllowed, match=code):
        read_time(cell, form, JAKARTA)


def test_a_map_is_read_whole() -> None:
    found = read_map(
        COLUMNS + '[activities." Kelas  A"]\nkind = "k.x"\nmeasures = { n = 3, on = 2018-01-02, m = { column = "d" } }\n'
        '[flows]\nends = ["Keluar"]\nunit = "hours"\n[file]\nencoding = "cp1252"\nseparator = ";"\n'
    )
    assert found.activities["Kelas A"].measures == {"n": 3, "on": date(2018, 1, 2), "m": FromColumn("d")}
    assert (found.case_is, found.unmapped, found.encoding, found.ends) == ("opaque", "leave", "cp1252", frozenset({"Keluar"}))
    assert found.columns() == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("source = ", "map.unreadable", None),
        ('source = "x"\n[columns]\ncase = "a"', "map.missing", "columns.activity"),
        ('[columns]\ncase = "a"', "map.missing", "source"),
        (COLUMNS + "[fiel]\n", "map.unknown_key", "fiel"),
        (COLUMNS + '[file]\nheader = "1"\n', "map.unknown_key", "file.header"),
        (COLUMNS + '[file]\nheader_row = "1"\n', "map.wrong_type", "file.header_row"),
        (COLUMNS + "[file]\nheader_row = 0\n", "map.wrong_value", "file.header_row"),
        (COLUMNS + "[file]\nheader_row = true\n", "map.wrong_type", "file.header_row"),
        (COLUMNS + '[file]\nseparator = ";;"\n', "map.wrong_value", "file.separator"),
        (COLUMNS + '[file]\nencoding = "latin-17"\n', "map.wrong_value", "file.encoding"),
        (COLUMNS + '[time]\nzone = "Asia/Batavia"\n', "map.wrong_value", "time.zone"),
        (COLUMNS + "[time]\nearliest = 2018-01-01T00:00:00\n", "map.wrong_type", "time.earliest"),
        (COLUMNS + '[flows]\nunit = "weeks"\n', "map.wrong_choice", "flows.unit"),
        (COLUMNS + "[flows]\nends = [1]\n", "map.wrong_type", "flows.ends"),
        (COLUMNS + '[place]\ncode = "31"\ncolumn = "p"\n', "map.wrong_value", "place"),
        (COLUMNS + '[activities.X]\ngrade = "register"\n', "map.missing", "activities.X.kind"),
        (COLUMNS + '[activities.X]\nkind = "k"\nmeasures = { n = [1] }\n', "map.wrong_type", "activities.X.measures.n"),
        (COLUMNS + '[activities.X]\nleave = true\nkind = "k"\n', "map.unknown_key", "activities.X.kind"),
        (COLUMNS + '[activities]\nX = "k"\n', "map.wrong_type", "activities.X"),
    ],
)
def test_maps_that_say_nothing_clear(text: str, code: str, key: str | None) -> None:
    with pytest.raises(NotAllowed) as refusal:
        read_map(text)
    (reason,) = refusal.value.decision.reasons
    assert reason.code == code
    assert key is None or reason.params["key"] == key


def row(activity: str, resource: str, at: datetime) -> LogRow:
    return LogRow(2, (), "c", activity, at, resource)


@given(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), st.integers(0, 1))
def test_an_identity_is_all_of_its_parts(one: tuple[str, ...], two: tuple[str, ...], minutes: int) -> None:
    at, later = datetime(2018, 3, 5, 9, tzinfo=JAKARTA), datetime(2018, 3, 5, 2, minutes, tzinfo=UTC)
    same = identity(row(one[0], one[1], at), one[2], one[3]) == identity(row(two[0], two[1], later), two[2], two[3])
    assert same == (one == two and minutes == 0)


@given(st.binary(min_size=32, max_size=32))
def test_ids_of_logs_are_known_by_their_version(digest: bytes) -> None:
    found = id_from(digest)
    assert is_of_a_log(found)
    assert found == id_from(digest[:16])
    assert found.variant == "specified in RFC 4122"


def test_a_row_says_all_that_is_wrong_at_once() -> None:
    found = log_row(3, ("", "x" * 201, "kapan", "", "more"), {"a": 0, "b": 1, "c": 2}, read_map(COLUMNS), 3)
    assert [(reason.code, reason.params.get("field")) for reason in found.reasons] == [
        ("event.too_wide", None),
        ("event.case_missing", "a"),
        ("text.too_long", "b"),
        ("event.time_unreadable", "c"),
    ]
