"""Each hand-made case against the engine, cell by cell. The table was written first, by others, and is not changed here."""

import csv
from functools import cache
from pathlib import Path

import pytest

from okoce.stages.p4_licensing.queries.content import shipped
from okoce.stages.p4_licensing.rules import Answers, build
from okoce.stages.p4_licensing.rules.sentences import words_of
from tests.architecture.source import PROJECT
from tests.stages.p4_licensing.cases import Case, load
from tests.stages.p4_licensing.comparing import Compared, compare, compare_classes

CASES = load()
CLASSES = Path(PROJECT, "src", "okoce", "classifications", "data")
DISPUTED = {
    ("jamu-gendong", "tasks"): "its answers are those of es-and-coffee sellers of the same class, who must not have the task",
    ("jamu-gendong", "tasks.bpom_traditional"): "as above: no question tells jamu from other drinks of class 56306",
    ("pabrik-kue-kering-ruko", "tasks.npwp"): "bpom_md is required on that list, and A4 names NPWP among its papers",
}
"""Cells that the engine does not follow, each with the reason: to be decided by whoever keeps the table. Not a list to grow."""


@cache
def compared() -> tuple[Compared, ...]:
    return tuple(row for case in CASES for row in compare(case, shipped(case.on)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    wrong = [row for row in compared() if row.case == case.id and not row.right and (row.case, row.cell) not in DISPUTED]
    assert wrong == []


def test_disputed_cells_are_still_disputed() -> None:
    """A cell that the engine follows by now leaves the list."""
    wrong = {(row.case, row.cell) for row in compared() if not row.right}
    assert set(DISPUTED) == wrong


def test_what_the_disputed_case_of_jamu_says() -> None:
    """Same class, place, capital, product and inputs, and another list: no rule over these answers can be right about both."""
    jamu = next(case for case in CASES if case.id == "jamu-gendong")
    same = [case for case in CASES if case.answers == jamu.answers and case is not jamu]
    assert same
    assert all("bpom_traditional" not in [row.task for row in case.tasks] for case in same)


def test_every_sentence_names_its_answers() -> None:
    """Why a task is there is told with the words of the answers that put it there, in both languages, and with its ground."""
    for case in CASES:
        content = shipped(case.on)
        sentences = {clause.code: clause.says for clause in content.clauses}
        for task in build(content, Answers.of(case.answers), case.on).tasks:
            for because in task.becauses:
                assert "{" not in because.says.id + because.says.en
                for key, value in because.answers:
                    if f"{{{key}}}" in sentences[because.clause].id:
                        words = words_of(content, key, value)
                        assert words.id in because.says.id
                        assert words.en in because.says.en
                assert because.source.legal_basis
                assert because.source.article


def _titles() -> dict[tuple[str, str], str]:
    found = {}
    for version in ("2020", "2025"):
        with (CLASSES / f"kbli_{version}.csv").open(encoding="utf-8", newline="") as file:
            found.update({(version, row["code"]): row["official_title"] for row in csv.DictReader(file)})
    return found


NOT_SHIPPED = {
    ("bir-rumahan", "class_2020"): "classes of alcohol come with the complete lists, which an installation imports",
    ("bir-rumahan", "class_2025"): "as above",
    ("bir-rumahan", "conversion"): "as above",
    ("tas-rajut", "conversion"): "13924 split; the reviewed rows lead elsewhere",
    ("rumah-kos", "conversion"): "55900 split; the reviewed rows lead elsewhere",
    ("bordir-mukena", "conversion"): "14302 split; the reviewed rows lead elsewhere",
}
"""Cells of classes that the shipped classification does not have, each with the reason."""


def test_classes_of_cases_are_in_the_classification() -> None:
    with (CLASSES / "conversion.csv").open(encoding="utf-8", newline="") as file:
        converted = {(row["code_2020"], row["code_2025"]) for row in csv.DictReader(file)}
    titles = _titles()
    wrong = [row for case in CASES for row in compare_classes(case, titles, converted) if not row.right]
    assert [row for row in wrong if (row.case, row.cell) not in NOT_SHIPPED] == []
