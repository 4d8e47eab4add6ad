"""Rows of facts: whose they are, whether she may be written about, and what the record says already."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import NotAllowed, Reason
from okoce.core.fortnights import jakarta_date
from okoce.facts.kinds import Kind, clean_measures, kind_of, measure_fields
from okoce.facts.queries import CountedFact, counted_facts
from okoce.imports.enums import Verdict
from okoce.imports.models import SheetImport
from okoce.imports.queries.entries import FactEntry, fact_entry
from okoce.imports.queries.fields import MEASURE
from okoce.imports.queries.judging import Judged, OpenRow, begun, finish, hash_of
from okoce.members.permissions import may_record_fact
from okoce.members.queries import Member, members, persons_by_nik
from okoce.members.services import FactInput

FIRST_YEAR = 2017
"""The programme began in this year; older facts are possible and rare."""
OFFICE_STAGES = (4, 7)
"""Permits and loans are acts of offices, which are closed on Sundays."""
SUNDAY = 7


def judge_facts(actor: Actor, imported: SheetImport, rows: Sequence[OpenRow], *, stores: bool = False) -> list[Judged]:
    """A judgement for each row, in their order, with a handful of queries for all. ``stores``: the rows were judged before and are
    stored now by a service that asks once more whether the actor may write about the person, so that is not asked here."""
    kind = kind_of(imported.kind)
    judged = [begun(row, fact_entry(row.cells, imported.columns, kind)) for row in rows]
    by_nik = persons_by_nik({item.entry.nik.number for item in judged if item.entry.nik})
    for item in judged:
        _find_person(item, cast(FactEntry, item.entry), by_nik)
    found = {} if stores else members({item.person_id for item in judged if item.person_id})
    today = jakarta_date(timezone.now())
    live = _live({item.person_id for item in judged if item.person_id and item.is_open}, kind, today)
    for item in judged:
        if item.is_open:
            member = found.get(item.person_id) if item.person_id else None
            if not stores:
                _may_be_written_about(actor, item, member)
            if item.is_open:
                _judge(item, kind, member, today)
        if item.is_open:
            _compare(item, kind, live.get(item.person_id, ()) if item.person_id else ())
        finish(item)
    return judged


def _find_person(item: Judged, entry: FactEntry, by_nik: Mapping[str, UUID]) -> None:
    by_card = by_nik.get(entry.nik.number) if entry.nik else None
    if entry.member is not None and entry.nik is not None and by_card != entry.member:
        item.reject(Reason("member.other_nik", {"field": "member"}))
        return
    item.person_id = entry.member or by_card


def _live(persons: Collection[UUID], kind: Kind, today: date) -> dict[UUID, list[CountedFact]]:
    found: dict[UUID, list[CountedFact]] = defaultdict(list)
    if persons:
        for fact in counted_facts(known_at=None, as_of=today, kinds=[kind.code], persons=persons):
            found[fact.person_id].append(fact)
    return found


def _may_be_written_about(actor: Actor, item: Judged, member: Member | None) -> None:
    column = "nik" if item.entry.nik else "member"
    decision = may_record_fact(actor, member) if member else None
    if member is None or decision is None or "record.outside_scope" in decision.codes:
        # Registered elsewhere and not registered at all look the same: a sheet is no way to ask who is a member.
        item.person_id = None
        item.reject(Reason("record.not_here", {"field": column}))
        return
    if not decision:
        item.reject(*(Reason(reason.code, {"field": column}) for reason in decision.reasons))


def _judge(item: Judged, kind: Kind, member: Member | None, today: date) -> None:
    """Whether the fact may be recorded at all; and what deserves a look."""
    entry = cast(FactEntry, item.entry)
    assert entry.occurred_on is not None, "a row without a date was rejected when it was read"
    if item.person_id is None:
        item.reject(Reason("record.not_here", {"field": "nik"}))
        return
    if entry.occurred_on > today:
        item.reject(Reason("fact.in_future", {"field": "date"}))
        return
    try:
        measures = clean_measures(kind, entry.measures)
    except NotAllowed as refusal:
        item.reject(*(Reason(why.code, {"field": f"{MEASURE}{why.params.get('measure')}"}) for why in refusal.decision.reasons))
        return
    entry.measures = measures
    if member is not None:
        entry.doubts += _doubts(entry, kind, member)
    item.value = FactInput(kind.code, entry.occurred_on, entry.grade, measures, entry.details, id=item.row.id)


def _doubts(entry: FactEntry, kind: Kind, member: Member) -> list[Reason]:
    on = entry.occurred_on
    assert on is not None, "checked by the caller"
    doubts = []
    if entry.name and not _shares_a_word(entry.name, member.name):
        doubts.append(Reason("name.differs", {"field": "name"}))
    if on.year < FIRST_YEAR:
        doubts.append(Reason("date.before_programme", {"field": "date", "year": FIRST_YEAR}))
    elif member.started_on is not None and on < member.started_on:
        doubts.append(Reason("date.before_registration", {"field": "date"}))
    if kind.stage in OFFICE_STAGES and on.isoweekday() == SUNDAY:
        doubts.append(Reason("date.sunday", {"field": "date"}))
    until, month = entry.measures.get("valid_until"), entry.measures.get("month")
    if isinstance(until, str) and until < on.isoformat():
        doubts.append(Reason("date.order", {"field": MEASURE + "valid_until"}))
    if isinstance(month, str) and month > on.isoformat():
        doubts.append(Reason("date.month_ahead", {"field": MEASURE + "month"}))
    return doubts


def _shares_a_word(one: str, other: str) -> bool:
    return not {word for word in one.casefold().split() if len(word) > 1}.isdisjoint(other.casefold().split())


def _compare(item: Judged, kind: Kind, live: Sequence[CountedFact]) -> None:
    """New, the same as a fact of the record, or another content of one."""
    entry = cast(FactEntry, item.entry)
    assert entry.occurred_on is not None, "checked before"
    subject = subject_of(kind, entry.occurred_on, entry.measures)
    person = {"person": item.person_id, "kind": kind.code}
    item.subject_hash = hash_of({**person, **subject})
    item.content_hash = hash_of({**person, "on": entry.occurred_on, "measures": entry.measures})
    about = [fact for fact in live if subject_of(kind, fact.occurred_on, fact.measures) == subject]
    same = next((fact for fact in about if (fact.occurred_on, fact.measures) == (entry.occurred_on, entry.measures)), None)
    if same is not None:
        item.verdict, item.fact_id = Verdict.SAME, same.id
    elif len(about) == 1:
        item.verdict, item.fact_id = Verdict.CHANGED, about[0].id
    elif about:
        entry.doubts.append(Reason("fact.several_alike", {"count": len(about)}))


def subject_of(kind: Kind, on: date, measures: Mapping[str, object]) -> dict[str, object]:
    """What a fact is about: its codes say what it is, and the month that it reports, or else its day, says when. The numbers are
    what it says: other numbers for the same thing are a correction."""
    codes = {item.name: measures.get(item.name) for item in measure_fields(kind) if issubclass(item.type, TextChoices)}
    months = {item.name: measures.get(item.name) for item in measure_fields(kind) if item.unit == "month"}
    return {**codes, **(months or {"on": on})}
