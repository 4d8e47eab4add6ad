"""A source read again and found unchanged: dates move, the rule does not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from okoce.audit.models import Change
from okoce.core.decisions import NotAllowed
from okoce.regulations import queries, services
from okoce.regulations.models import RuleReview, RuleRow
from okoce.regulations.queries import today
from tests.regulations.proposing import AUTHOR, COLLEAGUE, content, drafted, enforced, submitted

pytestmark = pytest.mark.django_db

AHEAD = timedelta(days=180)


def reviewed(row: RuleRow, verified_on: date | None = None, review_by: date | None = None, note: str = "Dibaca di JDIH") -> RuleRow:
    return services.confirm_unchanged(
        by=AUTHOR, row_id=row.id, verified_on=verified_on or today(), review_by=review_by or today() + AHEAD, note=note
    )


def test_a_review_moves_the_dates_and_keeps_who_read() -> None:
    row = enforced(7, review_by=today() - timedelta(days=1))
    before, stamp = queries.value(row.code, today()), queries.stamp()
    assert (before.is_overdue(today()), queries.due_reviews()) == (True, 1)
    reviewed(row)
    after = queries.value(row.code, today())
    assert (after.row_id, after.value, after.trust) == (before.row_id, before.value, before.trust)
    assert (after.verified_on, after.is_overdue(today()), queries.due_reviews()) == (today(), False, 0)
    assert stamp != queries.stamp()
    (review,) = queries.reviews_of(row.code)
    assert (review.reviewed_by, review.note) == (AUTHOR.user_id, "Dibaca di JDIH")
    assert Change.objects.get(verb="rule.review").after["value"] == 7


@pytest.mark.parametrize(
    ("verified", "ahead", "note", "reason"),
    [
        (1, 180, "x", "rule.verified_in_future"),
        (-400, 180, "x", "rule.verified_before"),
        (0, 0, "x", "rule.review_past"),
        (0, 732, "x", "rule.review_too_far"),
        (0, 180, " ", "rule.reason_missing"),
    ],
)
def test_what_a_review_may_not_say(verified: int, ahead: int, note: str, reason: str) -> None:
    row = enforced(7, verified_on=today() - timedelta(days=365), verified_by="project: text seen")
    with pytest.raises(NotAllowed) as refused:
        reviewed(row, today() + timedelta(days=verified), today() + timedelta(days=ahead), note)
    assert refused.value.decision.codes == (reason,)
    assert not RuleReview.objects.exists()


def test_only_what_holds_is_reviewed() -> None:
    change = drafted(content(5))
    with pytest.raises(NotAllowed) as refused:
        reviewed(change.rows.get())
    assert refused.value.decision.codes == ("rule.not_active",)


def test_a_review_keeps_previews_of_a_change() -> None:
    """It changes nothing that an approver looks at."""
    row = enforced(7)
    change = drafted(content(5), replaces=row.id, by=COLLEAGUE)
    seen = submitted(change)
    reviewed(row)
    services.approve(by=AUTHOR, change_id=change.id, preview_id=seen.id)


def test_reviews_are_only_added() -> None:
    reviewed(enforced(7))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE okoce_app")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("UPDATE regulations_rulereview SET note = 'x'")
