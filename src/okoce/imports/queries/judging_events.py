"""Rows of an event log: whose they are, which fact they state, and whether the record has it already. A batch in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.canonical import canonical_bytes
from okoce.core.decisions import NotAllowed, Reason
from okoce.core.encryption import keyring
from okoce.core.fortnights import JAKARTA, jakarta_date
from okoce.core.ids import parse_id
from okoce.facts.kinds import clean_measures
from okoce.facts.queries import Original, counted_facts, originals
from okoce.imports.queries.entries import read_detail
from okoce.imports.queries.event_files import Log
from okoce.imports.queries.event_plans import Plan, Recipe, place_named
from okoce.imports.queries.seen_events import SeenEvents
from okoce.imports.rules.cells import clean_text, is_blank, read_nik_cell, reasons_in, refused
from okoce.imports.rules.event_map import ENROLMENT, NIK, REJECT
from okoce.imports.rules.event_rows import LogRow, cell_of, id_from, identity, is_of_a_log
from okoce.members.permissions import may_record_fact
from okoce.members.queries import Member, members, persons_by_enrolment, persons_by_nik, read_nik
from okoce.members.services import FactInput

IDENTITY = "event-identity"
End = Literal["new", "same", "rejected", "left"]


@dataclass(slots=True)
class JudgedEvent:
    """Where a row ends, and the fact that it states. ``by_hand``: the record has it from elsewhere; ``repeats``: an earlier row."""

    row: LogRow
    end: End = "new"
    case: str = ""
    person_id: UUID | None = None
    given: FactInput | None = None
    by_hand: bool = False
    repeats: bool = False
    measures: dict[str, object] = field(default_factory=dict)

    def reject(self, *reasons: Reason) -> None:
        self.end = "rejected"
        self.row.reasons += reasons

    @property
    def is_new(self) -> bool:
        return self.end == "new"


def judge_events(actor: Actor, log: Log, plan: Plan, rows: Sequence[LogRow], seen: SeenEvents) -> list[JudgedEvent]:
    """A judgement for each row, in their order. What would be stored now; the caller stores it under a lock."""
    judged = [_begun(row, plan) for row in rows]
    _find_persons(log, plan, judged)
    found = members({item.person_id for item in judged if item.person_id and item.is_new})
    today = jakarta_date(timezone.now())
    for item in judged:
        if item.is_new:
            _may_be_written_about(actor, plan, item, found)
        recipe = plan.recipes.get(item.row.activity)
        if item.is_new and recipe is not None:
            _judge(item, log, plan, recipe, today)
    _compare(judged, seen, today)
    return judged


def _begun(row: LogRow, plan: Plan) -> JudgedEvent:
    """Activities that the map does not name come first: of those nothing else is asked."""
    item = JudgedEvent(row)
    if row.activity and plan.recipes.get(row.activity) is None:
        on_purpose = row.activity in plan.recipes
        if plan.wanted.unmapped == REJECT and not on_purpose:
            item.reject(Reason("event.unmapped", {"field": plan.wanted.activity}))
        else:
            item.end = "left"
    elif row.reasons:
        item.end = "rejected"
    return item


def _find_persons(log: Log, plan: Plan, judged: Sequence[JudgedEvent]) -> None:
    """The person of each case, and the case in the one spelling that identities use."""
    column, tie = plan.wanted.case, plan.wanted.case_is
    for item in judged:
        if item.is_new:
            try:
                item.case = _nik(item, log) if tie == NIK else _id(item)
            except NotAllowed as refusal:
                item.reject(*reasons_in(column, refusal))
    cases = {item.case for item in judged if item.is_new}
    ids = {} if tie == NIK else {case: UUID(case) for case in cases}
    if tie == NIK:
        people: Mapping[str, UUID] = persons_by_nik(cases)
    elif tie == ENROLMENT:
        owners = persons_by_enrolment(ids.values())
        people = {case: owners[enrolment] for case, enrolment in ids.items() if enrolment in owners}
    else:
        people = ids
    for item in judged:
        item.person_id = people.get(item.case)


def _nik(item: JudgedEvent, log: Log) -> str:
    return read_nik(read_nik_cell(cell_of(item.row, log.columns, log.wanted.case))).number


def _id(item: JudgedEvent) -> str:
    found = parse_id(item.row.case)
    if found is None:
        raise refused("event.case_unreadable")
    return str(found)


def _may_be_written_about(actor: Actor, plan: Plan, item: JudgedEvent, found: Mapping[UUID, Member]) -> None:
    member = found.get(item.person_id) if item.person_id else None
    decision = may_record_fact(actor, member) if member else None
    column = {"field": plan.wanted.case}
    if member is None or decision is None or "record.outside_scope" in decision.codes:
        # Unknown and elsewhere look the same: a log is no way to ask who is a member.
        item.reject(Reason("record.not_here", column))
    elif not decision:
        item.reject(*(Reason(reason.code, column) for reason in decision.reasons))
    elif plan.wanted.case_is == ENROLMENT and str(member.enrolment_id) != item.case:
        item.reject(Reason("event.other_enrolment", column))


def _judge(item: JudgedEvent, log: Log, plan: Plan, recipe: Recipe, today: date) -> None:
    """The fact that a row states; everything that is wrong with it at once."""
    row = item.row
    assert row.at is not None, "a row without a time was rejected when it was read"
    on = jakarta_date(row.at)
    reasons: list[Reason] = []
    if on > today:
        reasons.append(Reason("fact.in_future", {"field": plan.wanted.time}))
    if on < plan.wanted.earliest:
        reasons.append(Reason("event.too_early", {"field": plan.wanted.time, "earliest": plan.wanted.earliest}))
    measures = _measures(row, log, recipe, reasons)
    details = _details(row, log, recipe, reasons)
    place = _place(row, log, reasons)
    if reasons:
        item.reject(*reasons)
        return
    item.measures = measures
    key = keyring(settings.SECRETS_DIR).keyed_hash(identity(row, item.case, plan.wanted.source), IDENTITY)
    at_midnight = row.at.astimezone(JAKARTA).time().isoformat() == "00:00:00"
    item.given = FactInput(
        recipe.kind.code,
        on,
        recipe.grade,
        measures,
        details,
        captured_at=None if at_midnight else row.at,
        id=id_from(key),
        place_id=place,
    )


def _measures(row: LogRow, log: Log, recipe: Recipe, reasons: list[Reason]) -> dict[str, object]:
    """Constants and columns together, as facts store them."""
    found, bad = dict[str, object](recipe.measures), False
    for name, (column, rule) in recipe.measure_columns.items():
        cell = cell_of(row, log.columns, column)
        if is_blank(cell):
            if name in recipe.needed:
                reasons.append(Reason("cell.missing", {"field": column}))
                bad = True
            continue
        try:
            found[name] = rule(cell)
        except NotAllowed as refusal:
            reasons += reasons_in(column, refusal)
            bad = True
    if bad:
        return {}
    try:
        return clean_measures(recipe.kind, found)
    except NotAllowed as refusal:
        columns = {name: column for name, (column, _rule) in recipe.measure_columns.items()}
        names = (str(reason.params.get("measure")) for reason in refusal.decision.reasons)
        reasons += [Reason("fact.wrong_measure", {"field": columns.get(name, name)}) for name in names]
        return {}


def _details(row: LogRow, log: Log, recipe: Recipe, reasons: list[Reason]) -> dict[str, str]:
    found = dict(recipe.details)
    for name, column in recipe.detail_columns.items():
        cell = cell_of(row, log.columns, column)
        try:
            text = "" if is_blank(cell) else read_detail(cell)
        except NotAllowed as refusal:
            reasons += reasons_in(column, refusal)
            continue
        if text:
            found[name] = text
        elif name in recipe.kind.needs_details:
            reasons.append(Reason("detail.missing", {"field": column}))
    return found


def _place(row: LogRow, log: Log, reasons: list[Reason]) -> str:
    """Where it happened, as the map says; empty for where she lives."""
    column = log.wanted.place_column
    cell = cell_of(row, log.columns, column) if column else ""
    if is_blank(cell):
        return log.wanted.place_code
    try:
        return place_named(clean_text(cell))
    except NotAllowed as refusal:
        reasons += reasons_in(column, refusal)
        return ""


def _compare(judged: Sequence[JudgedEvent], seen: SeenEvents, today: date) -> None:
    """New; the same as an earlier row, as an event that came in before, or as what somebody has recorded by hand."""
    stated = [item for item in judged if item.is_new and item.given is not None]
    known = originals([item.given.id for item in stated if item.given]) if stated else {}
    for item in stated:
        assert item.given is not None, "chosen so"
        assert item.person_id is not None, "whoever may be written about is known"
        content = Original(item.given.kind, item.person_id, item.given.occurred_on, item.measures)
        earlier = seen.earlier(item.given.id, canonical_bytes(content._asdict()), item.row.number)
        if earlier is not None and earlier[1]:
            item.end, item.repeats = "same", True
        elif earlier is not None:
            item.reject(Reason("event.other_content_in_file", {"row": earlier[0]}))
        elif item.given.id in known:
            if known[item.given.id] == content:
                item.end = "same"
            else:
                item.reject(Reason("event.other_content"))
    _leave_what_is_there(stated, today)


def _leave_what_is_there(stated: Sequence[JudgedEvent], today: date) -> None:
    """What an office has recorded itself does not count a second time because another system knows it too."""
    new = [item for item in stated if item.is_new]
    there = _recorded_otherwise(
        {item.person_id for item in new if item.person_id}, {item.given.kind for item in new if item.given}, today
    )
    for item in new:
        assert item.given is not None, "chosen so"
        if item.measures in there[item.person_id, item.given.kind, item.given.occurred_on]:
            item.end, item.by_hand = "same", True


def _recorded_otherwise(
    persons: Collection[UUID], kinds: Collection[str], today: date
) -> dict[tuple[UUID | None, str, date], list[Mapping[str, object]]]:
    found: dict[tuple[UUID | None, str, date], list[Mapping[str, object]]] = defaultdict(list)
    if persons:
        for fact in counted_facts(known_at=None, as_of=today, kinds=kinds, persons=persons):
            if not is_of_a_log(fact.id):
                found[fact.person_id, fact.kind, fact.occurred_on].append(fact.measures)
    return found
