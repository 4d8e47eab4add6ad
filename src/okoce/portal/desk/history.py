"""The history of a member: every fact in the version that holds, and what it replaced, by whom and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.queries import Entry
from okoce.places.queries import refs
from okoce.portal.desk.sentences import detail_lines, sentence_of

DONE: Final = {
    Correction.AMEND: gettext_lazy("Diperbaiki"),
    Correction.VOID: gettext_lazy("Dibatalkan"),
    Correction.RESTORE: gettext_lazy("Dipulihkan"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a fact in words."""

    on: date
    sentence: str
    details: tuple[tuple[str, str], ...]
    grade: str
    by: str
    channel: str
    place: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction: what it did, who made it, why; ``replaced`` is what it struck through, where it changed the content."""

    what: str
    by: str
    at: datetime
    reason: str
    note: str
    replaced: Version | None


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the timeline."""

    fact_id: UUID
    stage: str
    version: Version
    is_void: bool
    corrections: tuple[CorrectionLine, ...]
    can_change: bool


def recorders(entries: Sequence[Entry]) -> set[UUID]:
    """Whose names the lines need."""
    return {fact.recorded_by for entry in entries for fact in (entry.original, *entry.corrections) if fact.recorded_by}


def line(entry: Entry, names: Mapping[UUID, str], *, can_change: bool) -> Line:
    stage = entry.kind.stage
    return Line(
        fact_id=entry.original.id,
        stage=f"P{stage}" if stage else "",
        version=version(entry, entry.shown.id, names),
        is_void=entry.live is None,
        corrections=_corrections(entry, names),
        can_change=can_change and entry.kind.by_officer,
    )


def version(entry: Entry, version_id: UUID, names: Mapping[UUID, str]) -> Version:
    """One version of an entry: the original, or an amendment."""
    fact = next(item for item in (entry.original, *entry.corrections) if item.id == version_id)
    # An amendment's details stand over the original's: what it does not say again still holds.
    details = {**entry.details.get(entry.original.id, {}), **entry.details.get(version_id, {})}
    if version_id != entry.original.id:
        details.pop("note", None)
    place = refs().get(fact.place_id)
    return Version(
        on=fact.occurred_on,
        sentence=sentence_of(entry.kind, fact.measures),
        details=tuple(detail_lines(entry.kind, details)),
        grade=str(Grade(fact.grade).label),
        by=_who(fact.recorded_by, names),
        channel=str(Channel(fact.channel).label),
        place=place.name if place else fact.place_id,
        noted_at=fact.captured_at,
    )


def _corrections(entry: Entry, names: Mapping[UUID, str]) -> tuple[CorrectionLine, ...]:
    found: list[CorrectionLine] = []
    standing = entry.original.id
    for item in entry.corrections:
        is_amend = item.correction == Correction.AMEND
        found.append(
            CorrectionLine(
                what=str(DONE[Correction(item.correction)]),
                by=_who(item.recorded_by, names),
                at=item.captured_at,
                reason=str(CorrectionReason(item.reason).label),
                note=entry.details.get(item.id, {}).get("note", ""),
                replaced=version(entry, standing, names) if is_amend else None,
            )
        )
        if is_amend:
            standing = item.id
        elif item.correction == Correction.RESTORE:
            standing = entry.original.id
    return tuple(found)


def _who(user_id: UUID | None, names: Mapping[UUID, str]) -> str:
    if user_id is None:
        return _("sistem")
    return names.get(user_id, _("anggota sendiri"))
