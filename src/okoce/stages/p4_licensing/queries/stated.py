"""A person's facts about permits, as the rules read them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from okoce.facts.queries import Entry, timeline
from okoce.stages.p4_licensing.rules.projecting import KINDS, Stated


def stated_of(person_id: UUID) -> tuple[Stated, ...]:
    """Everything that was stated about her permits, voided facts too; in three queries."""
    return tuple(_stated(entry) for entry in timeline(person_id, KINDS))


def _stated(entry: Entry) -> Stated:
    original, shown = entry.original, entry.shown
    last = entry.corrections[-1] if entry.corrections else None
    is_void = entry.live is None
    noted = last if is_void and last is not None else shown
    measures = shown.measures
    return Stated(
        fact_id=original.id,
        kind=original.kind,
        occurred_on=shown.occurred_on,
        licence=_text(measures, "licence"),
        number=_number(entry),
        valid_until=date.fromisoformat(_text(measures, "valid_until")) if measures.get("valid_until") else None,
        office=_text(measures, "office"),
        reason=_text(measures, "reason"),
        outcome=_text(measures, "outcome"),
        grade=shown.grade,
        channel=shown.channel,
        business_id=original.business_id,
        place_code=original.place_id,
        first_at=original.recorded_at,
        first_by=original.recorded_by,
        first_channel=original.channel,
        noted_at=noted.captured_at,
        noted_by=noted.recorded_by,
        is_corrected=shown.id != original.id,
        void_reason=last.reason if is_void and last is not None else "",
    )


def _text(measures: Mapping[str, object], name: str) -> str:
    value = measures.get(name)
    return str(value) if value else ""


def _number(entry: Entry) -> str:
    """The number as the version that holds says it; an amendment that does not say it again leaves the original's."""
    first, now = (entry.details.get(version, {}).get("number", "") for version in (entry.original.id, entry.shown.id))
    return now or first
