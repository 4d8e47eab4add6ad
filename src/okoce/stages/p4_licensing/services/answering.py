"""Answers are written one after another under the lock of the person: two phones that answer at once lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.facts.enums import Channel
from okoce.members.queries import Member
from okoce.members.services.locks import locked_member
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.models import RoadmapDecision, SavedAnswer
from okoce.stages.p4_licensing.permissions import may_report
from okoce.stages.p4_licensing.queries.answers import answers_of
from okoce.stages.p4_licensing.rules import Answers, Content, UnknownAnswerError, build
from okoce.stages.p4_licensing.rules.comparing import snapshot


@transaction.atomic
def save_answers(*, by: Actor, person_id: UUID, given: Mapping[str, str], content: Content) -> int:
    """Write down what was answered; how many answers are new. Every other answer stays as it is, and so does an equal one.

    NotAllowed: ``answer.missing`` (an empty answer: taking one back is :func:`withdraw_answer`), ``answer.unknown`` and those of
    ``may_report``.
    """
    if not given or not all(given.values()):
        raise NotAllowed(Decision.no("answer.missing"))
    try:
        Answers.of(given)
    except UnknownAnswerError:
        raise NotAllowed(Decision.no("answer.unknown")) from None
    return _append(by, person_id, given, content)


@transaction.atomic
def withdraw_answer(*, by: Actor, person_id: UUID, question: str, content: Content) -> int:
    """Take the answer to one question back: the only way in which it stops to count. The class is changed, never taken back."""
    if question == "class":
        raise NotAllowed(Decision.no("answer.class_stays"))
    if not answers_of(_business(locked_member(person_id))).given(question):
        return 0
    return _append(by, person_id, {question: ""}, content)


@transaction.atomic
def keep_decision(*, by: Actor, person_id: UUID, occasion: Occasion, content: Content, on: date) -> UUID:
    """Keep the roadmap of the saved answers as it is on a day. The same one on the same day and occasion is kept once."""
    member = locked_member(person_id)
    require(may_report(by, member))
    business_id, answers = _business(member), answers_of(_business(member))
    if answers.kbli is None:
        raise NotAllowed(Decision.no("answer.no_class"))
    assert by.user_id is not None, "who may answer is signed in"
    roadmap, version = build(content, answers, on), content.version
    known = RoadmapDecision.objects.filter(business_id=business_id).order_by("-decided_at", "-id").first()
    if known is not None and _same(known, occasion, on, version, answers):
        return known.id
    made = RoadmapDecision.objects.create(
        business_id=business_id,
        occasion=occasion,
        decided_on=on,
        decided_by=by.user_id,
        channel=_channel(by, member),
        content_version=version,
        row_ids=list(roadmap.row_ids),
        answers=answers.saved(),
        scale=roadmap.scale,
        risk=roadmap.risk,
        tasks=snapshot(roadmap),
    )
    return made.id


def _same(known: RoadmapDecision, occasion: Occasion, on: date, version: str, answers: Answers) -> bool:
    return (known.occasion, known.decided_on, known.content_version, known.answers) == (occasion, on, version, answers.saved())


def _append(by: Actor, person_id: UUID, given: Mapping[str, str], content: Content) -> int:
    member = locked_member(person_id)
    require(may_report(by, member))
    business_id = _business(member)
    known, channel = answers_of(business_id), _channel(by, member)
    assert by.user_id is not None, "who may answer is signed in"
    rows = [
        SavedAnswer(
            business_id=business_id,
            question=question,
            answer=answer,
            answered_by=by.user_id,
            channel=channel,
            content_version=content.version,
        )
        for question, answer in given.items()
        if known.given(question) != answer
    ]
    SavedAnswer.objects.bulk_create(rows)
    return len(rows)


def _business(member: Member) -> UUID:
    if member.business_id is None:
        raise NotAllowed(Decision.no("answer.no_business"))
    return member.business_id


def _channel(by: Actor, member: Member) -> Channel:
    if by.person_id == member.person_id:
        return Channel.SELF
    return Channel.MENTOR if by.user_id == member.mentor_id else Channel.COUNTER
