"""Content: everything that `build` needs to know, made once from rule rows and never changed.

`check_task`, `check_clause` and `check_param` are what the editing of rules asks before a row is kept; `check_rows` looks at
all rows together, as a preview must.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from okoce.core.decisions import Decision, NotAllowed
from okoce.stages.p4_licensing.rules import decoded, ordering
from okoce.stages.p4_licensing.rules.answers import ClassRef
from okoce.stages.p4_licensing.rules.decoded import CLAUSE, DAYS, FAMILIES, FEE, PARAM, RISK, TASK, TERM, TRAITS, check_value
from okoce.stages.p4_licensing.rules.decoding import Faults
from okoce.stages.p4_licensing.rules.parts import Clause, Fee, Figure, Param, Question, RiskRow, RuleLike, Task, Term, Text


class ContentError(NotAllowed):
    """Rule rows that do not make a content; `decision` names each fault and its place."""


@dataclass(frozen=True)
class Frame:
    """What is not a rule: the questions in words, the names of scales, risks and traits, and the traits of classes, as reviewed
    files ship them.

    `traits` holds five-digit classes and shorter beginnings of codes, by version: the longest that fits a class answers.
    """

    questions: tuple[Question, ...]
    words: Mapping[str, Mapping[str, Text]]
    """By key (`scale`, `risk`, `trait`): each value in words."""
    traits: Mapping[str, Mapping[str, frozenset[str]]]
    digest: str


@dataclass(frozen=True, eq=False)
class Content:
    """Tasks, clauses, figures, parameters, risks and the frame; `version` names exactly these."""

    frame: Frame
    tasks: Mapping[str, Task]
    """In their order: each after all that it needs."""
    clauses: tuple[Clause, ...]
    params: Mapping[str, Param]
    fees: Mapping[str, Mapping[str, Figure]]
    days: Mapping[str, Figure]
    terms: Mapping[str, Term]
    risks: Mapping[ClassRef, tuple[RiskRow, ...]]
    class_traits: Mapping[ClassRef, frozenset[str]]
    """Of rule rows: before those of the frame."""
    version: str
    plans: dict[object, object] = field(default_factory=dict, repr=False)
    """What was worked out before from these parts alone; nothing else is ever kept here."""

    def traits_of(self, kbli: ClassRef | None) -> frozenset[str]:
        """The traits of a class: its rule row, its line in the file, or the default of the longest beginning of its code."""
        if kbli is None:
            return frozenset()
        if kbli in self.class_traits:
            return self.class_traits[kbli]
        known = self.frame.traits.get(kbli.version, {})
        return next((known[begin] for length in (5, 4, 3, 2) if (begin := kbli.code[:length]) in known), frozenset())

    def classes_with(self, traits: frozenset[str]) -> tuple[ClassRef, ...]:
        """Named classes that have any of these traits, in order of version and code."""
        named = {ClassRef(version, code) for version, known in self.frame.traits.items() for code in known if len(code) == 5}
        return tuple(each for each in sorted(named | self.class_traits.keys()) if self.traits_of(each) & traits)

    def fee_of(self, task: str, *, umk: bool) -> Fee | None:
        """What a task costs: the row for micro and small firms where there is one and the firm is; None where none is known."""
        rows = self.fees.get(task, {})
        prefix = "umk" if umk and "umk" in rows else ""
        low = rows.get(prefix)
        return Fee(low, rows.get(f"{prefix} upto".strip())) if low else None

    def question(self, code: str) -> Question:
        return next(each for each in self.frame.questions if each.code == code)


def content_from_rows(rows: Iterable[RuleLike], frame: Frame) -> Content:
    """The content of the rows in force on one day; raises :class:`ContentError` where they do not fit."""
    faults = Faults()
    content = _read(tuple(sorted(rows, key=lambda row: (row.code, row.applies_to))), frame, faults)
    if faults.found:
        raise ContentError(faults.decision())
    return content


def check_rows(rows: Iterable[RuleLike], frame: Frame) -> Decision:
    """Do these rows together make a content? Names unknown tasks and parameters, cycles, and every malformed value."""
    try:
        content_from_rows(rows, frame)
    except ContentError as error:
        return error.decision
    return Decision.yes()


def check_task(value: object) -> Decision:
    return check_value(f"{TASK}task", value)


def check_clause(value: object) -> Decision:
    task = value.get("task") if isinstance(value, Mapping) else None
    return check_value(f"{CLAUSE}{task}.clause", value)


def check_param(code: str, value: object) -> Decision:
    """Of scalars: parameters, fees, days, terms; and of the objects of traits and risks, by the row's code."""
    return check_value(code, value)


def _read(rows: tuple[RuleLike, ...], frame: Frame, faults: Faults) -> Content:
    tasks: dict[str, Task] = {}
    clauses: list[Clause] = []
    params: dict[str, Param] = {}
    figures: dict[str, dict[str, dict[str, Figure]]] = {FEE: {}, DAYS: {}}
    terms: dict[str, Term] = {}
    risks: dict[ClassRef, list[RiskRow]] = {}
    traits: dict[ClassRef, frozenset[str]] = {}
    for row in rows:
        family = next((each for each in FAMILIES if row.code.startswith(each)), "")
        name, source = row.code.removeprefix(family), decoded.source_of(row)
        if family == TASK:
            tasks[name] = decoded.read_task(name, row.value, source, faults)
        elif family == CLAUSE:
            clauses.append(decoded.read_clause(name, row.value, source, faults))
        elif family == PARAM and (param := decoded.read_param(row.code, row.value, source, faults)):
            params[name] = param
        elif family in figures:
            figures[family].setdefault(name, {})[row.applies_to] = decoded.read_figure(family, row, faults)
        elif family == TERM:
            terms[name] = decoded.read_term(row, faults)
        elif family in (TRAITS, RISK):
            kbli = decoded.read_class(name, row.code, faults)
            if family == TRAITS:
                traits[kbli] = decoded.read_traits(name, row.value, faults)
            else:
                risks.setdefault(kbli, []).append(decoded.read_risk(name, row.value, source, faults))
        elif family == "":
            faults.add("unknown_family", row.code)
    ordering.check(tasks, clauses, params, {*figures[FEE], *figures[DAYS], *terms}, faults)
    return Content(
        frame=frame,
        tasks=ordering.in_order(tasks),
        clauses=tuple(clauses),
        params=params,
        fees=figures[FEE],
        days={task: rows_[""] for task, rows_ in figures[DAYS].items()},
        terms=terms,
        risks={kbli: tuple(each) for kbli, each in risks.items()},
        class_traits=traits,
        version=_version(rows, frame),
    )


def _version(rows: Iterable[RuleLike], frame: Frame) -> str:
    named = "\n".join([frame.digest, *sorted(str(row.row_id) for row in rows)])
    return hashlib.sha256(named.encode()).hexdigest()


def on_or_after(params: Mapping[str, Param], name: str, on: date) -> bool:
    """Is this day on or after the day that a parameter sets?"""
    value = params[name.removeprefix(PARAM)].value
    return isinstance(value, date) and on >= value
