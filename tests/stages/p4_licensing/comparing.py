"""A case beside the roadmap that the engine builds for it, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from okoce.stages.p4_licensing.rules import Answers, Content, Fee, Roadmap, RoadmapTask, build
from tests.stages.p4_licensing.cases import UNCONFIRMED, Amount, Case


@dataclass(frozen=True)
class Compared:
    """One cell: what the table expects and what the roadmap says, both in words; right where they are the same."""

    case: str
    cell: str
    expected: str
    got: str

    @property
    def right(self) -> bool:
        return self.expected == self.got


def compare(case: Case, content: Content) -> Iterator[Compared]:
    """Every cell of a case but the two classes, which are compared with the classification."""
    roadmap = build(content, Answers.of(case.answers), case.on)
    for cell, expected, got in (
        *_heads(case, roadmap),
        *_tasks(case, roadmap),
        *_blocks(case, roadmap),
        *_papers(case, roadmap),
        *_amounts(case, roadmap),
    ):
        yield Compared(case.id, cell, expected, got)


Row = tuple[str, str, str]


def _heads(case: Case, roadmap: Roadmap) -> Iterator[Row]:
    """Scale is read from thresholds (all confirmed rows), risk from rows."""
    sure = not any(source.unconfirmed for source in roadmap.sources)
    yield "scale", _said(case.scale.value, case.scale.basis.confirmed), _said(roadmap.scale, sure)
    yield "risk", case.risk.value, roadmap.risk


def _tasks(case: Case, roadmap: Roadmap) -> Iterator[Row]:
    yield "tasks", " ".join(row.task for row in case.tasks), " ".join(roadmap.codes)
    for row in case.tasks:
        found = roadmap.get(row.task)
        got = _said(found.level, not found.unconfirmed) if found else "absent"
        yield f"tasks.{row.task}", _said(row.level, row.basis.confirmed), got
    for each in case.absent:
        yield f"absent.{each.task}", "absent", "on the list" if roadmap.get(each.task) else "absent"


def _blocks(case: Case, roadmap: Roadmap) -> Iterator[Row]:
    expected = {row.task for row in case.blocked}
    got = {each.code for each in roadmap.tasks if each.block}
    yield "blocked", " ".join(sorted(expected)), " ".join(sorted(got))
    for row in case.blocked:
        found = roadmap.get(row.task)
        block = found.block if found else None
        said = _said(" ".join(block.unlocked_by), not all(each.unconfirmed for each in block.becauses)) if block else "not blocked"
        yield f"blocked.{row.task}", _said(" ".join(row.unlocked_by), row.basis.confirmed), said


def _papers(case: Case, roadmap: Roadmap) -> Iterator[Row]:
    for task, papers in case.papers.items():
        found = roadmap.get(task)
        written = " ".join(paper.id for paper in found.task.papers).casefold() if found else ""
        got = [word for word in papers.words if word.casefold() in written]
        sure = found is not None and not found.task.source.unconfirmed
        yield f"papers.{task}", _said(" ".join(papers.words), papers.basis.confirmed), _said(" ".join(got), sure)


def _amounts(case: Case, roadmap: Roadmap) -> Iterator[Row]:
    for task, amount in case.fees.items():
        found = roadmap.get(task)
        yield f"fees.{task}", *_amount(amount, *_fee(found.fee if found else None))
    for task, amount in case.terms.items():
        term = found.term if (found := roadmap.get(task)) else None
        yield f"terms.{task}", *_amount(amount, (term.word or str(term.years)) if term else "", bool(term and term.unconfirmed))
    for task, amount in case.days.items():
        days = _days(roadmap.get(task))
        yield f"days.{task}", *_amount(amount, *days)


def _fee(fee: Fee | None) -> tuple[str, bool]:
    return (str(fee.low.value), fee.unconfirmed) if fee else ("", True)


def _days(task: RoadmapTask | None) -> tuple[str, bool]:
    return (str(task.days.value), task.days.unconfirmed) if task and task.days else ("", True)


def _amount(amount: Amount, value: str, unconfirmed: bool) -> tuple[str, str]:
    """An amount that the table calls unconfirmed is right where none is told, or none as confirmed."""
    if amount.value == UNCONFIRMED:
        return UNCONFIRMED, UNCONFIRMED if unconfirmed else value
    return _said(str(amount.value), amount.basis.confirmed), _said(value, not unconfirmed)


def _said(value: str, confirmed: bool) -> str:
    return value if confirmed else f"{value} (unconfirmed)"


def compare_classes(
    case: Case, titles: Mapping[tuple[str, str], str], converted: Collection[tuple[str, str]]
) -> Iterator[Compared]:
    """Are both classes in the classification, with these titles, and does a row lead from the old one to the new one?"""
    for cell in (case.class_2020, case.class_2025):
        got = titles.get((cell.version, cell.code), "not in the classification")
        yield Compared(case.id, f"class_{cell.version}", f"{cell.code} {cell.title}", f"{cell.code} {got}")
    pair = (case.class_2020.code, case.class_2025.code)
    yield Compared(case.id, "conversion", " to ".join(pair), " to ".join(pair) if pair in converted else "no row")
