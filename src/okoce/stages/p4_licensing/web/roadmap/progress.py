"""Which tasks are finished: by a confirmed permit alone. What she only reported is said beside the task, and finishes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from okoce.stages.p4_licensing.enums import PermitState
from okoce.stages.p4_licensing.queries.applications import applications_of_person
from okoce.stages.p4_licensing.queries.permits import by_person, held_tasks
from okoce.stages.p4_licensing.rules import Roadmap
from okoce.stages.p4_licensing.rules.licences import LICENCE_OF
from okoce.stages.p4_licensing.web.roadmap.cases import Case


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` tasks, tasks that a permit of her own word would finish, and the day on which one was applied for."""

    done: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    applied: dict[str, date] | None = None

    def applied_on(self, task: str) -> date | None:
        return (self.applied or {}).get(task)


def progress_of(case: Case, roadmap: Roadmap) -> Progress:
    """Of a visitor nothing is known, and nothing is finished."""
    if case.member is None:
        return Progress()
    held = held_tasks(case.person_id, case.on)
    waiting = {line.licence for line in by_person(case.person_id) if line.state == PermitState.REPORTED}
    open_ones = {line.licence: line.submitted_on for line in applications_of_person(case.person_id) if line.is_open}
    done = _with_what_led_there(roadmap, held)
    return Progress(
        done=done,
        reported=frozenset(task for task in roadmap.codes if LICENCE_OF.get(task) in waiting and task not in done),
        applied={
            task: open_ones[licence]
            for task in roadmap.codes
            if (licence := LICENCE_OF.get(task)) is not None and licence in open_ones and task not in done
        },
    )


def _with_what_led_there(roadmap: Roadmap, held: frozenset[str]) -> frozenset[str]:
    """A finished permit finishes the steps before it that end with no paper of their own (a training, an inspection)."""
    done = {task for task in roadmap.codes if task in held}
    waiting = list(done)
    while waiting:
        found = roadmap.get(waiting.pop())
        for need in found.needs if found else ():
            if need not in done and need not in LICENCE_OF:
                done.add(need)
                waiting.append(need)
    return frozenset(done)
