"""How tasks and clauses hang together: the order of tasks, the order of deciding, and what would make either impossible."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from okoce.stages.p4_licensing.rules.decoded import PARAM
from okoce.stages.p4_licensing.rules.decoding import PLACE, Faults
from okoce.stages.p4_licensing.rules.parts import Clause, Param, Task
from okoce.stages.p4_licensing.rules.vocabulary import SCALES

NEEDED: Final = {f"{question}_{scale}_max" for question in ("capital", "sales") for scale in SCALES[:3]}
"""Parameters that no content is without: the thresholds of scale."""


def sorted_by(after: Mapping[str, Collection[str]], rank: Mapping[str, tuple[int, str]]) -> tuple[list[str], set[str]]:
    """Codes, each behind all those it comes after, ties by rank; and the codes that stand in a circle."""
    waiting = {code: {each for each in others if each in after} for code, others in after.items()}
    ready = [(rank[code], code) for code, others in waiting.items() if not others]
    heapq.heapify(ready)
    found: list[str] = []
    while ready:
        _, code = heapq.heappop(ready)
        found.append(code)
        for other, others in waiting.items():
            if code in others:
                others.discard(code)
                if not others:
                    heapq.heappush(ready, (rank[other], other))
    return found, set(after) - set(found)


def in_order(tasks: Mapping[str, Task]) -> dict[str, Task]:
    """Tasks by what they need, ties by their order number and code. A circle is left out: it is a fault already."""
    codes, _ = sorted_by({code: task.needs for code, task in tasks.items()}, _rank(tasks))
    return {code: tasks[code] for code in codes}


def decided_after(tasks: Iterable[str], clauses: Iterable[Clause]) -> dict[str, set[str]]:
    """By task: the tasks whose presence must be known before its own can be decided."""
    after: dict[str, set[str]] = {code: set() for code in tasks}
    for clause in clauses:
        if clause.task in after:
            after[clause.task] |= (clause.when.get("task", frozenset()) | clause.unless.get("task", frozenset())) - {clause.task}
        if clause.effect == "replace" and clause.by in after:
            after[clause.by].add(clause.task)
    return after


def in_order_of_deciding(tasks: Mapping[str, Task], clauses: Sequence[Clause]) -> list[str]:
    return sorted_by(decided_after(tasks, clauses), _rank(tasks))[0]


def _rank(tasks: Mapping[str, Task]) -> dict[str, tuple[int, str]]:
    return {code: (task.order, code) for code, task in tasks.items()}


def check(
    tasks: Mapping[str, Task], clauses: Sequence[Clause], params: Mapping[str, Param], figured: Collection[str], faults: Faults
) -> None:
    """Every task that is named exists, every parameter too, nothing goes in a circle, every task can come to a list."""
    for task in tasks.values():
        _known(task.needs, tasks, f"{task.code}.needs", faults)
    for name in sorted(NEEDED - params.keys()):
        faults.add("unknown_param", "thresholds", name)
    for clause in clauses:
        named = {clause.task, clause.by} - {""}
        asked = clause.when.get("task", frozenset()) | clause.unless.get("task", frozenset())
        _known(sorted(named | asked | set(clause.unlocked_by)), tasks, clause.code, faults)
        used = {each.removeprefix(PARAM) for each in (clause.since, clause.until) if each}
        used |= {each for each in PLACE.findall(f"{clause.says.id} {clause.says.en}") if each not in clause.when}
        for name in sorted(used - params.keys()):
            faults.add("unknown_param", clause.code, name)
    _known(sorted(figured), tasks, "figures", faults)
    coming = {clause.task for clause in clauses if clause.effect == "add"} | {clause.by for clause in clauses}
    for code in sorted(tasks.keys() - coming):
        faults.add("never_on_a_list", code)
    for after in ({code: task.needs for code, task in tasks.items()}, decided_after(tasks, clauses)):
        _, circle = sorted_by(after, _rank(tasks))
        if circle:
            faults.add("circle", ", ".join(sorted(circle)))


def _known(codes: Iterable[str], tasks: Mapping[str, Task], at: str, faults: Faults) -> None:
    for code in codes:
        if code not in tasks:
            faults.add("unknown_task", at, code)
