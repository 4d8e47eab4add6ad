"""Freezing beside other transactions, with real commits."""

from collections.abc import Callable
from uuid import UUID

from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.queries import restatement, sheet, sheet_of
from okoce.evaluation.rounds.queries.reading import READINGS_KEPT, _people_at, lines_of
from okoce.evaluation.rounds.rules.tally import ALL, Measure
from okoce.evaluation.rounds.services import freeze
from okoce.evaluation.warehouse.services import refresh
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.queries import unsealed_count
from okoce.facts.services import correct, seal_all
from okoce.progression.queries import approved_editions
from tests.evaluation.building import DAY, EVALUATOR, ended, someone
from tests.threads import at_once
from tests.transactions import second_connection, transaction_id, wait_for_older
from tests.world import OTHER_KELURAHAN

VISIT = """
    INSERT INTO facts_fact (id, kind, person_id, enrolment_id, occurred_on, captured_at, channel, place_id, grade, measures,
                            details_digest, correction, reason)
    SELECT gen_random_uuid(), 'mentoring.visit', person_id, enrolment_id, occurred_on, captured_at, channel, place_id, 1,
           '{"topic": "selling", "minutes": 30}', details_digest, '', ''
    FROM facts_fact WHERE kind = 'registration.submitted' RETURNING person_id
"""
"""What a slow request writes: a visit on the day of the registration."""


def test_a_transaction_open_across_a_freeze_is_in_no_pack_and_then_late(own_database: str) -> None:
    member = someone(1, ended().first_day)
    wait_for_older()
    seal_all()
    with second_connection() as slow:
        row = slow.execute(VISIT).fetchone()
        assert row is not None
        wait_for_older(transaction_id(slow))
        assert seal_all() is None, "the slow one has committed nothing"
        pack = freeze(by=EVALUATOR, fortnight=ended())
        assert sheet_of(pack).count("JAKPRENEUR-2020", Measure.STOCK, ALL, 3) == 0
        slow.commit()
    assert unsealed_count() == 1
    waiting = sheet(ended())
    assert (waiting.unsealed, waiting.count("JAKPRENEUR-2020", Measure.STOCK, ALL, 3)) == (1, 0), (
        "what is not sealed is not counted"
    )
    wait_for_older()
    sealed = seal_all()
    assert sealed is not None
    found = restatement(pack, sealed.last)
    assert [(cause.code, cause.kind, cause.persons) for cause in found.causes] == [("late", "mentoring.visit", 1)]
    assert [person.person_id for person in found.people] == [member.person_id]
    again = Pack.objects.get(number=pack.number)
    assert sheet_of(again) == sheet_of(pack), "the pack itself stays"
    assert sheet(ended()).position == pack.position, "a page reads what the warehouse holds"
    refresh()
    assert sheet(ended()).count("JAKPRENEUR-2020", Measure.STOCK, ALL, 3) == 1


def test_two_evaluators_freeze_at_once(own_database: str) -> None:
    for n in range(1, 6):
        someone(n, ended().first_day - n * DAY)
    wait_for_older()
    seal_all()
    outcomes: list[str] = []

    def press() -> None:
        try:
            outcomes.append(f"pack {freeze(by=EVALUATOR, fortnight=ended()).number}")
        except NotAllowed as refused:
            outcomes.extend(refused.decision.codes)

    at_once(2, press)
    assert sorted(outcomes) == ["pack 1", "round.already_frozen"]
    assert Pack.objects.count() == 1


def test_a_kept_reading_moves_on_as_if_all_were_read_again(own_database: str) -> None:
    """Late facts, corrections, a merge, its undoing, a move: only those people are read again, and nothing else is missed."""
    last = ended().last_day
    people = [someone(n, last - 40 * DAY) for n in range(1, 9)]
    permit = people[0].did("licence.issued", last - 30 * DAY, licence="nib")
    same = people[1].did("person.same_as", last, other=str(people[2].person_id))
    editions = approved_editions(last)
    position = _sealed()
    _people_at.cache_clear()
    assert _people_at(last, position, editions) == lines_of(editions, last, position)
    steps: list[Callable[[], object]] = [
        lambda: people[3].trained(last - DAY),
        lambda: _void(permit),
        lambda: people[4].did("person.same_as", last, other=str(people[5].person_id)),
        lambda: _void(same),
        lambda: people[6].did("person.moved", last, from_place=people[6].place, to_place=OTHER_KELURAHAN),
        lambda: someone(9, last),
        lambda: people[7].trained(last + DAY),
    ]
    for step in steps:
        step()
        position = _sealed()
        assert _people_at(last, position, editions) == lines_of(editions, last, position)
        assert len(_people_at.kept) <= READINGS_KEPT


def _sealed() -> int:
    wait_for_older()
    sealed = seal_all()
    assert sealed is not None
    return sealed.last


def _void(fact_id: UUID) -> None:
    correct(by=new_id(), original=fact_id, correction=Correction.VOID, reason=CorrectionReason.NOT_HAPPENED)
