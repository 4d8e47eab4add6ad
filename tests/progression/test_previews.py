"""Who moves and why: counts, reasons, people within scope, at once and by the worker."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.progression.enums import PreviewState
from okoce.progression.models import EditionPreview
from okoce.progression.rules import (
    STAGES,
    Count,
    Edition,
    FactView,
    Gate,
    Moves,
    Selection,
    StagePassed,
    decode_reason,
    encode_reason,
    read,
)
from okoce.progression.services import make_due_previews, open_movers, previews, submit
from okoce.progression.web.presentation import reason_text
from tests.evaluation.building import seal_here, someone
from tests.progression.building import day, edition, fact
from tests.progression.drafts import (
    AUTHOR,
    SECOND,
    content,
    draft,
    ids,
    people,
    previewed,
    put,
    stricter_mentoring,
)
from tests.progression.strategies import as_of_days, editions, fact_lists
from tests.world import CITY, OTHER_KELURAHAN, today

A, B = Selection(("a.first",)), Selection(("b.second",))
OFFICER = Actor(new_id(), "Uji Kota", (Held(str(Role.CITY), CITY),))
SOMEBODY = UUID(int=7)


def moved(before: Edition, after: Edition, facts: list[FactView], as_of: str = "06-01") -> dict[tuple[int, bool], tuple[int, str]]:
    moves = Moves()
    moves.add(SOMEBODY, read(before, facts, day(as_of)), read(after, facts, day(as_of)))
    return {(group.row, group.gained): (group.reason.row, group.reason.code) for group in moves.groups()}


def test_the_reason_is_the_stage_whose_own_condition_is_not_met() -> None:
    """P1 asks more, the order is strict: P2 and who counts wait for it, and say so."""
    facts = [fact("a.first", "01-10"), fact("b.second", "02-10")]
    before = edition({1: Count(A, 1), 2: Count(B, 1)}, order="strict", counts=StagePassed(2))
    after = edition({1: Count(A, 2), 2: Count(B, 1)}, order="strict", counts=StagePassed(2))
    cause = (1, "count_short")
    assert moved(before, after, facts) == {(8, False): cause, (2, False): cause, (1, False): cause}
    assert moved(after, before, facts) == {(8, True): cause, (2, True): cause, (1, True): cause}


def test_weak_evidence_is_a_reason_of_its_own() -> None:
    before, after = edition({1: Gate(Count(A, 1), 0)}), edition({1: Gate(Count(A, 1), 2)})
    assert moved(before, after, [fact("a.first", "01-10")])[1, False] == (1, "grade_short")


def test_what_has_lapsed_since_is_no_reason_to_move() -> None:
    """P2 was completed within its window and is not met today; what keeps it now is P1, which asks more."""
    facts = [fact("a.first", "01-10"), fact("b.second", "01-11")]
    window = Count(Selection(("b.second",), within=30), 1)
    before, after = (edition({1: Count(A, least), 2: window}, order="strict") for least in (1, 2))
    assert moved(before, after, facts)[2, False] == (1, "count_short")


def test_one_enrolment_is_enough_to_stay() -> None:
    before, after = edition({1: Count(A, 1)}), edition({1: Count(B, 1)})
    first, second = [fact("a.first", "01-10")], [fact("b.second", "01-10")]
    moves = Moves()
    for facts in (first, second):
        moves.add(SOMEBODY, read(before, facts, day("06-01")), read(after, facts, day("06-01")))
    assert list(moves.groups()) == []
    assert moves.counts()[0].before == moves.counts()[0].after == 1


@given(editions(), editions(), fact_lists(), as_of_days)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_mover_has_a_reason_and_the_counts_agree(before: Edition, after: Edition, facts: list[FactView], as_of: date) -> None:
    moves = Moves()
    moves.add(SOMEBODY, read(before, facts, as_of), read(after, facts, as_of))
    groups = list(moves.groups())
    for count in moves.counts():
        own = [group for group in groups if group.row == count.row]
        assert sum(len(group.persons) for group in own if group.gained) == count.gained
        assert sum(len(group.persons) for group in own if not group.gained) == count.lost
        assert count.after - count.before == count.gained - count.lost
    for group in groups:
        assert decode_reason(encode_reason(group.reason)) == group.reason
        assert group.reason.row in (*STAGES, 8)


@pytest.mark.django_db
def test_a_preview_counts_and_names_who_moves() -> None:
    _none, once, _twice = people()
    preview = previewed(stricter_mentoring(draft()))
    rows = {row["row"]: (row["before"], row["after"], row["gained"], row["lost"]) for row in preview.figures["rows"]}
    assert preview.figures["people"] == 3
    assert (rows[1], rows[3], rows[8]) == ((3, 3, 0, 0), (2, 1, 0, 1), (2, 1, 0, 1))
    group = preview.groups.get(row=8)
    assert {move.person_id for move in group.moves.all()} == ids(once)
    assert reason_text(group.reason, 8, gained=False) == (
        "menurut rancangan belum memenuhi “paling sedikit 2 kali kunjungan pendamping, bukti minimal dibenarkan pihak lain”"
    )


@pytest.mark.django_db
def test_who_opens_the_list_sees_her_own_people() -> None:
    _none, once, _twice = people()
    other = someone(9, today() - timedelta(days=30), OTHER_KELURAHAN)
    other.did("mentoring.visit", today() - timedelta(days=20), topic="books", minutes=30)
    seal_here()
    record = stricter_mentoring(draft())
    group = previewed(record).groups.get(row=8)
    opened = open_movers(by=AUTHOR, group_id=group.pk, page=1)
    assert (opened.total, opened.elsewhere) == (2, 0)
    assert not any(row.may_open for row in opened.rows)
    with pytest.raises(NotAllowed):
        open_movers(by=OFFICER, group_id=group.pk, page=1)  # a draft is not hers to read
    submit(by=AUTHOR, edition_id=record.id, seen=record.digest)
    opened = open_movers(by=OFFICER, group_id=group.pk, page=1)
    assert ({row.person_id for row in opened.rows}, opened.elsewhere) == (ids(once), 1)
    assert all(row.may_open for row in opened.rows)
    with pytest.raises(NotAllowed) as refused:
        open_movers(by=SECOND, group_id=group.pk, page=1)
    assert refused.value.decision.codes == ("edition.list_outside_scope",)


def left_to_the_worker(preview: EditionPreview, **values: object) -> EditionPreview:
    """The same question, not answered yet."""
    now = timezone.now()
    fields = {"state": PreviewState.WAITING, "progress_at": now, "asked_by": AUTHOR.user_id, "asked_at": now, "total": 3}
    names = ("edition", "against", "digest", "as_of", "known_at")
    return EditionPreview.objects.create(**{name: getattr(preview, name) for name in names}, **{**fields, **values})


@pytest.mark.django_db
def test_the_worker_makes_what_waits_and_what_was_left_behind() -> None:
    people()
    at_once = previewed(stricter_mentoring(draft()))
    long_ago = timezone.now() - 2 * previews.SILENT
    waiting = left_to_the_worker(at_once)
    left = left_to_the_worker(at_once, state=PreviewState.RUNNING, progress_at=long_ago, done=2)
    running = left_to_the_worker(at_once, state=PreviewState.RUNNING)
    assert make_due_previews() == 2
    for preview in (waiting, left):
        preview.refresh_from_db()
        assert (preview.state, preview.done, preview.figures) == (PreviewState.DONE, 3, at_once.figures)
    running.refresh_from_db()
    assert running.state == PreviewState.RUNNING
    assert make_due_previews() == 0


@pytest.mark.django_db
def test_a_preview_of_content_that_changed_meanwhile_fails() -> None:
    record = stricter_mentoring(draft())
    waiting = left_to_the_worker(previewed(record))
    put(record, replace(content(record), order="strict"))
    assert make_due_previews() == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.figures) == (PreviewState.FAILED, {})
