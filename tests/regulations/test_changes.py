"""A change of rules: drafted by one person, previewed, approved by another; all of it or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import NOBODY, Actor, Held
from okoce.audit.models import Change
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.regulations import permissions, queries, services
from okoce.regulations.enums import ChangeState, RuleStatus, Trust
from okoce.regulations.models import RuleChange, RuleEnding, RulePreview, RuleRow
from tests.regulations.proposing import (
    AUTHOR,
    COLLEAGUE,
    FIRST,
    LATER,
    LETTER,
    LETTERS,
    ONE_DAY,
    SECOND,
    answer_of,
    approved,
    content,
    declared,
    digest,
    drafted,
    enforced,
    previewed,
    refused,
    submitted,
)

pytestmark = pytest.mark.django_db

CODE = "test.answer_days"


def test_a_change_runs_from_draft_to_force() -> None:
    old = enforced(7)
    change = drafted(content(5), replaces=old.id)
    assert (answer_of(CODE, LATER), [row.status for row in queries.history_rows(CODE)]) == (7, ["draft", "active"])
    seen = submitted(change)
    assert RuleChange.objects.get().state == ChangeState.SUBMITTED
    services.approve(by=SECOND, change_id=change.id, preview_id=seen.id)
    assert (answer_of(CODE, LATER - ONE_DAY), answer_of(CODE, LATER)) == (7, 5)
    new = RuleRow.objects.get(code=CODE, value=5)
    old.refresh_from_db()
    assert (new.created_by, new.approved_by, new.replaces_id, old.superseded_by_id) == (
        AUTHOR.user_id,
        SECOND.user_id,
        old.id,
        new.id,
    )
    assert RuleChange.objects.get().approved_preview_id == seen.id


def test_several_rows_hold_together_or_not_at_all() -> None:
    first, second = enforced(7), enforced(1, code="test.other_days")
    change = drafted(content(5), replaces=first.id)
    services.put_row(by=AUTHOR, change_id=change.id, content=content(2, code="test.other_days"), replaces=second.id)
    services.put_row(by=AUTHOR, change_id=change.id, content=content(3, code="test.new_days"))
    seen = submitted(change)
    RuleRow.objects.create(  # somebody has filled the third one's time in a way that no stale row shows
        code="test.new_days", value=9, unit="days", legal_basis="x", effective_from=LATER, status=RuleStatus.ACTIVE
    )
    with pytest.raises(NotAllowed):
        services.approve(by=SECOND, change_id=change.id, preview_id=seen.id)
    assert [answer_of(code, LATER) for code in (CODE, "test.other_days", "test.new_days")] == [7, 1, 9]
    assert RuleChange.objects.get().state == ChangeState.SUBMITTED


def test_a_row_ends_without_a_successor() -> None:
    row = enforced(7)
    change = drafted()
    services.put_ending(by=AUTHOR, change_id=change.id, row_id=row.id, last_day=LATER)
    approved(change)
    assert (answer_of(CODE, LATER), answer_of(CODE, LATER + ONE_DAY)) == (7, None)
    row.refresh_from_db()
    assert row.status == RuleStatus.ACTIVE


def test_a_row_may_go_on_after_all() -> None:
    row = enforced(7)
    change = drafted()
    services.put_ending(by=AUTHOR, change_id=change.id, row_id=row.id, last_day=LATER)
    services.drop_ending(by=AUTHOR, change_id=change.id, row_id=row.id)
    assert queries.change_view(change).is_empty


def test_a_shipped_draft_is_enforced_by_two_people() -> None:
    shipped = RuleRow.objects.create(
        code=CODE, value=9, unit="days", legal_basis="PP X", effective_from=FIRST, status=RuleStatus.DRAFT, trust=Trust.UNCONFIRMED
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleRow.objects.filter(id=shipped.id).update(status=RuleStatus.ACTIVE)
    approved(drafted(content(9, start=FIRST, trust=Trust.ONE_SOURCE), replaces=shipped.id))
    shipped.refresh_from_db()
    assert (answer_of(CODE, FIRST), shipped.status) == (9, RuleStatus.SUPERSEDED)


def test_the_author_never_approves() -> None:
    change = drafted(content(5), replaces=enforced(7).id)
    seen = submitted(change)
    refused("rule.own_change", lambda: services.approve(by=AUTHOR, change_id=change.id, preview_id=seen.id))
    refused("rule.own_change", lambda: services.send_back(by=AUTHOR, change_id=change.id, reason="x"))
    assert answer_of(CODE, LATER) == 7


def test_the_database_wants_two_people() -> None:
    change = drafted(content(5), replaces=enforced(7).id)
    seen = submitted(change)
    now = timezone.now()
    one = {"state": ChangeState.APPROVED, "approved_at": now, "approved_preview": seen}
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        RuleChange.objects.filter(id=change.id).update(**one, approved_by=AUTHOR.user_id)
    row = change.rows.get()
    for approver in (AUTHOR.user_id, SECOND.user_id):  # not without its change, whoever signs
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleRow.objects.filter(id=row.id).update(status=RuleStatus.ACTIVE, approved_by=approver, approved_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleRow.objects.filter(id=row.id).update(created_by=None)
    draft = drafted(content(4, code="test.else"))
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleChange.objects.filter(id=draft.id).update(**one, approved_by=SECOND.user_id)


@pytest.mark.parametrize(
    "act",
    [
        lambda change, row: RuleRow.objects.filter(id=row.id).update(value=6),
        lambda change, row: RuleRow.objects.filter(id=row.id).update(trust=Trust.SEEN),
        lambda change, row: row.delete(),
        lambda change, row: RuleChange.objects.filter(id=change.id).update(reason="Lain"),
        lambda change, row: RuleEnding.objects.create(change=change, row=row.replaces, last_day=LATER),
        lambda change, row: RuleRow.objects.create(
            code="x.y", value=1, unit="days", legal_basis="x", effective_from=FIRST, change=change, created_by=AUTHOR.user_id
        ),
        lambda change, row: RulePreview.objects.update(effects=[1]),
        lambda change, row: RuleChange.objects.filter(id=change.id).update(drafted_by=uuid4()),
    ],
)
def test_what_was_submitted_stays_as_it_was_seen(act: Callable[[RuleChange, RuleRow], object]) -> None:
    change = drafted(content(5), replaces=enforced(7).id)
    submitted(change)
    with pytest.raises(IntegrityError), transaction.atomic():
        act(change, change.rows.get())


def test_approved_content_is_never_overwritten() -> None:
    change = approved(drafted(content(5), replaces=enforced(7).id))
    with pytest.raises(IntegrityError), transaction.atomic():
        change.rows.update(value=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleChange.objects.filter(id=change.id).update(state=ChangeState.DRAFT)


def test_another_content_needs_another_preview() -> None:
    old = enforced(7)
    change = drafted(content(5), replaces=old.id)
    refused("rule.changed_meanwhile", lambda: services.submit(by=AUTHOR, change_id=change.id, seen="x"))
    refused("rule.preview_missing", lambda: services.submit(by=AUTHOR, change_id=change.id, seen=digest(change)))
    before = previewed(change)
    services.put_row(
        by=AUTHOR, change_id=change.id, content=content(6), replaces=old.id, draft_id=change.rows.values_list("id", flat=True)[0]
    )
    refused("rule.changed_meanwhile", lambda: services.submit(by=AUTHOR, change_id=change.id, seen=before.digest))
    refused("rule.preview_missing", lambda: services.submit(by=AUTHOR, change_id=change.id, seen=digest(change)))
    after = submitted(change)
    refused("rule.preview_other", lambda: services.approve(by=SECOND, change_id=change.id, preview_id=before.id))
    services.approve(by=SECOND, change_id=change.id, preview_id=after.id)
    assert answer_of(CODE, LATER) == 6


def test_the_second_of_two_proposals_is_told_what_changed() -> None:
    old = enforced(7)
    mine, other = drafted(content(5), replaces=old.id), drafted(content(4), replaces=old.id, by=COLLEAGUE)
    assert queries.held_by_others(CODE, "", mine.id) == (other,)
    seen = submitted(mine)
    approved(other)
    refused("rule.changed_since", lambda: services.approve(by=SECOND, change_id=mine.id, preview_id=seen.id))
    (found,) = queries.stale(queries.change_view(mine))
    assert (found.was.value, found.now and found.now.value, found.now and found.now.change) == (7, 4, other)
    services.send_back(by=SECOND, change_id=mine.id, reason="Yang lain sudah berlaku")
    refused("rule.changed_since", lambda: services.ask_preview(by=AUTHOR, change_id=mine.id))
    services.adopt(by=AUTHOR, change_id=mine.id)
    assert queries.stale(queries.change_view(mine)) == ()
    approved(mine)
    assert answer_of(CODE, LATER) == 5
    assert [(row.value, row.status) for row in queries.history_rows(CODE)] == [(5, "active"), (4, "superseded"), (7, "active")]


def test_an_earlier_proposal_fits_itself_before_a_later_one() -> None:
    old = enforced(7)
    change = drafted(content(5), replaces=old.id)
    approved(drafted(content(4, start=LATER + 30 * ONE_DAY), replaces=old.id, by=COLLEAGUE))
    assert len(queries.stale(queries.change_view(change))) == 1
    services.adopt(by=AUTHOR, change_id=change.id)
    approved(change)
    days = (LATER - ONE_DAY, LATER, LATER + 29 * ONE_DAY, LATER + 30 * ONE_DAY)
    assert [answer_of(CODE, day) for day in days] == [7, 5, 5, 4]


def test_a_proposal_for_what_was_ended_stands_alone_afterwards() -> None:
    old = enforced(7)
    change = drafted(content(5), replaces=old.id)
    ending = drafted(by=COLLEAGUE)
    services.put_ending(by=COLLEAGUE, change_id=ending.id, row_id=old.id, last_day=LATER - 9 * ONE_DAY)
    approved(ending)
    services.adopt(by=AUTHOR, change_id=change.id)
    approved(change)
    assert [answer_of(CODE, day) for day in (LATER - 9 * ONE_DAY, LATER - ONE_DAY, LATER)] == [7, None, 5]


def test_sent_back_with_a_reason_it_is_a_draft_again() -> None:
    change = drafted(content(5), replaces=enforced(7).id)
    submitted(change)
    refused("rule.reason_missing", lambda: services.send_back(by=SECOND, change_id=change.id, reason="  "))
    services.send_back(by=SECOND, change_id=change.id, reason="Sebutkan pasalnya")
    change.refresh_from_db()
    assert (change.state, change.return_reason, change.returned_by) == (ChangeState.DRAFT, "Sebutkan pasalnya", SECOND.user_id)
    submitted(change)
    services.withdraw(by=AUTHOR, change_id=change.id)
    services.discard(by=AUTHOR, change_id=change.id)
    assert (RuleChange.objects.count(), RuleRow.objects.filter(code=CODE).count()) == (0, 1)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"value": ""}, "rule.value_unreadable"),
        ({"value": {"a": 1}}, "rule.value_unreadable"),
        ({"code": "lain"}, "rule.code_form"),
        ({"code": "test.other"}, "rule.other_code"),
        ({"legal_basis": " "}, "rule.basis_missing"),
        ({"effective_from": date(2023, 1, 1)}, "rule.starts_before_the_old_one"),
        ({"effective_to": date(2029, 1, 1)}, "rule.ends_before_it_begins"),
        ({"trust": Trust.SEEN}, "rule.seen_needs_article"),
    ],
)
def test_a_malformed_row_is_not_put(wrong: dict[str, object], reason: str) -> None:
    old, change = enforced(7), drafted()
    bad = replace(content(5), **wrong)  # type: ignore[arg-type]  # as the case says
    refused(reason, lambda: services.put_row(by=AUTHOR, change_id=change.id, content=bad, replaces=old.id))
    assert not change.rows.exists()


def test_a_rule_stands_once_in_a_change_and_never_where_another_holds() -> None:
    old = enforced(7)
    change = drafted(content(5), replaces=old.id)
    refused(
        "rule.twice_in_change",
        lambda: services.put_row(by=AUTHOR, change_id=change.id, content=content(6, start=LATER + ONE_DAY), replaces=old.id),
    )
    refused("rule.period_taken", lambda: services.put_row(by=AUTHOR, change_id=drafted().id, content=content(6)))
    refused("rule.unknown", lambda: services.put_row(by=AUTHOR, change_id=change.id, content=content(6), replaces=new_id()))
    refused(
        "rule.unknown",
        lambda: services.put_row(by=AUTHOR, change_id=change.id, content=content(6), replaces=old.id, draft_id=old.id),
    )
    refused("rule.change_empty", lambda: services.submit(by=AUTHOR, change_id=drafted().id, seen=""))
    refused("rule.change_empty", lambda: services.ask_preview(by=AUTHOR, change_id=drafted().id))
    refused("rule.change_unknown", lambda: services.discard(by=AUTHOR, change_id=new_id()))


def test_objects_are_proposed_as_their_family_says() -> None:
    with declared(LETTERS):
        change = drafted(content(LETTER, code="test.letter.rt", unit="letter"))
        without = {**LETTER, "title": ""}
        refused(
            "test.no_title",
            lambda: services.put_row(by=AUTHOR, change_id=change.id, content=content(without, code="test.letter.rw")),
        )
        approved(change)
        assert answer_of("test.letter.rt", LATER) == LETTER


EVERYWHERE = (Held(str(Role.EVALUATOR)),)


@pytest.mark.parametrize(
    ("held", "allowed"),
    [
        ((Held(str(Role.ADMINISTRATOR)),), True),
        ((Held(str(Role.EVALUATOR)),), True),
        ((Held(str(Role.ADMINISTRATOR), "31.71"),), False),
        ((Held(str(Role.EVALUATOR), "31.71"),), False),
        ((Held(str(Role.EVALUATOR), org_id=UUID(int=1)),), False),
        ((Held(str(Role.CITY)),), False),
        ((), False),
    ],
)
def test_who_proposes_and_approves(held: tuple[Held, ...], allowed: bool) -> None:
    actor = Actor(new_id(), "somebody", held)
    row = enforced(7)
    change = drafted(content(5), replaces=row.id)
    seen = submitted(change)
    assert bool(permissions.may_propose(actor)) is bool(permissions.may_review(actor)) is allowed
    if allowed:
        services.approve(by=actor, change_id=change.id, preview_id=seen.id)
        assert answer_of(CODE, LATER) == 5
        return
    acts: tuple[Callable[[], object], ...] = (
        lambda: services.start_change(by=actor, reason="x"),
        lambda: services.ask_preview(by=actor, change_id=change.id),
        lambda: services.approve(by=actor, change_id=change.id, preview_id=seen.id),
        lambda: services.send_back(by=actor, change_id=change.id, reason="x"),
        lambda: services.confirm_unchanged(by=actor, row_id=row.id, verified_on=FIRST, review_by=LATER, note="x"),
    )
    for act in acts:
        refused("rule.editors_only", act)
    assert answer_of(CODE, LATER) == 7


@pytest.mark.parametrize("actor", [Actor(None, "", EVERYWHERE), NOBODY])
def test_nobody_unknown_proposes(actor: Actor) -> None:
    refused("rule.editors_only", lambda: services.start_change(by=actor, reason="x"))


def test_only_its_author_changes_a_draft() -> None:
    old = enforced(7)
    change = drafted(content(5), replaces=old.id)
    row = change.rows.get()
    acts: tuple[Callable[[], object], ...] = (
        lambda: services.reword(by=COLLEAGUE, change_id=change.id, reason="x"),
        lambda: services.put_row(by=COLLEAGUE, change_id=change.id, content=content(6), replaces=old.id, draft_id=row.id),
        lambda: services.drop_row(by=COLLEAGUE, change_id=change.id, row_id=row.id),
        lambda: services.put_ending(by=COLLEAGUE, change_id=change.id, row_id=old.id, last_day=LATER),
        lambda: services.drop_ending(by=COLLEAGUE, change_id=change.id, row_id=old.id),
        lambda: services.adopt(by=COLLEAGUE, change_id=change.id),
        lambda: services.discard(by=COLLEAGUE, change_id=change.id),
        lambda: services.submit(by=COLLEAGUE, change_id=change.id, seen=""),
    )
    for act in acts:
        refused("rule.somebody_elses", act)
    submitted(change)
    refused("rule.change_not_a_draft", lambda: services.drop_row(by=AUTHOR, change_id=change.id, row_id=row.id))
    refused("rule.somebody_elses", lambda: services.withdraw(by=COLLEAGUE, change_id=change.id))


def test_every_step_is_on_the_trail() -> None:
    old = enforced(7)
    change = drafted(content(5), replaces=old.id)
    approved(change)
    steps = Change.objects.filter(subject="rule.change", subject_id=str(change.id)).order_by("id")
    assert [step.verb.removeprefix("rule_change.") for step in steps] == ["draft", "put", "preview", "submit", "approve"]
    logged = Change.objects.get(verb="rule.supersede")
    assert (logged.changed_by, logged.before["value"], logged.after["value"], logged.reason) == (
        SECOND.user_id,
        7,
        5,
        change.reason,
    )
