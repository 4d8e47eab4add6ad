"""Values of rules and when a row may replace another, without a database."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.decisions import Decision
from okoce.regulations import rules
from okoce.regulations.enums import RuleStatus, Trust
from okoce.regulations.rules import RuleValue
from okoce.regulations.web import texts

DAY = date(2025, 1, 1)
DAYS = st.dates(date(2017, 1, 1), date(2030, 1, 1))


def value_of(value: rules.Scalar) -> RuleValue:
    return RuleValue(UUID(int=1), "tax.rate", value, "%", "", "x", "y", DAY, None, "", RuleStatus.ACTIVE, "")


@pytest.mark.parametrize(
    ("value", "is_value"),
    [
        (5, True),
        (0, True),
        (-1, True),
        ("0.5", True),
        ("strict", True),
        ("", False),
        (0.5, False),
        (True, False),
        (None, False),
        ([1], False),
    ],
)
def test_a_value_is_a_whole_number_or_a_text(value: object, is_value: bool) -> None:
    assert rules.is_scalar(value) is is_value


def test_a_value_is_read_exactly() -> None:
    assert value_of(200_000).whole == 200_000
    assert value_of("0.5").decimal == Decimal("0.5")
    assert value_of(5).text == "5"
    with pytest.raises(TypeError):
        _ = value_of("0.5").whole


@pytest.mark.parametrize(
    ("status", "old_to", "new_from", "new_to", "refused"),
    [
        (RuleStatus.ACTIVE, None, DAY, None, None),
        (RuleStatus.ACTIVE, None, DAY + timedelta(days=1), None, None),
        (RuleStatus.ACTIVE, None, DAY - timedelta(days=1), None, "rule.starts_before_the_old_one"),
        (RuleStatus.ACTIVE, None, DAY, DAY - timedelta(days=1), "rule.ends_before_it_begins"),
        (RuleStatus.ACTIVE, None, DAY, DAY, None),
        (RuleStatus.ACTIVE, DAY, DAY, DAY, None),
        (RuleStatus.ACTIVE, DAY, DAY + timedelta(days=1), DAY + timedelta(days=1), "rule.old_one_has_ended"),
        (RuleStatus.ACTIVE, DAY, DAY, None, "rule.old_one_has_ended"),
        (RuleStatus.ACTIVE, DAY, DAY, DAY + timedelta(days=1), "rule.old_one_has_ended"),
        (RuleStatus.DRAFT, None, DAY, None, "rule.not_active"),
        (RuleStatus.SUPERSEDED, None, DAY, None, "rule.not_active"),
    ],
)
def test_what_may_follow(status: RuleStatus, old_to: date | None, new_from: date, new_to: date | None, refused: str | None) -> None:
    decision = rules.may_follow(status, DAY, old_to, new_from, new_to)
    assert decision.codes == ((refused,) if refused else ())
    for reason in decision.reasons:
        refusal = texts.refusal(Decision(False, (reason,)))
        assert "%(" not in refusal.title + refusal.reason + refusal.next_step


@given(DAYS, DAYS)
def test_no_day_is_held_twice_and_none_is_lost(old_from: date, new_from: date) -> None:
    if not rules.may_follow(RuleStatus.ACTIVE, old_from, None, new_from, None):
        return
    last = rules.last_day(old_from, new_from)
    if last is None:
        assert new_from == old_from
    else:
        assert last + timedelta(days=1) == new_from
        assert last >= old_from


@pytest.mark.parametrize(
    ("status", "ends", "last", "refused"),
    [
        (RuleStatus.ACTIVE, None, DAY, None),
        (RuleStatus.ACTIVE, None, DAY - timedelta(days=1), "rule.ends_before_it_begins"),
        (RuleStatus.ACTIVE, DAY, DAY + timedelta(days=1), "rule.old_one_has_ended"),
        (RuleStatus.SUPERSEDED, None, DAY, "rule.not_active"),
    ],
)
def test_what_may_end(status: RuleStatus, ends: date | None, last: date, refused: str | None) -> None:
    assert rules.may_end(status, DAY, ends, last).codes == ((refused,) if refused else ())


@pytest.mark.parametrize(
    ("trust", "article", "verified_on", "review_by", "refused"),
    [
        (Trust.SEEN, "Pasal 160", DAY, DAY + timedelta(days=1), None),
        (Trust.SEEN, rules.ARTICLE_UNVERIFIED, DAY, None, "rule.seen_needs_article"),
        (Trust.SEEN, "Pasal 160", None, None, "rule.seen_needs_article"),
        (Trust.UNCONFIRMED, rules.ARTICLE_UNVERIFIED, None, None, None),
        (Trust.ONE_SOURCE, "Pasal 1", DAY, DAY, "rule.review_before_reading"),
        (Trust.ONE_SOURCE, " ", None, None, "rule.basis_missing"),
    ],
)
def test_what_a_row_rests_on(
    trust: Trust, article: str, verified_on: date | None, review_by: date | None, refused: str | None
) -> None:
    assert rules.is_sourced(trust, "PP 42/2024", article, verified_on, review_by).codes == ((refused,) if refused else ())


@pytest.mark.parametrize(
    ("code", "fits"), [("p4.task.nib", True), ("p4.risk.2025.56101", True), ("nib", False), ("p4..x", False), ("P4.x", False)]
)
def test_codes(code: str, fits: bool) -> None:
    assert rules.is_code(code) is fits
