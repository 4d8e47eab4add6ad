"""The seven stages as the desks show them: what is done, what is missing, the one next step. As on the member's own page, but
told to an officer: "menurut anggota", not "menurut Anda"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from okoce.facts.enums import Grade
from okoce.portal.citizen.marks import stage_marks, step_of, unwanted_stages
from okoce.portal.citizen.texts import STAGES, doing, lacks
from okoce.progression.queries import Missing, Reading, StageReading, Standing, current_edition, standings
from okoce.progression.web.sentences import edition_title
from okoce.ui.components import StageMark
from okoce.ui.formats import date_long
from okoce.ui.presentation import language


@dataclass(frozen=True, slots=True)
class Progress:
    """One enrolment's reading as a page shows it; ``edition`` is the title of the rule that was applied."""

    marks: tuple[StageMark, ...]
    next_title: str
    next_text: str
    edition: str


def progress_of(enrolments: Mapping[UUID, UUID], on: date) -> dict[UUID, Progress]:
    """Person to progress, for the rows of a page: one query however many there are."""
    if not enrolments:
        return {}
    edition = current_edition(on)
    found = standings(enrolments, by=edition, as_of=on)
    return {person: shown(standing, edition_title(edition)) for person, standing in found.items()}


def shown(standing: Standing, edition: str = "") -> Progress:
    """A standing in words."""
    reading, grades = standing.reading, {fact.id: fact.grade for fact in standing.facts}
    unwanted = unwanted_stages(standing.facts)
    step = step_of(reading, unwanted)
    drawn = stage_marks(reading, standing.facts, step, unwanted)
    marks = tuple(_told(mark, stage, grades) for mark, stage in zip(drawn, reading.stages, strict=True))
    if step is None:
        return Progress(marks, _("Semua tahap selesai"), "", edition)
    return Progress(marks, stage_title(step.stage), missing_text(step.missing), edition)


def stage_title(stage: int) -> str:
    """ "P2 Pelatihan"."""
    return f"P{stage} {STAGES[stage]}"


def completed_between(before: Reading, after: Reading) -> list[str]:
    """What a fact changed: each stage that it completed, with its date."""
    return [
        _("%(stage)s selesai %(day)s") % {"stage": stage_title(new.stage), "day": date_long(new.passed_on, language())}
        for old, new in zip(before.stages, after.stages, strict=True)
        if new.passed_on is not None and old.passed_on is None
    ]


def still_missing(reading: Reading, stage: int | None) -> list[str]:
    """What a stage lacks after a fact was recorded; nothing where it is complete."""
    return [missing_text(item) for item in reading.stages[stage - 1].missing] if stage else []


def missing_text(item: Missing) -> str:
    """One thing that is lacking, in words an officer can act on."""
    if item.code != "grade_short":
        return lacks(item)
    grade = str(Grade(item.min_grade).label)
    return _("Sudah dicatat: %(what)s. Buktinya masih harus %(grade)s.") % {"what": doing(item), "grade": grade}


def _told(mark: StageMark, stage: StageReading, grades: Mapping[UUID, int]) -> StageMark:
    found = [grades[fact] for fact in stage.evidence if fact in grades]
    grade = str(Grade(min(found)).label) if found and mark.grade else ""
    return replace(mark, grade=grade, note=" ".join(missing_text(item) for item in stage.missing) if mark.note else "")
