"""What holds of every roadmap, whoever asks."""

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from okoce.stages.p4_licensing.queries.content import shipped, shipped_frame, shipped_rows
from okoce.stages.p4_licensing.rules import Answers, ClassRef, build, content_from_rows, next_question, questions_for
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS, FIRST, LATER, UNANSWERED
from tests.stages.p4_licensing.everything import TODAY, every_class, one_of_each_kind

CONTENT = shipped(TODAY)
KINDS = one_of_each_kind(CONTENT, every_class(CONTENT), TODAY)
ROWS = shipped_rows(TODAY)


@st.composite
def answer_sets(draw: st.DrawFn) -> Answers:
    kbli: ClassRef = draw(st.sampled_from(KINDS))
    return Answers(kbli, **{question: draw(st.sampled_from(("", *values))) for question, values in ANSWERS.items()})


@given(answer_sets())
def test_the_same_each_time(answers: Answers) -> None:
    assert build(CONTENT, answers, TODAY) == build(CONTENT, answers, TODAY)


@settings(max_examples=25)
@given(answer_sets(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(answers: Answers, random: object) -> None:
    shuffled = list(ROWS)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = content_from_rows(shuffled, shipped_frame())
    assert other.version == CONTENT.version
    assert build(other, answers, TODAY) == build(CONTENT, answers, TODAY)


@given(answer_sets())
def test_tasks_stand_behind_what_they_need(answers: Answers) -> None:
    roadmap = build(CONTENT, answers, TODAY)
    place = {code: number for number, code in enumerate(roadmap.codes)}
    assert len(place) == len(roadmap.tasks)
    for task in roadmap.tasks:
        assert all(place[need] < place[task.code] for need in task.needs)
        for need in task.needs:
            needed = roadmap.get(need)
            assert needed is not None
            assert task.code in needed.needed_by


@given(answer_sets())
def test_a_blocked_task_names_what_unlocks_it_on_the_list(answers: Answers) -> None:
    roadmap = build(CONTENT, answers, TODAY)
    for task in roadmap.tasks:
        if task.block is not None:
            assert task.block.unlocked_by
            assert set(task.block.unlocked_by) <= set(roadmap.codes)
            assert task.block.becauses
            assert task.waits_for(()) == task.block.unlocked_by
            assert task.waits_for(roadmap.codes) == ()


@given(answer_sets())
def test_somebody_who_does_each_next_step_comes_to_the_end(answers: Answers) -> None:
    """No list locks itself: there is always a next step until everything is done."""
    roadmap, done = build(CONTENT, answers, TODAY), set[str]()
    while (step := roadmap.next_step(done)) is not None:
        assert step.code not in done
        done.add(step.code)
    assert done == set(roadmap.codes)


@given(answer_sets())
def test_an_open_question_tells_everything_that_it_may_add(answers: Answers) -> None:
    """Whatever some answer to an open question adds was told before under that question."""
    roadmap = build(CONTENT, answers, TODAY)
    told = {each.question: set(each.tasks) for each in roadmap.may_add}
    for question in (each.code for each in questions_for(CONTENT, answers)):
        if question in ANSWERS and not answers.given(question):
            for value in ANSWERS[question]:
                more = set(build(CONTENT, answers.answered(question, value), TODAY).codes) - set(roadmap.codes)
                assert more <= told.get(question, set()), (question, value)


@given(answer_sets(), st.sampled_from(LATER))
def test_a_later_question_left_open_takes_nothing_away(answers: Answers, question: str) -> None:
    """Every task that stands while it is open stands with some answer to it too."""
    open_ = build(CONTENT, answers.answered(question, ""), TODAY)
    answered = [build(CONTENT, answers.answered(question, value), TODAY) for value in ANSWERS[question]]
    assert set(open_.codes) <= set(chain.from_iterable(other.codes for other in answered))


@given(answer_sets())
def test_an_answer_that_is_not_asked_for_counts_for_nothing(answers: Answers) -> None:
    """Hidden answers are kept with the person and never used: the roadmap is that of the visible ones."""
    asked = {each.code for each in questions_for(CONTENT, answers)}
    visible = answers
    for question in ANSWERS.keys() - asked:
        visible = visible.answered(question, "")
    assert build(CONTENT, visible, TODAY) == build(CONTENT, answers, TODAY)


@given(answer_sets())
def test_six_questions_at_most_before_a_first_roadmap(answers: Answers) -> None:
    given_: dict[str, str] = {}
    while (question := next_question(CONTENT, Answers.of(given_))) is not None:
        value = answers.given(question.code) or next(iter(question.answers), "") or str(answers.kbli)
        given_[question.code] = value
    assert set(given_) <= set(FIRST)
    assert len(given_) <= 6


@given(answer_sets())
def test_saved_answers_come_back(answers: Answers) -> None:
    assert Answers.of(answers.saved()) == answers
    assert UNANSWERED not in answers.saved().values()
