"""A reading: an edition applied to one enrolment's live facts as of a day.

Source: facts-and-readings, "Editions".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from okoce.progression.rules.compiled import CompiledEdition, stage_not_passed
from okoce.progression.rules.editions import Edition
from okoce.progression.rules.facts_view import FactView
from okoce.progression.rules.leaves import Compiled
from okoce.progression.rules.missing import Missing, MissingCode, total_cost
from okoce.progression.rules.selection import Member
from okoce.progression.rules.spans import holds_on


@dataclass(frozen=True, slots=True)
class StageReading:
    """One stage of a reading.

    - `condition_met_now`: the stage's condition holds on `as_of`, whatever its turn.
    - `completed_on`: the first day up to `as_of` on which it held; it stays when the condition later ceases.
    - `passed_on`: free order: `completed_on`. Strict order: the later of that and the day the stage before was
      passed; None while an earlier stage is open.
    - `holds_now`: passed, and the condition still holds. "Ever passed" is `passed_on is not None`.
    - `evidence`: ids of the facts that completed it, in order of (occurred_on, id); a later lapse does not change it.
    - `missing`: what the condition lacks on `as_of`, also after a lapse; in strict order followed by
      `stage_not_passed` while an earlier stage is open. Empty if and only if `holds_now`.
    """

    stage: int
    condition_met_now: bool
    completed_on: date | None
    passed_on: date | None
    holds_now: bool
    evidence: tuple[UUID, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class OrderBreach:
    """Strict order only: a stage was completed before its turn; `previous_passed_on` None: its turn has not come."""

    stage: int
    completed_on: date
    previous_passed_on: date | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next; `again`: nothing is open, but this stage has lapsed and wants renewing."""

    stage: int
    missing: Missing
    again: bool = False

    @property
    def code(self) -> MissingCode:
        """The reason code of what is missing."""
        return self.missing.code


@dataclass(frozen=True, slots=True)
class Reading:
    """An edition's answer about one enrolment.

    `stages` are the seven, stage k at k - 1. `counts_as_entrepreneur_on` is the first day on which that condition
    held (ever counted), `counts_now` whether it holds on `as_of`, `entrepreneur_missing` what it lacks otherwise.
    """

    edition: str
    as_of: date
    stages: tuple[StageReading, ...]
    order_breaches: tuple[OrderBreach, ...]
    counts_as_entrepreneur_on: date | None
    counts_now: bool
    entrepreneur_missing: tuple[Missing, ...]
    next_step: NextStep | None


def read(edition: Edition, facts: Iterable[FactView], as_of: date) -> Reading:
    """Reads one enrolment.

    `facts` are its live facts, in any order, each once; later ones than `as_of` are ignored. The edition must be
    bound, or `MissingParameterError` is raised. For more than a few enrolments use `read_many`, which compiles the
    edition once.
    """
    return _read(CompiledEdition(edition), Member(facts, as_of), as_of, {})


def read_many(edition: Edition, groups: Iterable[tuple[UUID, Iterable[FactView]]], as_of: date) -> Iterator[tuple[UUID, Reading]]:
    """Reads many enrolments, one at a time: (enrolment id, its live facts) in, (enrolment id, reading) out."""
    compiled = CompiledEdition(edition)
    return ((enrolment_id, _read(compiled, Member(facts, as_of), as_of, {})) for enrolment_id, facts in groups)


def read_side_by_side(
    editions: Sequence[Edition], groups: Iterable[tuple[UUID, Iterable[FactView]]], as_of: date
) -> Iterator[tuple[UUID, tuple[Reading, ...]]]:
    """As `read_many` under each of several editions; what they ask in the same words is looked up once."""
    shared: dict[str, Compiled] = {}
    compiled = [CompiledEdition(edition, shared) for edition in editions]
    for enrolment_id, facts in groups:
        member = Member(facts, as_of)
        known: dict[int, _Found] = {}
        yield enrolment_id, tuple([_read(edition, member, as_of, known) for edition in compiled])


_Found = tuple[int | None, bool, tuple[Missing, ...], tuple[UUID, ...]]
"""What a stage's gate says of a member, whatever the edition's order: first day, whether it holds, what lacks, what proves it."""


def _read(edition: CompiledEdition, member: Member, as_of: date, known: dict[int, _Found]) -> Reading:
    """`known` keeps what gates of this member have said, by the gate's identity."""
    member.passed = [None] * 8
    stages: list[StageReading] = []
    breaches: list[OrderBreach] = []
    first_open = 0
    for stage, gate in edition.stages:
        found = known.get(id(gate))
        if found is None:
            found = known[id(gate)] = _look(gate, member)
        completed, met, missing, evidence = found
        passed = completed
        if edition.strict and completed is not None and stage > 1:
            previous = member.passed[stage - 1]
            passed = None if previous is None else max(previous, completed)
            if passed != completed:
                breaches.append(OrderBreach(stage, date.fromordinal(completed), _date(previous)))
        member.passed[stage] = passed
        if edition.strict and first_open:
            missing = (*missing, stage_not_passed(first_open))
        if passed is None and not first_open:
            first_open = stage
        stages.append(StageReading(stage, met, _date(completed), _date(passed), met and passed is not None, evidence, missing))
    counted, counts_now = _when(edition.counts_as_entrepreneur, member)
    return Reading(
        edition=edition.code,
        as_of=as_of,
        stages=tuple(stages),
        order_breaches=tuple(breaches),
        counts_as_entrepreneur_on=_date(counted),
        counts_now=counts_now,
        entrepreneur_missing=() if counts_now else edition.counts_as_entrepreneur.missing(member),
        next_step=_next_step(stages, strict=edition.strict),
    )


def _look(gate: Compiled, member: Member) -> _Found:
    completed, met = _when(gate, member)
    missing = () if met else gate.missing(member)
    return completed, met, missing, () if completed is None else _evidence(gate, member, completed)


def _when(gate: Compiled, member: Member) -> tuple[int | None, bool]:
    """The first day on which the gate held, and whether it holds today."""
    spans = gate.spans(member)
    if not spans or spans[0][0] > member.today:
        return None, False
    first, end = spans[0]
    return first, end > member.today or (len(spans) > 1 and holds_on(spans, member.today))


def _evidence(gate: Compiled, member: Member, day: int) -> tuple[UUID, ...]:
    entries = gate.evidence(member, day)
    if len(entries) > 1:
        # Parts of a condition may be proved by the same fact.
        entries = sorted({entry[0]: entry for entry in entries}.values())
    return tuple([entry[2].id for entry in entries])


def _next_step(stages: list[StageReading], *, strict: bool) -> NextStep | None:
    """The cheapest open condition by the edition's order.

    Strict: the first stage that is not passed. Free: the open stage with the fewest missing units (`Missing.cost`),
    the earlier stage of equals. If none is open: the lapsed stage with the fewest, to be done again. Within the
    stage: the cheapest missing thing, the first of equals.
    """
    candidates = [each for each in stages if each.passed_on is None]
    again = not candidates
    if again:
        candidates = [each for each in stages if not each.holds_now]
        if not candidates:
            return None
    chosen = candidates[0] if strict and not again else min(candidates, key=lambda each: total_cost(each.missing))
    return NextStep(chosen.stage, min(chosen.missing, key=lambda each: each.cost), again)


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
