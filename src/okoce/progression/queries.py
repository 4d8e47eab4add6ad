"""Readings: editions applied to live facts, for one person and for all."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, tee
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.facts.enums import Channel
from okoce.facts.kinds import MeasureField, all_kinds, measure_fields
from okoce.facts.queries import CountedFact, LiveFact, counted_facts, live_facts, live_facts_of, live_rows, person_map
from okoce.progression.enums import EditionState
from okoce.progression.models import EditionPreview, EditionRecord
from okoce.progression.rules import (
    Edition,
    FactView,
    Field,
    Missing,
    Reading,
    StageReading,
    Vocabulary,
    bind,
    decode_edition,
    kinds_of,
    parameters_of,
    read,
    read_many,
    read_side_by_side,
)
from okoce.regulations.queries import rows_for, whole_numbers

__all__ = [
    "Edition",
    "EnrolmentReading",
    "Missing",
    "Reading",
    "StageReading",
    "Standing",
    "approved_editions",
    "bound",
    "current_edition",
    "edition",
    "kinds_read",
    "members_registered",
    "people_map",
    "preview",
    "previews_of",
    "reading_of",
    "readings",
    "readings_of_facts",
    "record",
    "records",
    "standings",
    "today",
    "view_of",
    "vocabulary",
]
KEPT_SECONDS = 60  # another process's approval is seen after this time at the latest
REGISTERED, MOVED = "registration.submitted", "person.moved"
_kept: dict[date, tuple[float, tuple[Edition, ...]]] = {}


@dataclass(frozen=True, slots=True)
class EnrolmentReading:
    """One enrolment under several editions, with the places and days that figures are counted by.

    ``person_id`` stands for all records that are known to be the same person. ``place_then`` is the place of the registration,
    ``place_now`` the last one she moved to, as far as facts known at the position say. ``last_fact_on``: among facts that count.
    """

    enrolment_id: UUID
    person_id: UUID
    registered_on: date
    place_then: str
    place_now: str
    entry_status: str
    last_fact_on: date
    readings: Mapping[str, Reading]


def approved_editions(on: date) -> tuple[Edition, ...]:
    """The approved editions in their order, thresholds bound to the rules in force on a day."""
    kept = _kept.get(on)
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    records = EditionRecord.objects.filter(state=EditionState.APPROVED).order_by("rank", "code")
    editions = tuple(bound(decode_edition(record.document), on) for record in records)
    _kept.clear()
    _kept[on] = (time.monotonic(), editions)
    return editions


def forget() -> None:
    """Drop what this process keeps of editions."""
    _kept.clear()


def edition(code: str, on: date) -> Edition:
    """One approved edition; KeyError for a code that is not approved."""
    return {item.code: item for item in approved_editions(on)}[code]


def current_edition(on: date) -> Edition:
    """The edition under which members are advised on a day: the newest that holds, else the newest of all."""
    editions = approved_editions(on)
    holding = [item for item in editions if item.valid_from <= on and (item.valid_to is None or on <= item.valid_to)]
    return max(holding or editions, key=lambda item: item.valid_from)


def bound(found: Edition, on: date) -> Edition:
    """An edition with the thresholds of the rules in force on a day; `RuleMissingError` where one has none."""
    codes = parameters_of(found)
    values = rows_for(codes, on) if codes else {}
    return bind(found, {code: int(str(values[code].value)) for code in codes})


def vocabulary(on: date) -> Vocabulary:
    """What an edition may speak of today: the registered kinds with their measures, and rules with a whole number."""
    kinds = {kind.code: {item.name: _field(item) for item in measure_fields(kind)} for kind in all_kinds()}
    return Vocabulary(kinds, tuple(whole_numbers(on)), tuple(Channel.values))


def _field(item: MeasureField) -> Field:
    if issubclass(item.type, TextChoices):
        return Field("choice", tuple(item.type.values))
    if issubclass(item.type, bool):
        return Field("truth")
    return Field("number" if item.type is int else "date" if item.type is date else "text")


def members_registered() -> int:
    """How many registrations hold, of all that has arrived: what a computation over everybody has before it."""
    return live_rows(REGISTERED).count()


def view_of(fact: LiveFact | CountedFact) -> FactView:
    """A live fact as the rules see it."""
    return FactView(
        id=fact.id,
        kind=fact.kind,
        person_id=fact.person_id,
        enrolment_id=fact.enrolment_id,
        business_id=fact.business_id,
        occurred_on=fact.occurred_on,
        grade=fact.grade,
        position=fact.position,
        measures=fact.measures,  # type: ignore[arg-type]  # stored measures are numbers, codes and ISO dates (kinds.clean_measures)
        channel=fact.channel,
    )


def reading_of(person_id: UUID, enrolment_id: UUID, *, by: Edition, as_of: date) -> Reading:
    """One enrolment as it stands with all that has arrived, sealed or not, in one query."""
    facts = [view_of(fact) for fact in live_facts_of(person_id, as_of=as_of) if fact.enrolment_id == enrolment_id]
    return read(by, facts, as_of)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one enrolment stands: the reading, and the live facts that it was made of."""

    reading: Reading
    facts: tuple[LiveFact, ...]


