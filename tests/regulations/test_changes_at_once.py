"""Several people at once on the same rules, with real commits."""

from okoce.core.decisions import NotAllowed
from okoce.regulations import queries, services
from okoce.regulations.enums import ChangeState
from okoce.regulations.models import RuleChange, RuleRow
from tests.regulations.proposing import AUTHOR, COLLEAGUE, LATER, SECOND, answer_of, content, drafted, enforced, submitted
from tests.threads import at_once


def test_one_of_several_who_approve_at_once_is_told(own_database: str) -> None:
    change = drafted(content(5), replaces=enforced(7).id)
    seen = submitted(change)
    told: list[str] = []

    def work() -> None:
        try:
            services.approve(by=SECOND, change_id=change.id, preview_id=seen.id)
            told.append("approved")
        except NotAllowed as refused:
            told.append(refused.decision.codes[0])

    at_once(4, work)
    assert sorted(told) == ["approved", *["rule.change_not_waiting"] * 3]
    assert RuleRow.objects.filter(code="test.answer_days", status="active", superseded_by=None).count() == 1


def test_of_two_changes_of_one_row_approved_at_once_one_holds(own_database: str) -> None:
    """Whoever is second learns that the row was replaced: no approval is lost, none covers what was not seen."""
    old = enforced(7)
    changes = [drafted(content(value), replaces=old.id, by=by) for value, by in ((5, AUTHOR), (4, COLLEAGUE))]
    seen = [submitted(change) for change in changes]
    todo = iter(zip(changes, seen, strict=True))
    told: list[str] = []

    def work() -> None:
        change, preview = next(todo)
        try:
            services.approve(by=SECOND, change_id=change.id, preview_id=preview.id)
            told.append("approved")
        except NotAllowed as refused:
            told.append(refused.decision.codes[0])

    at_once(2, work)
    assert sorted(told) == ["approved", "rule.changed_since"]
    assert answer_of("test.answer_days", LATER) in (4, 5)
    waiting = RuleChange.objects.get(state=ChangeState.SUBMITTED)
    assert len(queries.stale(queries.change_view(waiting))) == 1


def test_an_approval_and_a_withdrawal_at_once_leave_one_of_both(own_database: str) -> None:
    change = drafted(content(5), replaces=enforced(7).id)
    seen = submitted(change)
    works = iter(
        (
            lambda: services.approve(by=SECOND, change_id=change.id, preview_id=seen.id),
            lambda: services.withdraw(by=AUTHOR, change_id=change.id),
        )
    )
    told: list[str] = []

    def work() -> None:
        try:
            next(works)()
        except NotAllowed as refused:
            told.append(refused.decision.codes[0])

    at_once(2, work)
    change.refresh_from_db()
    assert told == ["rule.change_not_waiting"]
    assert answer_of("test.answer_days", LATER) == (5 if change.state == ChangeState.APPROVED else 7)
