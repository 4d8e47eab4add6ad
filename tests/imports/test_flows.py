"""`okoce facts flows`: of the shipped example, of logs without members, and of the facts of the record."""

import io
import tracemalloc
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from okoce.imports.queries.event_cases import LogCases
from okoce.imports.queries.event_files import open_log
from okoce.imports.queries.event_plans import map_of, plan_of
from okoce.imports.rules.flows import Counting
from okoce.members.enums import EndReason
from tests.architecture.source import PROJECT
from tests.imports.logs import run, written
from tests.world import KECAMATAN, KELURAHAN, OTHER_KELURAHAN, make_fact, make_member

SAMPLE = PROJECT / "docs/how-to/event-log"
FILES = (SAMPLE / "log.csv", "--map", SAMPLE / "map.toml")
OPAQUE = """
source = "x"
[columns]
case = "nik"
activity = "kegiatan"
time = "waktu"
"""


def printed(*arguments: object) -> str:
    out = io.StringIO()
    call_command("facts_flows", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def ways(found: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(item["first"], item["then"]): item for item in found["durations"]}


def steps(found: dict[str, Any]) -> dict[tuple[str, str], tuple[int, int]]:
    return {(item["first"], item["then"]): (item["count"], item["cases"]) for item in found["directly_follows"]}


def test_the_shipped_example_counted_by_hand() -> None:
    found = run("facts_flows", *FILES)
    assert (found["cases"], found["open_cases"], found["events"], len(found["activities"])) == (4, 4, 10, 4)
    assert steps(found) == {
        ("Pelatihan", "Kunjungan"): (2, 2),
        ("Pelatihan", "Pelatihan"): (1, 1),
        ("Pelatihan", "Izin terbit"): (1, 1),
        ("Pelatihan", "Undangan rapat"): (1, 1),
        ("Kunjungan", "Izin terbit"): (1, 1),
    }
    assert {item["share"] for item in found["variants"]} == {0.25}
    visit, licence = ways(found)["Pelatihan", "Kunjungan"], ways(found)["Pelatihan", "Izin terbit"]
    # Visited after 7 and 15 days; the other two were watched for 34 and 35.
    assert (visit["started"], visit["reached"], visit["censored"]) == (4, 2, 2)
    assert (visit["median"], visit["at_risk"], visit["median_of_reached"], visit["p90"]) == (15, 3, 7, None)
    # Licensed after 21 and 35 days; censored at 34 and 36: 3/4, then 3/4 * 1/2.
    assert (licence["median"], licence["at_risk"], licence["median_of_reached"]) == (35, 2, 21)


def test_the_shipped_example_in_both_languages() -> None:
    text = printed(*FILES)
    assert "4 kasus (4 masih terbuka), 10 kejadian, 4 macam kegiatan" in text
    assert "Pelatihan → Kunjungan" in text
    english = printed(*FILES, "--language", "en", "--top", "1")
    assert "4 cases (4 still open), 10 events, 4 activities" in english
    assert "Directly follows (1 / 5)" in english


@pytest.mark.django_db
def test_the_shipped_map_can_be_carried_out() -> None:
    plan = plan_of(map_of(SAMPLE / "map.toml"))
    assert {name for name, recipe in plan.recipes.items() if recipe} == {"Pelatihan", "Kunjungan", "Izin terbit"}


def test_a_log_without_members_and_with_dirt(tmp_path: Path) -> None:
    rows = [("a", "X", "2018-01-01"), ("a", "Y", "2018-01-03"), ("a", "X", "2018-01-01"), ("b", "X", "kapan")]
    arguments = written(tmp_path, [*rows, ("b", "Y", "2019-01-01")], text=OPAQUE)
    found = run("facts_flows", *arguments, "--as-of", "2018-02-01")
    assert (found["cases"], found["events"], steps(found)) == (1, 2, {("X", "Y"): (1, 1)})
    counted = {"rows": 5, "unreadable": 1, "repeated": 1, "later": 1, "without_enrolment": 0}
    assert found["read"] == {**counted, "reasons": {"event.time_unreadable": 1}}


def test_hours_and_closing_activities(tmp_path: Path) -> None:
    rows = [
        ("a", "X", "2018-01-01T08:00"),
        ("a", "Y", "2018-01-01T11:30"),
        ("b", "X", "2018-01-01T08:00"),
        ("b", "End", "2018-01-01T10:00"),
    ]
    text = OPAQUE + '[flows]\nunit = "hours"\nends = ["End"]\n'
    found = run("facts_flows", *written(tmp_path, rows, text=text))
    assert (found["open_cases"], found["unit"]) == (1, "hours")
    way = ways(found)["X", "Y"]
    assert (way["started"], way["censored"], way["median"]) == (2, 1, 3)


def test_a_wrong_column_of_activities_is_told(tmp_path: Path) -> None:
    rows = [("a", f"X{n}", "2018-01-01") for n in range(501)]
    with pytest.raises(CommandError, match=r"columns\.activity"):
        run("facts_flows", *written(tmp_path, rows, text=OPAQUE))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (FILES[:1], "petanya"),
        (FILES[1:], "petanya"),
        ((*FILES, "--kecamatan", "Tebet"), "--kecamatan"),
        (("tidak-ada.csv", *FILES[1:]), "tidak-ada.csv"),
        ((SAMPLE / "map.toml", *FILES[1:]), "nik"),
    ],
    ids=["no map", "no log", "place of a log", "no file", "no log at all"],
)
def test_what_cannot_be_read_is_said(arguments: tuple[object, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("facts_flows", *arguments)


def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    """Ten times the rows, as many variants: as much memory, but for what the disk holds."""

    def peak(cases: int) -> int:
        start = date(2018, 1, 1)
        rows = [(f"c{n % cases}", "XYZ"[n // cases], start + timedelta(days=n // cases)) for n in range(3 * cases)]
        arguments = written(tmp_path, rows, text=OPAQUE)
        del rows
        tracemalloc.start()
        cases_of_log = LogCases(open_log(Path(arguments[0]), map_of(Path(arguments[2]))), None, lambda _rows: None)
        counting = Counting(cases_of_log.read.until)
        for case in cases_of_log:
            counting.add(case)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert counting.flows().cases == cases
        return found

    small = peak(2_000)
    assert peak(20_000) < 1.5 * small + 1_000_000


@pytest.mark.django_db
def test_the_facts_of_the_record() -> None:
    day = date(2018, 3, 1)
    one, two, away = make_member(1), make_member(2), make_member(3, domicile=OTHER_KELURAHAN)
    for member in (one, two, away):
        make_fact(member, "registration.submitted", occurred_on=day)
        make_fact(member, "community.joined", occurred_on=day)
    make_fact(one, "training.attended", occurred_on=day + timedelta(days=4))
    make_fact(away, "training.attended", occurred_on=day + timedelta(days=6))
    make_fact(two, "enrolment.ended", occurred_on=day + timedelta(days=5), measures={"reason": EndReason.values[0]})
    found = run("facts_flows", "--as-of", "2018-03-11")
    assert (found["cases"], found["open_cases"], found["events"]) == (3, 2, 9)
    # On one day registration comes first, whatever the names.
    assert steps(found)["registration.submitted", "community.joined"] == (3, 3)
    way = ways(found)["registration.submitted", "training.attended"]
    # Trained after 4 and 6 days; who left after 5 is not at risk on the sixth.
    assert (way["started"], way["reached"], way["censored"], way["median"]) == (3, 2, 1, 6)
    here = run("facts_flows", "--as-of", "2018-03-11", "--kecamatan", KECAMATAN)
    assert (here["cases"], here["events"]) == (2, 6)
    assert run("facts_flows", "--as-of", "2018-03-01", "--kecamatan", "Tebet")["events"] == 4
    make_fact(
        one, "person.moved", occurred_on=day + timedelta(days=9), measures={"from_place": KELURAHAN, "to_place": OTHER_KELURAHAN}
    )
    assert run("facts_flows", "--as-of", "2018-03-11", "--kecamatan", KECAMATAN)["cases"] == 1
