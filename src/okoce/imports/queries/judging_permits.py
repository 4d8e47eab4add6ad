"""Rows of the permit office's list: whose NIK it is, what is known of the permit, and what is kept of the row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.core.decisions import Reason
from okoce.facts.enums import Grade
from okoce.imports.enums import Verdict
from okoce.imports.models import SheetImport
from okoce.imports.queries.entries import PermitEntry, permit_entry
from okoce.imports.queries.judging import Judged, OpenRow, begun, finish, hash_of
from okoce.members.permissions import may_record_fact
from okoce.members.queries import Member, members, persons_by_nik
from okoce.members.services import FactInput
from okoce.stages.p4_licensing.enums import Match
from okoce.stages.p4_licensing.queries.office_lists import KnownPermit, ListedPermit, known_permits, matched, number_hash
from okoce.stages.p4_licensing.services import EntryDraft

KIND = "licence.issued"
VERDICTS = {
    Match.NEW: Verdict.NEW,
    Match.CONFIRMS: Verdict.CHANGED,
    Match.CHANGES: Verdict.CHANGED,
    Match.SAME: Verdict.SAME,
    Match.DOUBTFUL: Verdict.DOUBTFUL,
    Match.STRANGER: Verdict.OUTSIDE,
}


def judge_permits(actor: Actor, imported: SheetImport, rows: Sequence[OpenRow], *, stores: bool = False) -> list[Judged]:
    """A judgement for each row, in their order, with a handful of queries for all; when they are stored (``stores``), once more."""
    judged = [begun(row, permit_entry(row.cells, imported.columns)) for row in rows]
    by_nik = persons_by_nik({item.entry.nik.number for item in judged if item.entry.nik})
    for item in judged:
        item.person_id = by_nik.get(item.entry.nik.number) if item.entry.nik else None
    found = members({item.person_id for item in judged if item.person_id})
    for item in judged:
        if item.is_open:
            _may_be_written_about(actor, item, found.get(item.person_id) if item.person_id else None)
    for item in judged:
        _name_number(item)
    hers = [item for item in judged if item.is_open]
    known = _known(hers)
    for item in hers:
        assert item.person_id is not None, "who is nobody's member is not open"
        _judge(item, imported, found[item.person_id], known)
    _doubt_shared_numbers(hers)
    for item in hers:
        finish(item)
    return judged


def drafts_of(judged: Sequence[Judged]) -> list[EntryDraft]:
    """What the list keeps of the rows that could be read; a row that only repeats another is one of them already."""
    return [
        _draft(item, cast(PermitEntry, item.entry))
        for item in judged
        if item.verdict != Verdict.REJECTED and "row.repeated" not in {reason.code for reason in item.reasons}
    ]


def match_of(item: Judged) -> Match:
    """What a row is once it became a fact: a doubtful one that an officer took confirms what is known, or is new."""
    said = cast(PermitEntry, item.entry).match
    if said != Match.DOUBTFUL:
        return said
    return Match.CONFIRMS if item.fact_id is not None else Match.NEW


def _may_be_written_about(actor: Actor, item: Judged, member: Member | None) -> None:
    decision = may_record_fact(actor, member) if member else None
    if member is None or decision is None or "record.outside_scope" in decision.codes:
        # A member of another office and no member at all look the same: a list is no way to ask who is one.
        item.person_id, item.verdict = None, Verdict.OUTSIDE
    elif not decision:
        item.reject(*(Reason(reason.code, {"field": "nik"}) for reason in decision.reasons))


def _name_number(item: Judged) -> None:
    entry = cast(PermitEntry, item.entry)
    if item.verdict != Verdict.REJECTED and entry.number is not None:
        entry.number_hash = number_hash(entry.licence, entry.number.text, item.person_id)


Known = Mapping[UUID | bytes, list[KnownPermit]]


def _known(hers: Sequence[Judged]) -> Known:
    """Known permits by person and by number."""
    found: dict[UUID | bytes, list[KnownPermit]] = defaultdict(list)
    hashes = [key for item in hers if (key := cast(PermitEntry, item.entry).number_hash) is not None]
    for permit in known_permits([item.person_id for item in hers if item.person_id], hashes):
        found[permit.person_id].append(permit)
        found[permit.number_hash].append(permit)
    return found


def _judge(item: Judged, imported: SheetImport, member: Member, known: Known) -> None:
    entry = cast(PermitEntry, item.entry)
    assert entry.number is not None, "a row without a number was rejected when it was read"
    assert entry.issued_on is not None, "and so was one without a date"
    assert imported.as_of is not None, "a list has its day"
    key = entry.number_hash or b""
    row = ListedPermit(entry.licence, key, entry.issued_on, entry.valid_until, entry.name)
    about = [*known[member.person_id], *(permit for permit in known[key] if permit.person_id != member.person_id)]
    said = matched(row, member.person_id, member.name, about, imported.as_of)
    entry.match, entry.likeness = said.match, said.likeness
    item.verdict, item.fact_id = VERDICTS[said.match], said.fact_id
    entry.doubts += said.doubts
    until = entry.valid_until or next((permit.valid_until for permit in about if permit.fact_id == said.fact_id), None)
    measures: dict[str, object] = {"licence": entry.licence, **({"valid_until": until} if until else {})}
    details = {"number": entry.number.text}
    item.value = FactInput(KIND, entry.issued_on, Grade.REGISTER, measures, details, id=item.row.id)
    subject = {"person": member.person_id, "licence": entry.licence, "number": key.hex()}
    item.subject_hash = hash_of(subject)
    item.content_hash = hash_of({**subject, "on": entry.issued_on, "until": entry.valid_until})


def _doubt_shared_numbers(hers: Sequence[Judged]) -> None:
    """One number beside two members' NIK in the same sheet: one of the rows is wrong."""
    holders: dict[tuple[str, bytes], set[UUID]] = defaultdict(set)
    for item in hers:
        entry = cast(PermitEntry, item.entry)
        if entry.number_hash is not None and item.person_id is not None:
            holders[entry.licence, entry.number_hash].add(item.person_id)
    for item in hers:
        entry = cast(PermitEntry, item.entry)
        shared = entry.number_hash is not None and len(holders[entry.licence, entry.number_hash]) > 1
        if shared and item.is_open:
            entry.match = Match.DOUBTFUL
            entry.doubts.append(Reason("list.number_twice", {"field": "number"}))


def _draft(item: Judged, entry: PermitEntry) -> EntryDraft:
    assert entry.number is not None, "rejected rows are left out"
    assert entry.issued_on is not None, "rejected rows are left out"
    return EntryDraft(
        id=item.row.id,
        number=item.row.number,
        licence=entry.licence,
        issued_on=entry.issued_on,
        valid_until=entry.valid_until,
        text=entry.number.text,
        number_hash=entry.number_hash,
        nik_hash=item.nik_hash,
        match=entry.match,
        person_id=item.person_id,
        likeness=entry.likeness,
    )
