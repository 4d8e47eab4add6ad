"""Several people at once on one edition, with real commits: four eyes hold, and nobody approves what was not seen."""

from dataclasses import replace

from okoce.core.decisions import NotAllowed
from okoce.progression.enums import EditionState
from okoce.progression.models import EditionRecord
from okoce.progression.services import approve, withdraw
from tests.progression.drafts import AUTHOR, FREE, SECOND, content, put, submitted
from tests.threads import at_once


def test_one_of_two_who_approve_at_once_is_told(own_database: str) -> None:
    record, preview = submitted()
    told: list[str] = []

    def work() -> None:
        try:
            approve(by=SECOND, edition_id=record.id, preview_id=preview.id)
            told.append("approved")
        except NotAllowed as refused:
            told.append(refused.decision.codes[0])

    at_once(4, work)
    assert sorted(told) == ["approved", *["edition.not_waiting"] * 3]
    assert EditionRecord.objects.filter(code=FREE, state=EditionState.APPROVED).count() == 1


def test_a_change_and_an_approval_at_once_never_approve_what_nobody_saw(own_database: str) -> None:
    """The author takes back and changes while another approves: either the seen content holds, or it is a draft again."""
    record, preview = submitted()

    def take_back() -> None:
        withdraw(by=AUTHOR, edition_id=record.id)
        fresh = EditionRecord.objects.get(id=record.id)
        put(fresh, replace(content(fresh), order="strict"))

    told: list[str] = []

    def judge() -> None:
        approve(by=SECOND, edition_id=record.id, preview_id=preview.id)

    works = iter((take_back, judge))

    def work() -> None:
        try:
            next(works)()
        except NotAllowed as refused:
            told.append(refused.decision.codes[0])

    at_once(2, work)
    record.refresh_from_db()
    assert (record.state, record.digest == preview.digest) in ((EditionState.APPROVED, True), (EditionState.DRAFT, False))
    assert set(told) <= {"edition.not_waiting", "edition.not_a_draft"}
