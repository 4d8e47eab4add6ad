"""Answers of a business and its decisions, as pages and previews need them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, overload
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Max, OuterRef

from okoce.accounts.queries import Actor
from okoce.members.queries import visible_to
from okoce.stages.p4_licensing.models import RoadmapDecision, SavedAnswer
from okoce.stages.p4_licensing.rules.answers import Answers, UnknownAnswerError

LATEST = """
    SELECT DISTINCT ON (question) question, answer FROM p4_licensing_savedanswer WHERE business_id = %s
    ORDER BY question, number DESC
"""
SIGNATURES = """
    SELECT answers, count(*) FROM (
        SELECT business_id, jsonb_object_agg(question, answer ORDER BY question) FILTER (WHERE answer <> '') AS answers FROM (
            SELECT DISTINCT ON (business_id, question) business_id, question, answer FROM p4_licensing_savedanswer
            ORDER BY business_id, question, number DESC
        ) latest GROUP BY business_id
    ) signed WHERE answers ? 'class' GROUP BY answers ORDER BY count(*) DESC, answers::text LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of the history of answers; an empty answer took the one before back."""

    question: str
    answer: str
    answered_at: datetime
    answered_by: UUID
    channel: str
    content_version: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A roadmap as it was kept on one occasion."""

    id: UUID
    occasion: str
    decided_on: date
    decided_at: datetime
    decided_by: UUID
    channel: str
    content_version: str
    answers: Mapping[str, str]
    scale: str
    risk: str
    tasks: tuple[Mapping[str, Any], ...]
    row_ids: tuple[UUID, ...]


def answers_of(business_id: UUID) -> Answers:
    """The latest answer of each question, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [business_id])
        return Answers.of({question: answer for question, answer in cursor.fetchall() if answer})


def history_of(business_id: UUID) -> tuple[AnswerLine, ...]:
    """Every line ever written, latest first."""
    rows = SavedAnswer.objects.filter(business_id=business_id).order_by("-number")
    return tuple(
        AnswerLine(row.question, row.answer, row.answered_at, row.answered_by, row.channel, row.content_version) for row in rows
    )


def answer_sets(limit: int) -> tuple[tuple[Answers, int], ...]:
    """Distinct sets of answers over all businesses with how many gave them, most frequent first; sets without a class are no
    roadmap yet."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNATURES, [limit])
        rows = cursor.fetchall()
    return tuple((found, count) for answers, count in rows if (found := _readable(answers)) is not None)


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody who has said what her business is, and her last answer."""

    person_id: UUID
    kbli: str
    at: datetime
    channel: str


class StartedList(Sequence[Started]):
    """Read page by page: whose roadmap was worked on last comes first."""

    def __init__(self, actor: Actor) -> None:
        people = visible_to(actor)
        rows = SavedAnswer.objects.filter(business__person__in=people.exclude(pk=actor.person_id) if actor.person_id else people)
        classed = SavedAnswer.objects.filter(business_id=OuterRef("business_id"), question="class")
        self.rows = rows.filter(Exists(classed)).values("business_id").annotate(last=Max("number")).order_by("-last")

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> Started: ...

    @overload
    def __getitem__(self, index: slice) -> list[Started]: ...

    def __getitem__(self, index: int | slice) -> Started | list[Started]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        numbers = [row["last"] for row in self.rows[index]]
        lines = SavedAnswer.objects.filter(number__in=numbers).select_related("business").order_by("-number")
        named = SavedAnswer.objects.filter(question="class", business_id__in=[line.business_id for line in lines])
        classes = dict(named.order_by("number").values_list("business_id", "answer"))
        return [Started(line.business.person_id, classes[line.business_id], line.answered_at, line.channel) for line in lines]


def roadmaps_in_scope(actor: Actor) -> StartedList:
    """Members that the actor may open on a desk and who have begun, whoever was worked on last first."""
    return StartedList(actor)


def businesses_with_answers() -> int:
    """How many businesses have said what they are."""
    return SavedAnswer.objects.filter(question="class").values("business_id").distinct().count()


def _readable(saved: str) -> Answers | None:
    try:
        return Answers.of(json.loads(saved))
    except UnknownAnswerError:
        return None


def decisions_of(business_id: UUID) -> tuple[DecisionLine, ...]:
    """Roadmaps that were kept, latest first."""
    return tuple(_line(row) for row in RoadmapDecision.objects.filter(business_id=business_id).order_by("-decided_at", "-id"))


def decision(business_id: UUID, decision_id: UUID) -> DecisionLine | None:
    """One decision of a business; of another business none."""
    row = RoadmapDecision.objects.filter(business_id=business_id, id=decision_id).first()
    return _line(row) if row is not None else None


def latest_decision(business_id: UUID) -> DecisionLine | None:
    row = RoadmapDecision.objects.filter(business_id=business_id).order_by("-decided_at", "-id").first()
    return _line(row) if row is not None else None


def _line(row: RoadmapDecision) -> DecisionLine:
    return DecisionLine(
        id=row.id,
        occasion=row.occasion,
        decided_on=row.decided_on,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        channel=row.channel,
        content_version=row.content_version,
        answers=dict(row.answers),
        scale=row.scale,
        risk=row.risk,
        tasks=tuple(row.tasks),
        row_ids=tuple(row.row_ids),
    )
