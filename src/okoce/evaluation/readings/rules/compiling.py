"""Several editions made one plan: what they ask alike is computed once, each leaf and each gate in a temporary table of its own."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import ibis

from okoce.evaluation.readings.rules.leaves import days_of, uses_of
from okoce.evaluation.readings.rules.plan import PEOPLE, Plan, Step, version_of
from okoce.evaluation.readings.rules.seen import REGISTERED, As, Use, facts_table, measure_as, month_of, written_name
from okoce.evaluation.readings.rules.spans import Days, Table, all_of, any_of, lasting
from okoce.progression.rules import STAGES, AllOf, AnyOf, Condition, Edition, Gate, StagePassed
from okoce.progression.rules.conditions import Leaf

ENTREPRENEUR: Final = 0
"""The stage under which "counts as entrepreneur" stands in the tables."""
_SUBJECT: Final = {"subject": "int32", "enrolment_id": "uuid", "person_id": "uuid", "survivor_id": "uuid"}
_DAYS: Final = {"subject": "int32", "from_day": "int32", "until_day": "int32"}
_PASSED: Final = {"subject": "int32", **{f"c{stage}": "int32" for stage in STAGES}, **{f"p{stage}": "int32" for stage in STAGES}}


def compile_editions(editions: Sequence[Edition]) -> Plan:
    """The plan of bound editions, at least one. `MissingParameterError` if `bind` was forgotten."""
    compiler = _Compiler(editions)
    passed = [compiler.passed(edition) for edition in editions]
    counted = [compiler.gate(edition.counts_as_entrepreneur, table) for edition, table in zip(editions, passed, strict=True)]
    readings, holdings = [], []
    for edition, stages, entrepreneur in zip(editions, passed, counted, strict=True):
        gates = {stage: compiler.gate(edition.stage(stage)) for stage in STAGES}
        readings.append(_named(edition, _readings(stages, entrepreneur)))
        holdings.append(_named(edition, _holdings({**gates, ENTREPRENEUR: entrepreneur})))
    return Plan(tuple(compiler.steps), _sql(_readings_out(_union(readings))), _sql(_holdings_out(_union(holdings))))


class _Compiler:
    """Collects the steps; what stands in the same words is asked once (``repr`` tells True from 1, equality does not)."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.steps: list[Step] = []
        self.known: dict[object, Days] = {}
        leaves = [leaf for edition in editions for gate in _gates(edition) for leaf in _leaves(gate.condition)]
        asked: dict[Use, set[str]] = {}
        for leaf in leaves:
            for use in uses_of(leaf):
                asked.setdefault(use, set()).update(leaf.facts.kinds)
        self._keep("subject", _subjects())
        picked = self._keep("picked", _picked(asked, {kind for leaf in leaves for kind in leaf.facts.kinds}))
        self.seen = self._keep("seen", _seen(asked, picked))

    def gate(self, gate: Gate, passed: Table | None = None) -> Days:
        """The days on which a gate's condition holds; `passed` is for "counts as entrepreneur" only."""
        key = (repr(gate), None if passed is None else passed.get_name())
        if key not in self.known:
            found = self._condition(gate.condition, gate.minimum_grade, passed)
            is_kept = isinstance(gate.condition, Leaf)
            self.known[key] = found if is_kept else self._kept(f"gate_{len(self.steps)}", found)
        return self.known[key]

    def passed(self, edition: Edition) -> Table:
        """subject, c1 … c7, p1 … p7: when each stage was completed and passed."""
        key = (edition.order, repr(edition.stages))
        if key not in self.known:
            gates = [self.gate(edition.stage(stage)) for stage in STAGES]
            table = self._keep(f"passed_{len(self.steps)}", _passed(gates, strict=edition.order == "strict"))
            self.known[key] = Days(table, lasting=True)
        return self.known[key].table

    def _condition(self, condition: Condition, grade: int, passed: Table | None) -> Days:
        match condition:
            case AllOf(parts):
                return all_of([self._condition(part, grade, passed) for part in parts])
            case AnyOf(parts):
                return any_of([self._condition(part, grade, passed) for part in parts])
            case StagePassed(stage):
                if passed is None:
                    raise ValueError("stage_passed is for counts_as_entrepreneur only")
                day = passed[f"p{stage}"]
                return lasting(passed.filter(day.notnull()).select("subject", from_day=day))
            case _:
                return self._leaf(condition, grade)

    def _leaf(self, leaf: Leaf, gate_grade: int) -> Days:
        grade = max(leaf.facts.min_grade, gate_grade)
        key = (repr(leaf), grade)
        if key not in self.known:
            self.known[key] = self._kept(f"leaf_{len(self.steps)}", days_of(leaf, grade, self.seen))
        return self.known[key]

    def _kept(self, name: str, days: Days) -> Days:
        return Days(self._keep(name, days.table.select(*_DAYS)), days.lasting)

    def _keep(self, name: str, table: Table) -> Table:
        step = Step(f"readings_{name}", _sql(table))
        self.steps.append(step)
        return ibis.table(table.schema(), name=step.name)


