"""The pure heart of P4: content made of rule rows, answers, and the licence roadmap that follows from both.

No Django, no clock, no query: content, answers and the day are arguments.
"""

from okoce.stages.p4_licensing.rules.answers import Answers, ClassRef, UnknownAnswerError
from okoce.stages.p4_licensing.rules.asking import later_questions, next_question, questions_for
from okoce.stages.p4_licensing.rules.content import (
    Content,
    ContentError,
    Frame,
    check_clause,
    check_param,
    check_rows,
    check_task,
    content_from_rows,
)
from okoce.stages.p4_licensing.rules.missing import Missing, Unmet, Way, carrying, missing_licence
from okoce.stages.p4_licensing.rules.parts import Clause, Fee, Figure, Param, Question, RuleLike, Source, Task, Term, Text
from okoce.stages.p4_licensing.rules.roadmap import Because, Block, MayAdd, Roadmap, RoadmapTask, build

__all__ = [
    "Answers",
    "Because",
    "Block",
    "ClassRef",
    "Clause",
    "Content",
    "ContentError",
    "Fee",
    "Figure",
    "Frame",
    "MayAdd",
    "Missing",
    "Param",
    "Question",
    "Roadmap",
    "RoadmapTask",
    "RuleLike",
    "Source",
    "Task",
    "Term",
    "Text",
    "UnknownAnswerError",
    "Unmet",
    "Way",
    "build",
    "carrying",
    "check_clause",
    "check_param",
    "check_rows",
    "check_task",
    "content_from_rows",
    "later_questions",
    "missing_licence",
    "next_question",
    "questions_for",
]
