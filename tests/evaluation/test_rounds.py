"""Rounds over the real log: figures, lists, packs, restatements, decisions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from okoce.accounts.queries import NOBODY, Actor
from okoce.audit.models import Opening
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import Fortnight
from okoce.core.ids import new_id
from okoce.evaluation.rounds import queries, services
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.permissions import may_freeze, may_open_list
from okoce.evaluation.rounds.queries import edition_codes, restatement, sheet, sheet_of, today
from okoce.evaluation.rounds.rules.figures import Figure
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.rules.restating import restated
from okoce.evaluation.rounds.rules.tally import ALL, ENTREPRENEURS, ROWS, Measure, places_of
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.services import correct
from tests.evaluation.building import DAY, EVALUATOR, OFFICER, ended, seal_here, someone
from tests.world import KECAMATAN, OTHER_KECAMATAN, OTHER_KELURAHAN

pytestmark = pytest.mark.django_db
SEVEN, PERMIT, FREE = "OKOCE-2018", "OKOCE-2018-09", "JAKPRENEUR-2020"


def population() -> None:
    """Worked by hand: two in Tebet, one in Matraman, one outside; a licence, a class, an early stage, a merge."""
    first = ended().first_day
    sri = someone(1, first - 40 * DAY)
    sri.trained(first - 30 * DAY)
    sri.did("mentoring.visit", first - 20 * DAY, topic="selling", minutes=30)
    sri.did("licence.issued", first + DAY, licence="nib")
    someone(2, first + DAY).did("licence.issued", first + 2 * DAY, licence="nib")
    someone(3, first - 10 * DAY, OTHER_KELURAHAN).trained(first)
    someone(4, first - DAY, "32")


def test_hand_worked_round() -> None:
    population()
    found = sheet(ended(), seal_here())
    assert found.people == 4
    assert {code: found.entrepreneurs(code) for code in (SEVEN, PERMIT, FREE)} == {SEVEN: 0, PERMIT: 1, FREE: 2}
    assert {code: found.entrepreneurs(code, Measure.FLOW) for code in (SEVEN, PERMIT, FREE)} == {SEVEN: 0, PERMIT: 1, FREE: 1}
    assert [found.count(SEVEN, Measure.STOCK, ALL, row) for row in ROWS] == [4, 2, 1, 1, 0, 0, 0, 0]
    assert [found.count(FREE, Measure.STOCK, ALL, row) for row in ROWS] == [4, 2, 1, 2, 0, 0, 0, 2]
    assert found.count(SEVEN, Measure.STOCK, KECAMATAN, 1) == 2
    assert found.registered[OUTSIDE] == 1
    assert found.breaches[SEVEN] == {ALL: 1, "31.74": 1, KECAMATAN: 1}, "a permit before its turn"
    assert found.breaches[FREE] == {}
    assert found.has_data(KECAMATAN)
    assert not found.has_data("31.71.01"), "empty is no data"
    assert found.series[FREE][-1] == 2


def test_a_list_is_its_cell_for_every_cell() -> None:
    population()
    found = sheet(ended(), seal_here())
    for code in found.editions:
        for measure in Measure:
            for place in (ALL, OUTSIDE, "31.74", KECAMATAN, OTHER_KECAMATAN):
                for row in ROWS:
                    lines = queries.people_behind(ended(), found.position, Figure(code, measure, place, row))
                    assert len(lines) == found.count(code, measure, place, row)
                    assert all(place in places_of(line) for line in lines)


def test_two_records_of_one_person_count_once() -> None:
    first = ended().first_day
    one, other = someone(1, first - 20 * DAY), someone(2, first - 10 * DAY, OTHER_KELURAHAN)
    one.trained(first)
    before = sheet(ended(), seal_here())
    one.did("person.same_as", today(), other=str(other.person_id))
    after = sheet(ended(), seal_here())
    assert (before.people, after.people) == (2, 1)
    assert (after.registered.get(KECAMATAN), after.registered.get(OTHER_KECAMATAN)) == (None, 1), "the newest says where she lives"
    assert after.entrepreneurs(FREE) == 1


def _pack() -> Pack:
    """The state sealed now, frozen."""
    seal_here()
    return services.freeze(by=EVALUATOR, fortnight=ended())


def test_a_pack_keeps_what_was_known() -> None:
    population()
    live = sheet(ended(), seal_here())
    pack = services.freeze(by=EVALUATOR, fortnight=ended())
    someone(9, ended().first_day).trained(ended().last_day)
    again = Pack.objects.get(number=pack.number)
    assert sheet_of(again) == live
    assert (again.number, again.position, bytes(again.head).hex()) == (1, live.position, live.head)
    assert set(again.indicators) == {"stock", "flow", "holds", "registered", "breaches"}
    assert all({"version", "counts", "place", "what"} <= indicator.keys() for indicator in again.indicators.values())


def test_the_database_refuses_to_change_a_pack() -> None:
    population()
    pack = _pack()
    for change in (lambda: Pack.objects.update(as_of=today()), pack.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


REFUSALS = [
    (OFFICER, -1, "round.evaluators_only"),
    (NOBODY, -1, "round.evaluators_only"),
    (EVALUATOR, 0, "round.still_running"),
    (EVALUATOR, 3, "round.still_running"),
    (EVALUATOR, -2, "round.already_frozen"),
    (EVALUATOR, -3, "round.already_frozen"),
    (EVALUATOR, -1, ""),
]


@pytest.mark.parametrize(("actor", "ago", "code"), REFUSALS)
def test_who_may_freeze_what(actor: Actor, ago: int, code: str) -> None:
    running = Fortnight.of(today())
    decision = may_freeze(actor, running.next(ago), running, running.next(-2))
    assert decision.codes == ((code,) if code else ())


def test_freezing_nothing_and_freezing_twice() -> None:
    with pytest.raises(NotAllowed, match=r"round\.nothing_sealed"):
        services.freeze(by=EVALUATOR, fortnight=ended())
    population()
    _pack()
    with pytest.raises(NotAllowed, match=r"round\.already_frozen"):
        services.freeze(by=EVALUATOR, fortnight=ended())
    assert queries.to_freeze() is None


def _changes() -> set[UUID]:
    """A late class, a voided permit, an amended date, a merge, a move back in time; and facts that change nothing."""
    last = ended().last_day
    late, doubled, double, later = (someone(n, last - 60 * DAY) for n in (11, 12, 13, 14))
    voided = someone(15, last - 60 * DAY)
    permit = voided.did("licence.issued", last - 50 * DAY, licence="nib")
    mover = someone(16, last - 60 * DAY)
    pack = _pack()
    assert pack.number == 1
    late.trained(last - DAY)
    doubled.did("person.same_as", today(), other=str(double.person_id))
    correct(by=new_id(), original=permit, correction=Correction.VOID, reason=CorrectionReason.EVIDENCE_FALSE)
    mover.did("person.moved", last - 2 * DAY, from_place=mover.place, to_place=OTHER_KELURAHAN)
    later.trained(last + DAY)  # of the next fortnight: this pack's day does not know it
    someone(17, last - 3 * DAY)
    gone = max(doubled.person_id, double.person_id)
    return {late.person_id, gone, voided.person_id, mover.person_id}


def test_restatement_equals_reading_everybody_again() -> None:
    changed = _changes()
    pack = Pack.objects.get(number=1)
    at = seal_here()
    found = restatement(pack, at.position)
    again = sheet(Fortnight(pack.fortnight), at)
    assert found.figures == restated(sheet_of(pack).cells, again.cells)
    newcomer = {person.person_id for person in found.people if person.was is None}
    assert {person.person_id for person in found.people} - newcomer == changed
    assert len(newcomer) == 1
    assert {(cause.code, cause.kind): cause.persons for cause in found.causes} == {
        ("late", "training.attended"): 1,
        ("late", "person.same_as"): 1,
        ("late", "person.moved"): 1,
        ("late", "registration.submitted"): 1,
        ("void", "licence.issued"): 1,
    }
    assert restatement(pack, pack.position).figures == ()


def test_the_next_pack_keeps_the_restatement() -> None:
    first = ended().next(-1)
    someone(1, first.first_day - 30 * DAY)
    seal_here()
    services.freeze(by=EVALUATOR, fortnight=first)
    late = someone(2, first.last_day)
    late.trained(first.last_day)
    second = _pack()
    assert second.restatements["pack"] == 1
    assert second.restatements["people"] == 1
    heads = [item for item in second.restatements["figures"] if item["place"] == ALL and item["row"] == ENTREPRENEURS]
    assert {(item["edition"], item["measure"], item["was"], item["now"]) for item in heads} == {
        (FREE, "stock", 0, 1),
        (FREE, "flow", 0, 1),
        (FREE, "holds", 0, 1),
    }


SCOPES = [
    (EVALUATOR, ALL, True),
    (EVALUATOR, OUTSIDE, True),
    (EVALUATOR, OTHER_KECAMATAN, True),
    (OFFICER, KECAMATAN, True),
    (OFFICER, OTHER_KECAMATAN, False),
    (OFFICER, "31.74", False),
    (OFFICER, ALL, False),
    (OFFICER, OUTSIDE, False),
    (NOBODY, KECAMATAN, False),
]


@pytest.mark.parametrize(("actor", "place", "allowed"), SCOPES)
def test_lists_follow_the_scope(actor: Actor, place: str, allowed: bool) -> None:
    assert may_open_list(actor, place).allowed is allowed


def test_names_in_full_are_for_who_may_open_the_record_and_are_logged() -> None:
    population()
    position = seal_here().position
    figure = Figure(FREE, Measure.STOCK, KECAMATAN, 1)
    for actor, names in ((EVALUATOR, {"A••• 1•••", "A••• 2•••"}), (OFFICER, {"Anggota 1", "Anggota 2"})):
        page = services.open_list(by=actor, fortnight=ended(), position=position, figure=figure, page=1)
        assert {row.shown.name for row in page.rows} == names
    assert Opening.objects.filter(surface="round.list").count() == 2
    assert set(Opening.objects.values_list("opened_by", flat=True)) == {OFFICER.user_id}
    with pytest.raises(NotAllowed, match=r"round\.list_outside_scope"):
        services.open_list(by=OFFICER, fortnight=ended(), position=position, figure=replace(figure, place=ALL), page=1)


def test_changed_people_outside_the_scope_are_only_counted() -> None:
    last = ended().last_day
    someone(1, last - 60 * DAY)
    pack = _pack()
    someone(2, last - DAY)
    someone(3, last - DAY, OTHER_KELURAHAN)
    position = seal_here().position
    for actor, seen in ((EVALUATOR, (2, 0)), (OFFICER, (1, 1))):
        page = services.open_changed(by=actor, pack=pack, position=position, page=1)
        assert (page.visible, page.elsewhere) == seen


def test_a_list_is_bounded_by_its_page() -> None:
    first = ended().first_day
    for n in range(1, services.PAGE + 3):
        someone(n, first)
    position = seal_here().position
    figure = Figure(FREE, Measure.STOCK, ALL, 1)
    rows = {}
    for page in (1, 2, 99, -4):
        with _queries() as ran:
            rows[page] = services.open_list(by=EVALUATOR, fortnight=ended(), position=position, figure=figure, page=page)
        assert len(ran) < 20
    assert [len(rows[page].rows) for page in (1, 2, 99, -4)] == [50, 2, 2, 50]
    assert rows[1].total == 52


def _queries() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def test_decisions_come_back_until_they_are_closed() -> None:
    population()
    pack = _pack()
    wrong: list[tuple[Actor, dict[str, Any], str]] = [
        (OFFICER, {}, "round.evaluators_only"),
        (EVALUATOR, {"action": "  "}, "decision.incomplete"),
        (EVALUATOR, {"owner": ""}, "decision.incomplete"),
        (EVALUATOR, {"due_on": today() - timedelta(days=1)}, "decision.due_in_past"),
    ]
    given: dict[str, Any] = {"pack": pack, "action": "Buka kelas", "owner": "Sudin", "due_on": today()}
    for actor, changes, code in wrong:
        with pytest.raises(NotAllowed, match=code):
            services.decide(by=actor, **{**given, **changes})
    made = services.decide(by=EVALUATOR, **given)
    assert list(queries.open_decisions()) == [made]
    for actor, result, code in ((OFFICER, "x", "evaluators_only"), (EVALUATOR, " ", "result_missing")):
        with pytest.raises(NotAllowed, match=code):
            services.close_decision(by=actor, decision_id=made.id, result=result)
    services.close_decision(by=EVALUATOR, decision_id=made.id, result="Dua kelas dibuka")
    assert list(queries.open_decisions()) == []
    for decision_id, code in ((made.id, "decision.closed"), (new_id(), "decision.unknown")):
        with pytest.raises(NotAllowed, match=code):
            services.close_decision(by=EVALUATOR, decision_id=decision_id, result="x")


def test_all_approved_editions_stand_side_by_side() -> None:
    assert edition_codes(today()) == (SEVEN, PERMIT, FREE)
