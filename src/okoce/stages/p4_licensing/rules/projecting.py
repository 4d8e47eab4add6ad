"""What a person's facts say of her permits and applications, as rows. Pure, so that the rows can always be made again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from okoce.stages.p4_licensing.enums import Licence, NoLicence, Outcome, PermitState, Refutation, Source
from okoce.stages.p4_licensing.rules.formats import key_of

ISSUED, APPLIED, DECLINED = "licence.issued", "licence.applied", "licence.declined"
KINDS = (ISSUED, APPLIED, DECLINED)
SELF, REGISTER = "self", "register"
CONFIRMED_GRADE, REGISTER_GRADE = 1, 2
REFUTED_BY = {
    Refutation.NOT_FOUND: "not_happened",
    Refutation.OTHER_OWNER: "wrong_person",
    Refutation.NOT_GENUINE: "evidence_false",
    Refutation.BY_MISTAKE: "mistyped",
}
"""The reason of the correction by which each refutation voids a fact."""
NO_ANSWER = {NoLicence.NOT_ALLOWED: Outcome.REFUSED, NoLicence.WITHDRAWN: Outcome.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact in the version that holds. ``noted_at``, ``noted_by``: of that version, or of the correction that voided it."""

    fact_id: UUID
    kind: str
    occurred_on: date
    licence: str
    number: str
    valid_until: date | None
    office: str
    reason: str
    outcome: str
    grade: int
    channel: str
    business_id: UUID | None
    place_code: str
    first_at: datetime
    first_by: UUID | None
    first_channel: str
    noted_at: datetime
    noted_by: UUID | None
    is_corrected: bool
    void_reason: str = ""

    @property
    def holds(self) -> bool:
        return not self.void_reason


@dataclass(frozen=True, slots=True)
class PermitRow:
    """A permit as its row should say it."""

    licence: str
    key: str
    number: str
    business_id: UUID | None
    issued_on: date
    valid_until: date | None
    state: PermitState
    source: str
    refutation: str
    fact_id: UUID
    reported_at: datetime
    reporter: UUID | None
    decided_at: datetime | None
    decided_by: UUID | None
    facts: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application as its row should say it; ``permit``: licence and key of what it led to."""

    licence: str
    office: str
    business_id: UUID | None
    place_code: str
    submitted_on: date
    number: str
    outcome: str
    decided_on: date | None
    reason: str
    permit: tuple[str, str] | None
    fact_id: UUID


def permits_of(stated: Iterable[Stated]) -> tuple[PermitRow, ...]:
    """The permits that the facts speak of, in the order in which they were first reported."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for item in sorted(stated, key=lambda item: (item.first_at, item.fact_id)):
        if item.kind == ISSUED:
            groups.setdefault((item.licence, key_of(item.licence, item.number)), []).append(item)
    return tuple(_permit(licence, key, items) for (licence, key), items in groups.items())


def _permit(licence: str, key: str, items: Sequence[Stated]) -> PermitRow:
    holding = [item for item in items if item.holds]
    # The best evidenced of what holds says what is so; of what was voided, the last word.
    best = max(holding or items, key=lambda item: (item.grade if item.holds else 0, item.noted_at, item.fact_id))
    state = PermitState.REFUTED if not holding else PermitState.CONFIRMED if best.grade else PermitState.REPORTED
    return PermitRow(
        licence=licence,
        key=key,
        number=best.number,
        business_id=best.business_id,
        issued_on=best.occurred_on,
        valid_until=best.valid_until,
        state=state,
        source=source_of(best) if state == PermitState.CONFIRMED else "",
        refutation=refutation_of(best.void_reason) if state == PermitState.REFUTED else "",
        fact_id=best.fact_id,
        reported_at=items[0].first_at,
        reporter=None if items[0].first_channel == SELF else items[0].first_by,
        decided_at=None if state == PermitState.REPORTED else best.noted_at,
        decided_by=None if state == PermitState.REPORTED else best.noted_by,
        facts=tuple(item.fact_id for item in holding),
    )


def source_of(item: Stated) -> Source:
    """By what a fact is confirmed, as its grade and its way say."""
    if item.channel == REGISTER:
        return Source.OFFICE_LIST
    if not item.is_corrected:
        return Source.RECORD
    return Source.PAPER if item.grade == CONFIRMED_GRADE else Source.SITE


def refutation_of(void_reason: str) -> Refutation:
    return next((code for code, reason in REFUTED_BY.items() if reason == void_reason), Refutation.RECORD)


def applications_of(stated: Sequence[Stated]) -> tuple[ApplicationRow, ...]:
    """The applications, each with the first answer that came after it.

    One is running at a time for a kind of permit at an office: whoever writes it down twice meanwhile has written one.
    """
    holding = sorted((item for item in stated if item.holds), key=lambda item: (item.occurred_on, item.first_at, item.fact_id))
    answers = list(_answers(holding))
    busy: dict[tuple[str, str], date] = {}
    rows = []
    for item in holding:
        if item.kind != APPLIED:
            continue
        place = (item.licence, item.office)
        if item.occurred_on < busy.get(place, item.occurred_on):
            continue
        answer = next((one for one in answers if one.licence == item.licence and one.occurred_on >= item.occurred_on), None)
        if answer is not None:
            answers.remove(answer)
        busy[place] = answer.occurred_on if answer is not None else date.max
        rows.append(_application(item, answer))
    return tuple(rows)


def _answers(holding: Iterable[Stated]) -> Iterator[Stated]:
    """Facts that end an application: the permit, a refusal of the office, her own withdrawal."""
    return (item for item in holding if item.kind == ISSUED or outcome_of(item))


def outcome_of(item: Stated) -> str:
    """How a fact ends an application; empty where it does not."""
    if item.kind == ISSUED:
        return Outcome.ISSUED
    if item.kind != DECLINED:
        return ""
    return item.outcome or next((outcome for reason, outcome in NO_ANSWER.items() if reason == item.reason), "")


def _application(item: Stated, answer: Stated | None) -> ApplicationRow:
    issued = answer is not None and answer.kind == ISSUED
    return ApplicationRow(
        licence=item.licence,
        office=item.office,
        business_id=item.business_id,
        place_code=item.place_code,
        submitted_on=item.occurred_on,
        number=item.number,
        outcome=outcome_of(answer) if answer is not None else "",
        decided_on=answer.occurred_on if answer is not None else None,
        reason=answer.reason if answer is not None and not issued else "",
        permit=(answer.licence, key_of(answer.licence, answer.number)) if answer is not None and issued else None,
        fact_id=item.fact_id,
    )


def renewed(row: PermitRow, others: Iterable[PermitRow]) -> PermitRow | None:
    """The permit in whose place another stands, where only one can be meant: the same kind, earlier, ending before it."""
    if row.state == PermitState.REFUTED or row.licence == Licence.OTHER:
        return None
    before = [
        other
        for other in others
        if other.licence == row.licence
        and other.key != row.key
        and other.state != PermitState.REFUTED
        and other.valid_until is not None
        and other.issued_on < row.issued_on
        and (row.valid_until is None or other.valid_until < row.valid_until)
    ]
    return before[0] if len(before) == 1 else None
