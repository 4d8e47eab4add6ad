"""Rows hold for their dates, are replaced and never overwritten."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from okoce.core.decisions import NotAllowed
from okoce.regulations import queries, services
from okoce.regulations.enums import RuleStatus, Trust
from okoce.regulations.models import RuleRow
from okoce.regulations.rules import Value
from okoce.regulations.web import texts
from tests.regulations.proposing import answer_of, change

pytestmark = pytest.mark.django_db

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
FIRST, MIDDLE, LAST = date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31)
ONE_DAY = timedelta(days=1)


def row(value: Value = 7, *, start: date = FIRST, end: date | None = None, **changes: object) -> RuleRow:
    fields: dict[str, object] = {
        "code": "test.answer_days",
        "unit": "days",
        "legal_basis": "programme setting",
        "status": RuleStatus.ACTIVE,
        **changes,
    }
    return RuleRow.objects.create(value=value, effective_from=start, effective_to=end, **fields)


def answer(on: date, applies_to: str = "") -> Value | None:
    return answer_of("test.answer_days", on, applies_to)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FIRST - ONE_DAY, None),
        (FIRST, 7),
        (MIDDLE, 7),
        (MIDDLE + ONE_DAY, 5),
        (LAST, 5),
        (LAST + ONE_DAY, None),
    ],
)
def test_each_date_has_its_row(on: date, expected: int | None) -> None:
    row(7, end=MIDDLE)
    row(5, start=MIDDLE + ONE_DAY, end=LAST)
    row(99, start=LAST + ONE_DAY, status=RuleStatus.DRAFT)
    assert answer(on) == expected


def test_a_rule_for_one_group_is_not_the_rule_for_another() -> None:
    row(7)
    row(3, applies_to="counter")
    assert (answer(MIDDLE), answer(MIDDLE, "counter"), answer(MIDDLE, "online")) == (7, 3, None)


def test_several_rules_come_in_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    services.load_shipped_rules()
    with django_assert_num_queries(1):
        found = queries.rows_for(("otp.valid_minutes", "otp.max_attempts"), MIDDLE)
    assert {code: rule.whole for code, rule in found.items()} == {"otp.valid_minutes": 10, "otp.max_attempts": 5}
    with pytest.raises(queries.RuleMissingError, match=r"nobody\.knows"):
        queries.rows_for(("otp.valid_minutes", "nobody.knows"), MIDDLE)


@pytest.mark.parametrize(
    ("start", "end"),
    [(FIRST, None), (MIDDLE, MIDDLE), (LAST, None), (FIRST - ONE_DAY, FIRST), (FIRST - ONE_DAY, None)],
)
def test_the_database_refuses_two_rows_for_one_day(start: date, end: date | None) -> None:
    row(7, end=LAST)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(8, start=start, end=end)
    row(8, start=start, end=end, status=RuleStatus.DRAFT)
    row(8, start=start, end=end, applies_to="counter")


@pytest.mark.parametrize(
    "wrong",
    [
        {"effective_to": FIRST - ONE_DAY},
        {"value": True},
        {"value": 0.5},
        {"value": [1]},
        {"value": None},
        {"value": {"rate": 0.5}},
        {"value": {"rates": [{"rate": None}]}},
        {"trust": "sure"},
        {"approved_by": UUID(int=1)},
        {"approved_by": UUID(int=1), "approved_at": NOON, "created_by": UUID(int=1)},
        {"legal_basis": ""},
        {"article": ""},
        {"status": "certain"},
        {"verified_by": "somebody"},
        {"status": RuleStatus.SUPERSEDED},
        {"status": RuleStatus.ACTIVE, "created_by": UUID(int=1)},
        {"status": RuleStatus.ACTIVE, "created_by": UUID(int=1), "approved_by": UUID(int=2), "approved_at": NOON},
    ],
)
def test_the_database_refuses_a_malformed_row(wrong: dict[str, object]) -> None:
    fields: dict[str, object] = {"code": "x", "value": 1, "unit": "days", "legal_basis": "y", "effective_from": FIRST}
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleRow.objects.create(**{**fields, **wrong})


@pytest.mark.parametrize(
    "change",
    [
        {"value": 8},
        {"code": "other"},
        {"unit": "hours"},
        {"applies_to": "counter"},
        {"legal_basis": "other"},
        {"effective_from": FIRST + ONE_DAY},
        {"effective_to": None},
        {"effective_to": LAST + ONE_DAY},
        {"status": RuleStatus.DRAFT},
        {"trust": Trust.SEEN},
        {"created_by": UUID(int=1)},
        {"approved_by": UUID(int=1), "approved_at": NOON},
    ],
)
def test_the_database_refuses_to_overwrite_what_was_enforced(change: dict[str, object]) -> None:
    enforced = row(7, end=LAST)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleRow.objects.filter(id=enforced.id).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        enforced.delete()
    draft = row(9, start=LAST + ONE_DAY, status=RuleStatus.DRAFT)
    RuleRow.objects.filter(id=draft.id).update(value=10)
    draft.delete()


def test_a_better_citation_is_no_overwriting() -> None:
    enforced = row(7)
    RuleRow.objects.filter(id=enforced.id).update(article="Pasal 2", verified_on=MIDDLE, verified_by="an official")
    assert queries.value(enforced.code, MIDDLE).article == "Pasal 2"


def test_a_later_value_ends_the_old_one_the_day_before() -> None:
    old = row(7)
    new = change(old.id, 5, MIDDLE)
    assert (answer(FIRST), answer(MIDDLE - ONE_DAY), answer(MIDDLE), answer(LAST)) == (7, 7, 5, 5)
    assert (new.legal_basis, new.article, new.unit) == ("Pergub X", "article unverified", "days")
    old.refresh_from_db()
    assert (old.status, old.value, old.superseded_by_id) == (RuleStatus.ACTIVE, 7, new.row_id)


def test_a_correction_replaces_the_whole_row_and_keeps_it() -> None:
    old = row(7, end=LAST)
    change(old.id, 5, FIRST)
    assert (answer(FIRST), answer(LAST), answer(LAST + ONE_DAY)) == (5, 5, None)
    assert sorted((rule.value, rule.status) for rule in queries.history(old.code)) == [
        (5, RuleStatus.ACTIVE),
        (7, RuleStatus.SUPERSEDED),
    ]


def test_a_new_value_does_not_grow_over_the_row_that_follows() -> None:
    old = row(7, end=MIDDLE)
    row(3, start=MIDDLE + ONE_DAY)
    change(old.id, 5, FIRST + ONE_DAY)
    assert (answer(FIRST), answer(MIDDLE), answer(MIDDLE + ONE_DAY)) == (7, 5, 3)


def test_what_cannot_follow_is_refused_and_nothing_changes() -> None:
    old = row(7)
    cases: list[tuple[int | str, date, str]] = [
        (5, FIRST - ONE_DAY, "rule.starts_before_the_old_one"),
        ("", MIDDLE, "rule.value_unreadable"),
    ]
    for value, start, reason in cases:
        with pytest.raises(NotAllowed) as refused:
            change(old.id, value, start)
        assert refused.value.decision.codes == (reason,)
    assert [rule.value for rule in queries.history(old.code)] == [7]
    assert answer(LAST) == 7


SHIPPED_ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("programme.target_jobs", 200_000),
        ("evaluation.target_fortnights", 130),
        ("community.answer_days", 7),
        ("worklist.no_training_days", 30),
        ("privacy.small_cell_minimum", 5),
        ("registration.claim_answer_days", 3),
        ("otp.valid_minutes", 10),
        ("otp.max_attempts", 5),
        ("privacy.access_hours", 72),
        ("privacy.correction_hours", 72),
        ("privacy.withdrawal_hours", 72),
        ("privacy.breach_notice_hours", 72),
    ],
)
def test_the_shipped_rules_hold(code: str, expected: int) -> None:
    services.load_shipped_rules()
    assert queries.value(code, SHIPPED_ON).whole == expected


def shipped_file(folder: Path, value: str, code: str = "test.answer_days") -> Path:
    file = folder / "rules.toml"
    file.write_text(
        f'[[rule]]\ncode = "{code}"\nvalue = {value}\nunit = "days"\nlegal_basis = "x"\n'
        'effective_from = 2025-01-01\nstatus = "active"\n'
    )
    return file


def test_loading_again_changes_nothing_and_leaves_officials_changes_alone(tmp_path: Path) -> None:
    file = shipped_file(tmp_path, "7")
    assert services.load_shipped_rules(file) == services.LoadedRules(created=1, kept=0, left_out=())
    shipped = queries.value("test.answer_days", SHIPPED_ON)
    change(shipped.row_id, 4, SHIPPED_ON)
    services.load_shipped_rules()
    before = list(RuleRow.objects.order_by("id").values())
    assert services.load_shipped_rules(file) == services.LoadedRules(created=0, kept=1, left_out=())
    assert services.load_shipped_rules().created == 0
    assert list(RuleRow.objects.order_by("id").values()) == before
    assert answer(SHIPPED_ON) == 4


def test_a_shipped_row_whose_days_are_taken_is_left_out_and_named(tmp_path: Path) -> None:
    row(7)
    loaded = services.load_shipped_rules(shipped_file(tmp_path, "3"))
    assert loaded == services.LoadedRules(created=0, kept=0, left_out=("test.answer_days 2025-01-01",))
    assert answer(SHIPPED_ON) == 7


def test_a_shipped_fraction_stays_exact_and_other_values_are_refused(tmp_path: Path) -> None:
    services.load_shipped_rules(shipped_file(tmp_path, "0.5", "test.rate"))
    assert queries.value("test.rate", SHIPPED_ON).decimal == Decimal("0.5")
    with pytest.raises(ValueError, match=r"test\.answer_days: rule\.value_unreadable"):
        services.load_shipped_rules(shipped_file(tmp_path, "true"))


def test_constants_are_shown_in_the_readers_language() -> None:
    assert texts.basis("programme setting") != "programme setting"
    assert texts.basis("UU 27/2022") == "UU 27/2022"


def test_a_family_in_force_comes_in_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    row(1, code="test.fee.b")
    row(2, code="test.fee.a", applies_to="umk")
    row(3, code="test.fee.a", end=MIDDLE)
    row(4, code="test.fee.c", status=RuleStatus.DRAFT)
    row(5, code="test.fees")
    with django_assert_num_queries(1):
        found = queries.in_force("test.fee.", LAST)
    assert [(rule.code, rule.applies_to, rule.value) for rule in found] == [("test.fee.a", "umk", 2), ("test.fee.b", "", 1)]
    assert [rule.value for rule in queries.in_force("test.fee.", FIRST)] == [3, 2, 1]


def test_the_stamp_changes_with_every_change_and_only_then(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    stamps = [queries.stamp()]
    enforced = row(7)
    stamps.append(queries.stamp())
    RuleRow.objects.filter(id=enforced.id).update(verified_on=MIDDLE, verified_by="an official")
    stamps.append(queries.stamp())
    with pytest.raises(IntegrityError), transaction.atomic():
        row(7)
    with django_assert_num_queries(1):
        assert queries.stamp() == stamps[-1]
    draft = row(8, status=RuleStatus.DRAFT)
    draft.delete()
    stamps.append(queries.stamp())
    assert len(set(stamps)) == len(stamps)
