"""The life of a version on the database: who may do what, in which order, and what the database itself refuses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.audit.queries import changes_of
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.progression.enums import EditionState
from okoce.progression.models import EditionPreview, EditionRecord
from okoce.progression.queries import approved_editions, forget
from okoce.progression.rules import Count, Gate, MalformedRuleError, Parameter, Selection, Sum, Test, encode_edition
from okoce.progression.services import (
    approve,
    ask_preview,
    change_draft,
    discard,
    send_back,
    start_draft,
    submit,
    withdraw,
)
from tests.progression.drafts import (
    AUTHOR,
    COLLEAGUE,
    FREE,
    SECOND,
    content,
    draft,
    previewed,
    put,
    shipped,
    stricter_mentoring,
    submitted,
)
from tests.world import CITY, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What the process keeps of approved editions is of databases that are rolled back."""
    forget()
    yield
    forget()


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as refused:
        work()
    return refused.value.decision.codes[0]


def test_from_draft_to_approval_by_another_person() -> None:
    record, preview = submitted()
    assert (record.version, record.state) == (2, EditionState.SUBMITTED)
    done = approve(by=SECOND, edition_id=record.id, preview_id=preview.id)
    before = shipped()
    assert (done.state, done.approved_by, done.approved_preview) == (EditionState.APPROVED, SECOND.user_id, preview)
    assert (before.state, before.successor) == (EditionState.SUPERSEDED, done)
    now = {edition.code: edition for edition in approved_editions(today())}
    assert len(now) == 3
    assert now[FREE] == content(record)
    verbs = [change.verb for change in changes_of("edition", record.id)]
    assert verbs == ["edition.approve", "edition.submit", "edition.preview", "edition.change", "edition.draft"]
    assert [change.verb for change in changes_of("edition", before.id)] == ["edition.supersede"]


def test_a_new_code_stands_beside_the_others() -> None:
    record, preview = submitted("JAKPRENEUR-2027")
    assert record.version == 1
    approve(by=COLLEAGUE, edition_id=record.id, preview_id=preview.id)
    assert [edition.code for edition in approved_editions(today())][-1] == "JAKPRENEUR-2027"
    assert shipped().state == EditionState.APPROVED


def test_sent_back_with_a_reason_and_handed_in_again() -> None:
    record, _preview = submitted()
    assert refusal(lambda: send_back(by=SECOND, edition_id=record.id, reason="  ")) == "edition.reason_missing"
    send_back(by=SECOND, edition_id=record.id, reason="Sebutkan  pasalnya")
    record.refresh_from_db()
    assert (record.state, record.return_reason, record.returned_by) == (EditionState.DRAFT, "Sebutkan pasalnya", SECOND.user_id)
    assert record.submitted_at is None
    submit(by=AUTHOR, edition_id=record.id, seen=record.digest)
    record.refresh_from_db()
    assert (record.state, record.return_reason, record.returned_by) == (EditionState.SUBMITTED, "", None)


def test_the_author_takes_back_changes_and_discards() -> None:
    record, _preview = submitted()
    assert refusal(lambda: discard(by=AUTHOR, edition_id=record.id)) == "edition.not_a_draft"
    withdraw(by=AUTHOR, edition_id=record.id)
    discard(by=AUTHOR, edition_id=record.id)
    assert not EditionRecord.objects.filter(id=record.id).exists()
    assert changes_of("edition", record.id)[0].verb == "edition.discard"


OFFICER = Actor(new_id(), "Uji Kota", (Held(str(Role.CITY), CITY),))
CITY_EVALUATOR = Actor(new_id(), "Uji Penilai Kota", (Held(str(Role.EVALUATOR), CITY),))


@pytest.mark.parametrize("by", [SECOND, OFFICER, CITY_EVALUATOR, Actor()])
def test_only_evaluators_of_the_whole_programme_draft(by: Actor) -> None:
    assert refusal(lambda: draft(by=by)) == "edition.evaluators_only"


def test_only_the_author_changes_a_draft() -> None:
    record = draft()
    assert refusal(lambda: put(record, content(record), by=COLLEAGUE)) == "edition.somebody_elses"
    assert refusal(lambda: discard(by=COLLEAGUE, edition_id=record.id)) == "edition.somebody_elses"


def test_nobody_approves_or_returns_her_own_draft() -> None:
    record, preview = submitted()
    both = replace(AUTHOR, held=(*AUTHOR.held, *SECOND.held))
    assert refusal(lambda: approve(by=both, edition_id=record.id, preview_id=preview.id)) == "edition.own_draft"
    assert refusal(lambda: send_back(by=both, edition_id=record.id, reason="x")) == "edition.own_draft"
    assert refusal(lambda: approve(by=OFFICER, edition_id=record.id, preview_id=preview.id)) == "edition.editors_only"


def test_a_draft_is_not_approved_before_it_is_handed_in() -> None:
    record = stricter_mentoring(draft())
    preview = previewed(record)
    assert refusal(lambda: approve(by=SECOND, edition_id=record.id, preview_id=preview.id)) == "edition.not_waiting"


def test_approval_needs_a_preview_of_exactly_this_content() -> None:
    record = stricter_mentoring(draft())
    assert refusal(lambda: submit(by=AUTHOR, edition_id=record.id, seen=record.digest)) == "edition.preview_missing"
    old = previewed(record)
    record = put(record, replace(content(record), order="strict"))
    assert refusal(lambda: submit(by=AUTHOR, edition_id=record.id, seen=record.digest)) == "edition.preview_missing"
    preview = previewed(record)
    other = previewed(draft("LAIN-2027"))
    submit(by=AUTHOR, edition_id=record.id, seen=record.digest)
    for wrong in (old, other):
        assert refusal(lambda: approve(by=SECOND, edition_id=record.id, preview_id=wrong.id)) == "edition.preview_other"  # noqa: B023 - called at once
    approve(by=SECOND, edition_id=record.id, preview_id=preview.id)


