"""The content of rule rows: what is loaded is what is shipped, and a change of a row is another content."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from okoce.regulations.families import family_of, from_form, shipped_files, to_form
from okoce.regulations.models import RuleRow
from okoce.regulations.queries import as_value, in_force
from okoce.regulations.services import load_shipped_rules
from okoce.stages.p4_licensing.families import agree, sentence
from okoce.stages.p4_licensing.queries.content import SHIPPED, current, shipped, shipped_rows
from okoce.stages.p4_licensing.rules import Answers, ContentError, build
from tests.regulations.proposing import change
from tests.stages.p4_licensing.cases import load

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
CHIPS = Answers.of({"class": "2025:10794", "place": "market", "capital": "upto_1bn", "product": "dry", "inputs": "simple"})


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
def test_a_later_duty_makes_the_task_advised_and_the_old_day_keeps_its_content() -> None:
    """Two people move the day of the duty; what was decided before names the rows that it was decided by."""
    before = build(current(TODAY), CHIPS, TODAY)
    row = RuleRow.objects.get(code="p4.param.halal_duty_from")
    assert row.id in before.row_ids
    new = change(row.id, "2028-10-17", TODAY)
    after = build(current(TODAY), CHIPS, TODAY)
    assert [each.level for each in (before.tasks[-1], after.tasks[-1])] == ["required", "advised"]
    assert "17 Oktober 2028" in after.tasks[-1].becauses[0].says.id
    assert new.row_id in after.row_ids
    assert before.version != after.version
    yesterday = TODAY - timedelta(days=1)
    assert build(current(yesterday), CHIPS, yesterday).tasks[-1].level == "required"


@pytest.mark.usefixtures("loaded")
def test_rows_that_would_not_make_a_content_are_refused_in_words() -> None:
    """Clauses name the day of the duty: it cannot be ended without another one."""
    rows = tuple(row for row in in_force("p4.", TODAY) if row.code != "p4.param.halal_duty_from")
    decision = agree(rows)
    assert not decision.allowed
    assert {sentence(reason) for reason in decision.reasons} >= {
        "halal_sehati.duty: tanggal atau batas “halal_duty_from” tidak ada. Periksa kodenya."
    }
    assert agree(in_force("p4.", TODAY)).allowed


def test_every_shipped_object_goes_through_its_form_and_comes_back() -> None:
    """What an editor sees in the form is everything that a row holds."""
    for row in shipped_rows(TODAY):
        family = family_of(row.code)
        if family.objects:
            back = from_form(family.fields, to_form(family.fields, row.value))
            assert back == row.value, row.code
            assert family.check is not None
            assert family.check(row.code, back).allowed


@pytest.mark.parametrize(
    ("code", "value", "unit", "words"),
    [
        ("p4.days.nib", 0, "days", "hari yang sama"),
        ("p4.days.slhs", 7, "working days", "7 hari kerja"),
        ("p4.days.halal_sehati", 21, "days", "21 hari"),
        ("p4.term.brand", 10, "years", "10 tahun"),
        ("p4.term.slhs", "on_certificate", "years", "sampai tanggal pada sertifikat"),
    ],
)
def test_days_and_terms_in_words(code: str, value: int | str, unit: str, words: str) -> None:
    family = family_of(code)
    rule = RuleRow(code=code, value=value, unit=unit, legal_basis="PP 28/2025", effective_from=TODAY)
    assert family.words is not None
    assert family.words(as_value(rule)) == words
    assert family.names is not None
    with override("en"):
        assert str(family.names["p4.days.nib" if "days" in code else "p4.term.nib"]) == "Business number (NIB)"


def test_without_rows_there_is_no_content() -> None:
    with pytest.raises(ContentError):
        current(date(2001, 1, 1))