def _subjects() -> Table:
    """The enrolments that have registered, numbered: numbers are joined and sorted faster than ids."""
    facts = facts_table()
    people = ibis.table({"person_id": "uuid", "survivor_id": "uuid"}, name=PEOPLE)
    registered = (
        facts.filter((facts.kind == REGISTERED) & facts.enrolment_id.notnull()).select("person_id", "enrolment_id").distinct()
    )
    joined = registered.left_join(people, "person_id")
    known = joined.select(
        "enrolment_id", person_id=registered.person_id, survivor_id=ibis.coalesce(people.survivor_id, registered.person_id)
    )
    return known.mutate(subject=ibis.row_number().cast("int32")).select(*_SUBJECT)


def _picked(asked: dict[Use, set[str]], kinds: Collection[str]) -> Table:
    """The facts of those enrolments that some leaf looks at, with the measures that leaves ask for, still in JSON."""
    facts = facts_table()
    subjects = ibis.table(_SUBJECT, name="readings_subject")
    wanted = facts.filter(facts.kind.isin(sorted(kinds)))
    of_field: dict[str, set[str]] = {}
    for use, of in asked.items():
        if use.is_measure:
            of_field.setdefault(use.field, set()).update(of)
    measures = {
        written_name(field): wanted.kind.isin(sorted(of)).ifelse(wanted.measures[field], ibis.null("json"))
        for field, of in sorted(of_field.items())
    }
    narrow = wanted.select("enrolment_id", "person_id", "kind", "grade", "occurred_on", "channel", **measures)
    joined = narrow.join(subjects, ["enrolment_id", "person_id"])
    kept = ("kind", "grade", "occurred_on", "channel", *measures)
    return joined.select(subjects.subject, *[narrow[name] for name in kept])


def _seen(asked: Collection[Use], picked: Table) -> Table:
    """The same facts with each measure in its types; JSON is looked into only once, and by itself."""
    typed = {use.column: measure_as(picked, use) for use in sorted(asked) if use.is_measure}
    if any(use.field == "fact.channel" for use in asked):
        typed["channel"] = picked.channel.fill_null("")
    if Use("fact.occurred_on", As.MONTH) in asked:
        typed["month"] = month_of(picked.occurred_on)
    return picked.select("subject", "kind", "grade", day=picked.occurred_on.epoch_days().cast("int32"), **typed)


def _gates(edition: Edition) -> tuple[Gate, ...]:
    return (*edition.stages, edition.counts_as_entrepreneur)


def _leaves(condition: Condition) -> Iterator[Leaf]:
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _leaves(part)
    elif not isinstance(condition, StagePassed):
        yield condition


def _passed(gates: Sequence[Days], *, strict: bool) -> Table:
    firsts = []
    for stage, gate in zip(STAGES, gates, strict=True):
        first = gate.first()
        firsts.append(first.select("subject", "from_day", stage=ibis.literal(stage, "int8")))
    table = _union(firsts)
    wide = table.group_by("subject").agg(**{f"c{stage}": table.from_day.max(where=table.stage == stage) for stage in STAGES})
    for stage in STAGES:
        completed = wide[f"c{stage}"]
        passed = completed
        if strict and stage > 1:
            before = wide[f"p{stage - 1}"]
            # The greater of two is the other one to SQL where one is NULL, but nobody passes a stage before its turn.
            passed = (before.isnull() | completed.isnull()).ifelse(ibis.null("int32"), ibis.greatest(before, completed))
        wide = wide.mutate(**{f"p{stage}": passed})
    return wide.select(*_PASSED)


def _readings(passed: Table, entrepreneur: Days) -> Table:
    rows = [
        passed.filter(passed[f"c{stage}"].notnull()).select(
            "subject", stage=ibis.literal(stage, "uint8"), completed=passed[f"c{stage}"], passed=passed[f"p{stage}"]
        )
        for stage in STAGES
    ]
    first = entrepreneur.first()
    counted = first.select("subject", stage=ibis.literal(ENTREPRENEUR, "uint8"), completed=first.from_day, passed=first.from_day)
    return _union([*rows, counted])


def _holdings(gates: dict[int, Days]) -> Table:
    return _union([gate.table.select(*_DAYS, stage=ibis.literal(stage, "uint8")) for stage, gate in gates.items()])


def _named(edition: Edition, table: Table) -> Table:
    return table.mutate(edition=ibis.literal(edition.code), edition_version=ibis.literal(version_of(edition)))


def _readings_out(rows: Table) -> Table:
    subjects = ibis.table(_SUBJECT, name="readings_subject")
    joined = rows.join(subjects, "subject")
    return joined.select(
        "edition",
        "edition_version",
        "enrolment_id",
        person_id=subjects.survivor_id,
        stage=rows.stage,
        completed_on=_date_of(rows.completed),
        passed_on=_date_of(rows.passed),
    )


def _holdings_out(rows: Table) -> Table:
    subjects = ibis.table(_SUBJECT, name="readings_subject")
    joined = rows.join(subjects, "subject")
    return joined.select(
        "edition",
        "edition_version",
        "enrolment_id",
        stage=rows.stage,
        from_on=_date_of(rows.from_day),
        until_on=_date_of(rows.until_day),
    )


def _date_of(day: Table) -> Table:
    # DuckDB makes an instant of a date and an interval; Ibis takes it for a date and would drop a single cast.
    return (ibis.date(1970, 1, 1) + day.as_interval("D")).cast("timestamp").cast("date")


def _union(tables: Sequence[Table]) -> Table:
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def _sql(table: Table) -> str:
    return str(ibis.to_sql(table, dialect="duckdb", pretty=False))
