"""Every class of both versions with every set of answers builds, no task is out of reach, and each is complete."""

import sys
from collections.abc import Mapping

import pytest

from okoce.stages.p4_licensing.queries.content import shipped
from okoce.stages.p4_licensing.rules import vocabulary
from tests.stages.p4_licensing import cases
from tests.stages.p4_licensing.everything import MAY_BE_ABSENT, TODAY, every_class, walk


@pytest.mark.slow
def test_every_class_with_every_answer(capsys: pytest.CaptureFixture[str]) -> None:
    found, classes, kinds = walk()
    with capsys.disabled():
        sys.stdout.write(f"\n{found.built} roadmaps: {classes} classes of {kinds} kinds, {len(found.reached)} tasks reached\n")
    assert found.wrong == []
    assert set(shipped(TODAY).tasks) - found.reached == set()
    assert found.built > 50_000


def test_every_class_has_traits_or_a_default() -> None:
    """No class falls through: its own line, or one of the beginnings of its code."""
    frame = shipped(TODAY).frame
    without = [each for each in every_class(shipped(TODAY)) if not _covered(frame.traits[each.version], each.code)]
    assert without == []


def _covered(known: Mapping[str, frozenset[str]], code: str) -> bool:
    return any(code[:length] in known for length in (5, 4, 3, 2))


def test_every_task_is_complete_in_both_languages() -> None:
    for task in shipped(TODAY).tasks.values():
        texts = [task.title, task.what_for, *task.papers, *task.steps, task.office, task.gets, task.if_not]
        assert all(text.id.strip() and text.en.strip() for text in texts), task.code
        assert task.papers, task.code
        assert task.steps, task.code


def test_what_may_be_absent_is_needed_by_somebody() -> None:
    needed = {need for task in shipped(TODAY).tasks.values() for need in task.needs}
    assert needed >= MAY_BE_ABSENT


def test_codes_are_those_of_the_table_of_cases() -> None:
    """Two transcriptions of the permanent codes, by different people, agree."""
    assert dict(vocabulary.ANSWERS) == dict(cases.ANSWERS)
    assert vocabulary.SCALES == cases.SCALES
    assert set(vocabulary.RISKS) == set(cases.RISKS)
    assert cases.TERMS_IN_WORDS[:-1] == vocabulary.TERM_WORDS
    assert set(shipped(TODAY).tasks) == set(cases.TASKS)
