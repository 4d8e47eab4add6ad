"""Which questions somebody is asked, and which one comes next: at most six before a first roadmap, the others later."""

from __future__ import annotations

from okoce.stages.p4_licensing.rules.answers import Answers
from okoce.stages.p4_licensing.rules.content import Content
from okoce.stages.p4_licensing.rules.parts import Question
from okoce.stages.p4_licensing.rules.vocabulary import CLASS, FIRST, UNANSWERED


def questions_for(content: Content, answers: Answers) -> tuple[Question, ...]:
    """Every question that these answers lead to, in order, answered or not. A question that hangs on an open one waits."""
    return tuple(question for question in content.frame.questions if _is_asked(content, question, answers))


def next_question(content: Content, answers: Answers) -> Question | None:
    """The first open question before a first roadmap; None where the roadmap can be shown."""
    asked = questions_for(content, answers)
    return next((each for each in asked if each.code in FIRST and not answers.given(each.code)), None)


def later_questions(content: Content, answers: Answers) -> tuple[Question, ...]:
    """Open questions that can wait: the roadmap stands without them, and says what each may add."""
    asked = questions_for(content, answers)
    return tuple(each for each in asked if each.code not in FIRST and not answers.given(each.code))


def _is_asked(content: Content, question: Question, answers: Answers) -> bool:
    """Not of a class without the trait; and only where the answers that it hangs on were asked for and fit."""
    for key, values in question.when.items():
        if key == "trait":
            fits = not values.isdisjoint(content.traits_of(answers.kbli))
        elif key == CLASS:
            fits = str(answers.kbli) in values
        else:
            fits = (answers.given(key) or UNANSWERED) in values and _is_asked(content, content.question(key), answers)
        if not fits:
            return False
    return True
