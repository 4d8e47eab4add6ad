"""The table of licence cases is whole: every cell cites or says that it is unconfirmed, every code is known.

Whether the roadmap agrees with the table is not asked here.
"""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT
from tests.stages.p4_licensing.cases import ANSWERS, UNCONFIRMED, Case, Table, load

CASES = load()
TODAY = date(2026, 11, 24)
DUTY_OF_HALAL = date(2026, 10, 17)
SHARED = tuple(PROJECT.joinpath(*up, "shared", "data") for up in (("..",), ("..", "..")))
INSTRUMENT = re.compile(
    r"(Peraturan BPS|PP|PBPOM|Permenkes|Permenko Perekonomian|Permen Investasi/BKPM|Keputusan Kepala BPJPH) \d+/\d{4}"
    r"|Izin edar BPOM MD|Tarif layanan BPJPH"
)
PINPOINT = re.compile(r"Pasal \d+|article unverified$|official title$")
FOOD = {"product", "inputs"}
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


def on_the_list(case: Case) -> list[str]:
    return [row.task for row in case.tasks]


def titles(version: str) -> dict[str, str]:
    for folder in SHARED:
        path = Path(folder, f"kbli_{version}_kelompok.csv")
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                return {row["code"]: row["official_title"] for row in csv.DictReader(file)}
    pytest.skip("the complete lists of classes are not beside the repository")


def test_there_are_enough_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 60
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []
    assert [name for name, count in Counter(case.story for case in CASES).items() if count > 1] == []
    assert {case.trade for case in CASES} == {
        "drinks", "farming", "fashion_craft", "food_home", "food_service", "hard_places", "retail", "services",
    }  # fmt: skip


def test_the_number_is_the_one_that_is_told() -> None:
    told = Path(__file__).parent / "cases" / "README.md"
    assert f": {len(CASES)} of them" in told.read_text("utf-8")


@pytest.mark.parametrize("question", ANSWERS)
def test_every_answer_is_given_by_somebody(question: str) -> None:
    assert {case.answers[question] for case in CASES if question in case.answers} == set(ANSWERS[question])


def test_days_stand_on_both_sides_of_the_duty() -> None:
    days = {case.on for case in CASES}
    assert TODAY in days
    assert min(days) < DUTY_OF_HALAL - TODAY.resolution < DUTY_OF_HALAL
    for case in CASES:
        levels = {row.level for row in case.tasks if row.task in ("halal_sehati", "halal_regular")}
        assert levels <= ({"required"} if case.on >= DUTY_OF_HALAL else {"advised"})


@each_case
def test_every_cell_cites_or_is_marked(case: Case) -> None:
    for where, basis in case.bases():
        if basis.confirmed:
            assert INSTRUMENT.search(basis.article), where
            assert PINPOINT.search(basis.article), where
        else:
            assert basis.note, where
    assert case.risk.value == UNCONFIRMED or case.risk.basis.confirmed


@each_case
def test_the_case_is_whole(case: Case) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case.id)
    assert case.story.endswith(".")
    assert {"class", "place", "capital"} <= case.answers.keys()
    assert ("zone" in case.answers) == (case.answers["place"] in ("home", "fixed", "street"))
    assert len(FOOD & case.answers.keys()) != 1 or case.id == "rumah-potong-ayam", "slaughter is asked for inputs alone"
    version, code = case.answers["class"].split(":")
    assert code == (case.class_2020 if version == "2020" else case.class_2025).code
    assert case.absent
    assert case.fees


@each_case
def test_tasks_agree_with_one_another(case: Case) -> None:
    tasks = on_the_list(case)
    assert len(tasks) == len(set(tasks))
    assert "nib" in tasks
    assert not set(tasks) & {row.task for row in case.absent}
    assert len({row.task for row in case.absent}) == len(case.absent)
    for cells in (case.papers, case.fees, case.terms, case.days):
        assert cells.keys() <= set(tasks)
    for row in case.blocked:
        assert {row.task, *row.unlocked_by} <= set(tasks)
        assert all(tasks.index(key) < tasks.index(row.task) for key in row.unlocked_by)


@each_case
def test_what_comes_first_stands_first(case: Case) -> None:
    tasks = on_the_list(case)
    after_nib = ("standard_check", "spp_irt", "psb", "bpom_md", "slhs", "lhsp", "halal_sehati", "halal_regular", "brand", "lkpm")
    pairs = [("nib", later) for later in after_nib]
    pairs += [
        ("psb", "bpom_md"),
        ("spp_irt", "pkp"),
        ("pkp", "slhs"),
        ("umk_letter", "brand"),
        ("zone_check", "nib"),
        ("kkpr", "nib"),
    ]
    for earlier, later in pairs:
        if earlier in tasks and later in tasks:
            assert tasks.index(earlier) < tasks.index(later), (earlier, later)


@each_case
def test_tasks_of_one_kind_exclude_one_another(case: Case) -> None:
    tasks = set(on_the_list(case))
    for kind in (
        {"spp_irt", "bpom_md"},
        {"slhs", "lhsp"},
        {"halal_sehati", "halal_regular", "nonhalal_label"},
        {"standard_check", "standard_declared", "standard_verified"},
    ):
        assert len(kind & tasks) <= 1
    assert ("psb" in tasks) == ("bpom_md" in tasks)


@pytest.mark.parametrize("version", ["2020", "2025"])
def test_classes_are_official(version: str) -> None:
    official = titles(version)
    cells = [case.class_2020 if version == "2020" else case.class_2025 for case in CASES]
    assert [(cell.code, cell.title) for cell in cells if official.get(cell.code) != cell.title] == []


def test_a_number_whose_meaning_changed_is_told() -> None:
    """These numbers mean something else in the other version; a cell that holds one says so."""
    old, new = titles("2020"), titles("2025")
    changed = ("03222", "10120", "10762", "10772", "11040", "13133", "13912", "14302", "74201")
    for code in changed:
        assert code in old
        assert old[code].casefold() != new.get(code, "").casefold()
        cells = [cell for case in CASES for cell in (case.class_2020, case.class_2025) if cell.code == code]
        assert all(cell.basis.note for cell in cells if not (code == "10120" and cell.version == "2020"))


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"unconfirmed": True}, "without a note"),
        ({"article": "PP 28/2025, article unverified", "trust": "U"}, "trust is 'U'"),
        ({"article": "PP 28/2025, article unverified"}, "trust is None"),
        ({"unconfirmed": True, "note": "open", "article": "PP 28/2025, article unverified"}, "contradicting"),
        ({}, "article is None"),
    ],
)
def test_a_cell_without_ground_is_refused(row: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        Table("cell", row).basis()