def standings(enrolments: Mapping[UUID, UUID], *, by: Edition, as_of: date, without: Collection[UUID] = ()) -> dict[UUID, Standing]:
    """How the rows of a page stand: person to enrolment in, person to standing out, in one query however many there are.

    ``without`` leaves facts out, by the original's id: what the reading would be if they had not been recorded.
    """
    own: dict[UUID, list[LiveFact]] = {person: [] for person in enrolments}
    for fact in live_facts(persons=list(enrolments), as_of=as_of):
        if fact.enrolment_id == enrolments[fact.person_id] and fact.id not in without:
            own[fact.person_id].append(fact)
    read_all = read_many(by, ((person, map(view_of, facts)) for person, facts in own.items()), as_of)
    return {person: Standing(reading, tuple(own[person])) for person, reading in read_all}


def people_map(known_at: int | None) -> dict[UUID, UUID]:
    """Persons known to be the same, as known at a position: each to the one that stands for her."""
    links = live_facts(known_at=known_at, kinds=["person.same_as"])
    return person_map((link.person_id, UUID(str(link.measures["other"]))) for link in links)


def readings(
    editions: Sequence[Edition], *, as_of: date, known_at: int | None, persons: Sequence[UUID] | None = None
) -> Iterator[EnrolmentReading]:
    """Every enrolment that has registered by ``as_of`` as known at a position, under each edition, streamed.

    Only the kinds that an edition asks for are read, each edition is compiled once, and what editions ask alike is looked up once.
    """
    facts = counted_facts(known_at=known_at, as_of=as_of, persons=persons, kinds=sorted(kinds_read(editions)))
    return readings_of_facts(editions, facts, same=people_map(known_at), as_of=as_of)


def readings_of_facts(
    editions: Sequence[Edition], facts: Iterator[CountedFact], *, same: Mapping[UUID, UUID], as_of: date
) -> Iterator[EnrolmentReading]:
    """As `readings`, of live facts up to ``as_of`` in order of person and date, whichever store they come from.

    ``same``: each person known to be another to the one that stands for her.
    """
    # Both copies walk in step, so that one enrolment at a time is held.
    own, copy = tee(_enrolments(facts))
    read_all = read_side_by_side(editions, ((one.id, one.views) for one in copy), as_of)
    codes = [item.code for item in editions]
    for enrolment, (_, found) in zip(own, read_all, strict=True):
        yield _reading_of(enrolment, same, dict(zip(codes, found, strict=True)))


@dataclass(slots=True)
class _Enrolment:
    """One enrolment's facts, of which ``registration`` is the first of its kind."""

    id: UUID
    registration: CountedFact
    last_move: CountedFact | None
    last_fact_on: date
    views: list[FactView]


def kinds_read(editions: Iterable[Edition]) -> frozenset[str]:
    """The kinds of facts that can make a difference to readings under these editions, beside who is whom."""
    return frozenset({REGISTERED, MOVED}.union(*(_kinds(item) for item in editions)))


def _kinds(found: Edition) -> frozenset[str]:
    gates = (*found.stages, found.counts_as_entrepreneur)
    return frozenset[str]().union(*(kinds_of(gate.condition) for gate in gates))


def _enrolments(facts: Iterator[CountedFact]) -> Iterator[_Enrolment]:
    for _, of_person in groupby(facts, key=lambda fact: fact.person_id):
        by_enrolment: dict[UUID, list[CountedFact]] = {}
        for fact in of_person:
            if fact.enrolment_id is not None:
                by_enrolment.setdefault(fact.enrolment_id, []).append(fact)
        for enrolment_id, own in by_enrolment.items():
            registration = next((fact for fact in own if fact.kind == REGISTERED), None)
            if registration is not None:
                moves = [fact for fact in own if fact.kind == MOVED]
                views = [view_of(fact) for fact in own]
                yield _Enrolment(enrolment_id, registration, moves[-1] if moves else None, own[-1].occurred_on, views)


def _reading_of(enrolment: _Enrolment, same: Mapping[UUID, UUID], by_edition: Mapping[str, Reading]) -> EnrolmentReading:
    registration, move = enrolment.registration, enrolment.last_move
    return EnrolmentReading(
        enrolment_id=enrolment.id,
        person_id=same.get(registration.person_id, registration.person_id),
        registered_on=registration.occurred_on,
        place_then=registration.place_id,
        place_now=str(move.measures["to_place"]) if move else registration.place_id,
        entry_status=str(registration.measures["entry_status"]),
        last_fact_on=enrolment.last_fact_on,
        readings=by_edition,
    )


def today() -> date:
    """The day in Jakarta."""
    return jakarta_date(timezone.now())


def record(edition_id: UUID) -> EditionRecord | None:
    """One version of an edition."""
    return EditionRecord.objects.filter(id=edition_id).select_related("copied_from", "successor").first()


def records(*states: EditionState) -> tuple[EditionRecord, ...]:
    """Versions in some states, in the order of editions."""
    return tuple(EditionRecord.objects.filter(state__in=states).order_by("rank", "code", "version"))


def previews_of(edition_id: UUID) -> tuple[EditionPreview, ...]:
    """Previews of a version, the newest first."""
    found = EditionPreview.objects.filter(edition_id=edition_id).select_related("against")
    return tuple(found.order_by("-asked_at", "-id")[:20])


def preview(preview_id: UUID) -> EditionPreview | None:
    """One preview with its two versions."""
    return EditionPreview.objects.filter(id=preview_id).select_related("edition", "against").first()
