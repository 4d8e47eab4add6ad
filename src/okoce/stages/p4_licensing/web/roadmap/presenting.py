"""A roadmap as its page says it: lines, states in words, the one next step, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from okoce.stages.p4_licensing.rules import Block, ClassRef, Content, Roadmap, RoadmapTask, Source
from okoce.stages.p4_licensing.rules.sentences import words_of
from okoce.stages.p4_licensing.rules.vocabulary import CLASS, RISKS
from okoce.stages.p4_licensing.rules.walk import walk_of
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.finding import BothVersions, both_versions, class_words
from okoce.stages.p4_licensing.web.roadmap.progress import Progress
from okoce.stages.p4_licensing.web.roadmap.texts import LEVELS, days_words, fee_words, hedged, said
from okoce.ui.enums import StageState

UNKNOWN_RISK = RISKS[0]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task on the list. `waits`: titles of what comes before; with `blocked` any one of them unlocks it."""

    code: str
    title: str
    url: str
    level: str
    required: bool
    done: bool
    reported: bool
    applied_on: date | None
    blocked: bool
    waits: tuple[str, ...]
    why_blocked: str
    figures: tuple[str, ...]
    unconfirmed: bool
    overdue: bool
    is_next: bool

    @property
    def state(self) -> StageState:
        """The mark before it: the same shapes as of the seven stages."""
        if self.done:
            return StageState.DONE
        return StageState.NOW if self.is_next else StageState.NOT_YET


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that can wait, and the tasks that an answer may add."""

    asks: str
    url: str
    may_add: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it was given, with the page on which it can be changed."""

    asks: str
    answer: str
    url: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """Everything on the page of a roadmap."""

    kbli: BothVersions | None
    scale: str
    risk: str
    tasks: tuple[TaskLine, ...]
    step: TaskLine | None
    blocked: TaskLine | None
    questions: tuple[OpenQuestion, ...]
    answers: tuple[GivenAnswer, ...]
    version: str
    on: date

    @property
    def done(self) -> int:
        return sum(task.done for task in self.tasks)

    @property
    def required(self) -> int:
        return sum(task.required for task in self.tasks)

    @property
    def advised(self) -> int:
        return len(self.tasks) - self.required

    @property
    def unconfirmed(self) -> bool:
        return any(task.unconfirmed for task in self.tasks)

    @property
    def overdue(self) -> bool:
        return any(task.overdue for task in self.tasks)


def roadmap_page(case: Case, roadmap: Roadmap, progress: Progress) -> RoadmapPage:
    step = roadmap.next_step(progress.done)
    tasks = tuple(task_line(case, roadmap, each, progress, step) for each in roadmap.tasks)
    kbli = both_versions(case.answers.kbli)
    return RoadmapPage(
        kbli=kbli,
        scale=said(words_of(case.content, "scale", roadmap.scale)) if roadmap.scale else "",
        risk="" if roadmap.risk == UNKNOWN_RISK else said(words_of(case.content, "risk", roadmap.risk)),
        tasks=tasks,
        step=next((line for line in tasks if line.is_next), None),
        blocked=next((line for line in tasks if line.blocked and not line.done), None),
        questions=open_questions(case, roadmap),
        answers=given_answers(case, kbli.own.name if kbli else ""),
        version=roadmap.version[:8],
        on=roadmap.on,
    )


def task_line(case: Case, roadmap: Roadmap, each: RoadmapTask, progress: Progress, step: RoadmapTask | None) -> TaskLine:
    waits = each.waits_for(progress.done)
    blocked = each.block is not None and bool(waits) and waits == each.block.unlocked_by
    return TaskLine(
        code=each.code,
        title=said(each.task.title),
        url=case.url("task", each.code),
        level=str(LEVELS[each.level]),
        required=each.required,
        done=each.code in progress.done,
        reported=each.code in progress.reported,
        applied_on=progress.applied_on(each.code),
        blocked=blocked,
        waits=titles(roadmap, waits) if each.code not in progress.done else (),
        why_blocked=block_words(each.block),
        figures=figure_words(each),
        unconfirmed=each.unconfirmed,
        overdue=is_overdue(each.sources(), roadmap.on),
        is_next=step is not None and step.code == each.code,
    )


def block_words(block: Block | None) -> str:
    """Why a task is held up; what no source confirms says so."""
    if block is None:
        return ""
    words = [said(because.says) for because in block.becauses]
    if any(because.unconfirmed for because in block.becauses):
        words.append(_("Ini belum dipastikan: tanyakan dulu di PTSP."))
    return " ".join(words)


def figure_words(each: RoadmapTask) -> tuple[str, ...]:
    """Fee and days, where known. A task that is unconfirmed as a whole says so once."""
    fee, days, alone = each.fee, each.days, not each.unconfirmed
    words = (
        hedged(fee_words(fee), alone and fee is not None and fee.unconfirmed),
        hedged(days_words(days), alone and days is not None and days.unconfirmed),
    )
    return tuple(word for word in words if word)


def titles(roadmap: Roadmap, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(said(found.task.title) for code in codes if (found := roadmap.get(code)) is not None)


def is_overdue(sources: Iterable[Source], on: date) -> bool:
    """Somebody should have looked at one of these rules before this day."""
    return any(source.review_by is not None and source.review_by < on for source in sources)


def open_questions(case: Case, roadmap: Roadmap) -> tuple[OpenQuestion, ...]:
    content = case.content
    return tuple(
        OpenQuestion(
            said(content.question(each.question).asks),
            case.url("question", each.question),
            tuple(said(content.tasks[code].title) for code in each.tasks),
        )
        for each in roadmap.may_add
    )


def given_answers(case: Case, trade: str = "") -> tuple[GivenAnswer, ...]:
    """What was answered, in the order of the questions. One that counts for nothing now is kept, and said to be.

    ``trade``: the name of the class, where it is known already."""
    walk = walk_of(case.content, case.answers, (), case.on)
    asked = (*walk.first, *walk.later)
    return tuple(
        GivenAnswer(
            said(case.content.question(question).asks),
            trade if question == CLASS and trade else answer_words(case.content, question, value),
            case.url("start") if question == CLASS else case.url("question", question),
            question in asked,
        )
        for question, value in case.answers.saved().items()
    )


def answer_words(content: Content, question: str, value: str) -> str:
    """An answer in words; a class by its everyday name."""
    if question != CLASS:
        return said(words_of(content, question, value))
    found = class_words(ClassRef.parse(value))
    return found.name if found else value