def test_two_drafts_of_one_code_in_two_windows_lose_nothing() -> None:
    record = draft()
    put(record, replace(content(record), title="Judul baru"))
    edition = encode_edition(content(record))
    code = refusal(lambda: change_draft(by=AUTHOR, edition_id=record.id, seen=record.digest, document=edition))
    assert code == "edition.changed_meanwhile"
    assert content(EditionRecord.objects.get(id=record.id)).title == "Judul baru"


def test_an_older_draft_does_not_replace_a_newer_version() -> None:
    older, of_older = submitted()
    newer, of_newer = submitted()
    assert (older.version, newer.version) == (2, 3)
    approve(by=SECOND, edition_id=newer.id, preview_id=of_newer.id)
    assert refusal(lambda: approve(by=SECOND, edition_id=older.id, preview_id=of_older.id)) == "edition.older_version"


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        (Gate(Count(Selection(("no.such",)), 1)), "unknown_kind"),
        (Gate(Count(Selection(("training.attended",), (Test("size", "eq", 1),)), 1)), "unknown_measure"),
        (Gate(Count(Selection(("training.attended",), (Test("skill", "eq", "soft skill"),)), 1)), "wrong_value"),
        (Gate(Count(Selection(("training.attended",), (Test("hours", "eq", "4"),)), 1)), "wrong_value"),
        (Gate(Count(Selection(("training.attended",), (Test("skill", "ge", 4),)), 1)), "wrong_operator"),
        (Gate(Sum(Selection(("training.attended",)), "skill", 1)), "wrong_measure"),
        (Gate(Count(Selection(("training.attended",)), Parameter("no.such"))), "unknown_parameter"),
    ],
)
def test_words_that_do_not_exist_are_refused(gate: Gate, code: str) -> None:
    record = draft()
    with pytest.raises(MalformedRuleError) as refused:
        put(record, replace(content(record), stages=(*content(record).stages[:6], gate)))
    assert code in {problem.code for problem in refused.value.problems}


def test_a_draft_starts_only_from_what_is_or_was_in_force() -> None:
    other = draft()
    assert refusal(lambda: start_draft(by=AUTHOR, copy_of=other.id, code="BARU-1")) == "edition.unknown"
    assert refusal(lambda: start_draft(by=AUTHOR, copy_of=shipped().id, code="baru satu")) == "edition.code_form"


def test_a_preview_is_asked_of_the_past_only() -> None:
    record = draft()
    tomorrow = today() + timedelta(days=1)
    ask = lambda: ask_preview(by=AUTHOR, edition_id=record.id, against_id=shipped().id, as_of=tomorrow)  # noqa: E731 - one call, asked once
    assert refusal(ask) == "preview.future"


def _refused_by_the_database(change: Callable[[EditionRecord], object], record: EditionRecord) -> bool:
    try:
        with transaction.atomic():
            change(record)
    except DatabaseError:
        record.refresh_from_db()
        return True
    return False


def test_the_database_keeps_what_was_approved() -> None:
    record, preview = submitted()
    approve(by=SECOND, edition_id=record.id, preview_id=preview.id)
    rows = EditionRecord.objects.filter(id=record.id)
    changes: list[dict[str, object]] = [
        {"document": {}},
        {"digest": "0" * 64},
        {"code": "LAIN"},
        {"version": 9},
        {"drafted_by": SECOND.user_id},
        {"approved_by": COLLEAGUE.user_id},
        {"approved_by": AUTHOR.user_id},
        {"approved_at": timezone.now() - timedelta(days=1)},
        {"state": EditionState.DRAFT},
        {"state": EditionState.SUBMITTED},
    ]
    for values in changes:
        assert _refused_by_the_database(lambda _record: rows.update(**values), record), values  # noqa: B023 - called at once
    assert _refused_by_the_database(lambda _record: rows.delete(), record)
    assert _refused_by_the_database(lambda _record: EditionPreview.objects.filter(id=preview.id).update(figures={}), record)
    assert _refused_by_the_database(lambda _record: EditionPreview.objects.filter(id=preview.id).delete(), record)
    shipped_rows = EditionRecord.objects.filter(code="OKOCE-2018")
    assert _refused_by_the_database(lambda _record: shipped_rows.update(document={}), record)


def test_the_database_knows_four_eyes() -> None:
    record, preview = submitted()
    rows = EditionRecord.objects.filter(id=record.id)
    now = timezone.now()
    values = {"state": EditionState.APPROVED, "approved_at": now, "approved_preview": preview}
    assert _refused_by_the_database(lambda _record: rows.update(approved_by=AUTHOR.user_id, **values), record)
    assert _refused_by_the_database(lambda _record: rows.update(approved_by=None, **values), record)
    assert _refused_by_the_database(lambda _record: rows.update(document={}), record)
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionRecord.objects.create(code="LAIN", document={}, digest="", state=EditionState.APPROVED, drafted_by=AUTHOR.user_id)


def test_previewing_an_empty_programme_moves_nobody() -> None:
    preview = previewed(stricter_mentoring(draft()))
    assert preview.figures["people"] == 0
    assert not preview.groups.exists()
