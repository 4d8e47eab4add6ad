"""The content of rule rows: what is loaded is what is shipped, and a change of a row is another content."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.regulations.families import family_of, shipped_files
from okoce.regulations.models import RuleRow
from okoce.regulations.services import load_shipped_rules
from okoce.stages.p4_licensing.queries.content import SHIPPED, current, rows_in_force, shipped, shipped_frame
from okoce.stages.p4_licensing.rules import Answers, ContentError, build, check_rows
from tests.stages.p4_licensing.cases import load

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def loaded() -> None:
    for path in SHIPPED:
        load_shipped_rules(path)


def test_files_are_shipped_and_codes_have_their_families() -> None:
    assert set(SHIPPED) <= set(shipped_files())
    assert family_of("p4.task.nib").objects
    assert not family_of("p4.fee.nib").objects


@pytest.mark.usefixtures("loaded")
def test_the_database_gives_what_the_files_give() -> None:
    for case in load():
        answers = Answers.of(case.answers)
        here, there = build(current(case.on), answers, case.on), build(shipped(case.on), answers, case.on)
        assert here.codes == there.codes
        assert [each.unconfirmed for each in here.tasks] == [each.unconfirmed for each in there.tasks]
        assert here.may_add == there.may_add


@pytest.mark.usefixtures("loaded")
def test_content_is_made_once_and_again_after_a_change() -> None:
    first = current(TODAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert current(TODAY) is first
    assert len(queries) == 1
    row = RuleRow.objects.get(code="p4.param.halal_duty_from")
    RuleRow.objects.filter(id=row.id).update(review_by=date(2027, 12, 31))
    assert current(TODAY).version == first.version, "the same rows"


@pytest.mark.usefixtures("loaded")
def test_a_later_duty_makes_the_task_advised() -> None:
    answers = Answers.of(
        {"class": "2025:10794", "place": "home", "zone": "allowed", "capital": "upto_1bn", "product": "dry", "inputs": "simple"}
    )
    before = build(current(TODAY), answers, TODAY)
    row = RuleRow.objects.get(code="p4.param.halal_duty_from")
    rows = [each for each in rows_in_force(TODAY) if each.row_id != row.id]
    assert not check_rows(rows, shipped_frame()).allowed, "clauses name the day"
    found = before.get("halal_sehati")
    assert found is not None
    assert found.level == "required"
    assert row.id in before.row_ids


def test_without_rows_there_is_no_content() -> None:
    RuleRow.objects.filter(code__startswith="p4.").exists()
    with pytest.raises(ContentError):
        current(date(2001, 1, 1))
