"""What changed between two roadmaps of the same business: of a decision that was kept and of today, or of two contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from okoce.stages.p4_licensing.rules.roadmap import Roadmap, RoadmapTask

GAINED, LOST, LEVEL, BLOCKED, FREED, FIGURES = "gained", "lost", "level", "blocked", "freed", "figures"
KEPT_FIGURES: Final = ("fee", "days", "term")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of one task."""

    task: str
    what: str


def snapshot(roadmap: Roadmap) -> list[dict[str, Any]]:
    """Tasks in order, as a decision keeps them: whatever the rules say later, this is what was shown."""
    return [_kept(each) for each in roadmap.tasks]


def _kept(each: RoadmapTask) -> dict[str, Any]:
    fee = None if each.fee is None else [each.fee.low.value, each.fee.high.value if each.fee.high else each.fee.low.value]
    return {
        "code": each.code,
        "level": each.level,
        "blocked": each.block is not None,
        "unconfirmed": each.unconfirmed,
        "title": each.task.title._asdict(),
        "because": [because.says._asdict() for because in each.becauses],
        "fee": fee,
        "days": None if each.days is None else [each.days.value, each.days.unit],
        "term": None if each.term is None else [each.term.years, each.term.word],
    }


def changes(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """The differences between two snapshots, lost tasks first, then in the order of the later one."""
    old, new = ({str(each["code"]): each for each in tasks} for tasks in (before, after))
    found = [Change(code, LOST) for code in old if code not in new]
    for code, task in new.items():
        if code not in old:
            found.append(Change(code, GAINED))
            continue
        was = old[code]
        if was["level"] != task["level"]:
            found.append(Change(code, LEVEL))
        if was["blocked"] != task["blocked"]:
            found.append(Change(code, BLOCKED if task["blocked"] else FREED))
        if any(was.get(key) != task.get(key) for key in KEPT_FIGURES):
            found.append(Change(code, FIGURES))
    return tuple(found)
