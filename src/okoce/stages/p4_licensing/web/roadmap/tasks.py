"""The page of one task: everything that somebody needs to do it, and why it is on her list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from okoce.stages.p4_licensing.rules import Because, Roadmap, RoadmapTask, Source
from okoce.stages.p4_licensing.rules.licences import LICENCE_OF
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.presenting import TaskLine, task_line, titles
from okoce.stages.p4_licensing.web.roadmap.progress import Progress
from okoce.stages.p4_licensing.web.roadmap.texts import article_words, days_words, fee_words, said, term_words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a task is on the list, with the article that says so."""

    says: str
    source: str
    url: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Fee, time or term in words; without words no rule says it."""

    label: str
    words: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`leads_to`: what waits for this one. `sources`: further rows that it rests on."""

    line: TaskLine
    what_for: str
    papers: tuple[str, ...]
    steps: tuple[str, ...]
    office: str
    phone: str
    where: str
    figures: tuple[FigureWords, ...]
    gets: str
    if_not: str
    reasons: tuple[Reason, ...]
    blocked_reasons: tuple[Reason, ...]
    leads_to: tuple[str, ...]
    source: str
    source_url: str
    text_unconfirmed: bool
    report_url: str
    verified_on: date | None
    review_by: date | None


def task_page(case: Case, roadmap: Roadmap, each: RoadmapTask, progress: Progress) -> TaskPage:
    task, sources = each.task, tuple(each.sources())
    return TaskPage(
        line=task_line(case, roadmap, each, progress, roadmap.next_step(progress.done)),
        what_for=said(task.what_for),
        papers=tuple(said(text) for text in task.papers),
        steps=tuple(said(text) for text in task.steps),
        office=said(task.office),
        phone=task.phone,
        where=task.where,
        figures=_figures(each),
        gets=said(task.gets),
        if_not=said(task.if_not),
        reasons=tuple(_reason(because) for because in each.becauses),
        blocked_reasons=tuple(_reason(because) for because in each.block.becauses) if each.block else (),
        leads_to=titles(roadmap, each.needed_by),
        source=_source(task.source),
        source_url=task.source.source_url,
        text_unconfirmed=task.source.unconfirmed,
        report_url=_report_url(case, each.code),
        verified_on=min((source.verified_on for source in sources if source.verified_on), default=None),
        review_by=min((source.review_by for source in sources if source.review_by), default=None),
    )


def _report_url(case: Case, task: str) -> str:
    """Where she tells of the paper that this task ends with, or the officer writes it down; empty where there is none."""
    licence = LICENCE_OF.get(task)
    if licence is None or not case.kept or not case.may_change:
        return ""
    if case.at_counter:
        return reverse("permits:record", args=[case.person_id])
    return f"{reverse('permits:report')}?jenis={licence.value}"


def _figures(each: RoadmapTask) -> tuple[FigureWords, ...]:
    fee, days, term = each.fee, each.days, each.term
    return (
        FigureWords(_("Biaya"), fee_words(fee), fee is not None and fee.unconfirmed),
        FigureWords(_("Lama"), days_words(days), days is not None and days.unconfirmed),
        FigureWords(_("Masa berlaku"), term_words(term), term is not None and term.unconfirmed),
    )


def _reason(because: Because) -> Reason:
    return Reason(said(because.says), _source(because.source), because.source.source_url, because.unconfirmed)


def _source(source: Source) -> str:
    """The regulation and its article, as one phrase."""
    return _("%(law)s, %(article)s") % {"law": source.legal_basis, "article": article_words(source.article)}
