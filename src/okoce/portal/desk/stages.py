"""The seven stages as the desks show them: what is done, what is missing, the one next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.facts.enums import Grade
from okoce.portal.desk.sentences import asked_for
from okoce.progression.queries import Missing, Reading, StageReading, current_edition, readings_of
from okoce.ui.components import StageMark
from okoce.ui.enums import StageState
from okoce.ui.formats import date_long
from okoce.ui.presentation import language

NAMES: Final = {
    1: gettext_lazy("Pendaftaran"),
    2: gettext_lazy("Pelatihan"),
    3: gettext_lazy("Pendampingan"),
    4: gettext_lazy("Perizinan"),
    5: gettext_lazy("Pemasaran"),
    6: gettext_lazy("Pelaporan keuangan"),
    7: gettext_lazy("Permodalan"),
}
MISSING: Final = {
    "count_short": gettext_lazy("%(what)s: baru %(have)s dari %(need)s"),
    "sum_short": gettext_lazy("%(what)s: jumlahnya baru %(have)s dari %(need)s"),
    "distinct_short": gettext_lazy("%(what)s: baru %(have)s dari %(need)s yang berbeda"),
    "months_short": gettext_lazy("%(what)s: baru %(have)s dari %(need)s bulan berturut-turut"),
    "not_held": gettext_lazy("Belum ada catatan: %(what)s"),
    "expired": gettext_lazy("%(what)s: masa berlakunya habis %(ended_on)s"),
    "grade_short": gettext_lazy("%(what)s sudah dicatat, tetapi harus %(grade)s"),
    "stage_not_passed": gettext_lazy("Menunggu P%(stage)s %(name)s selesai"),
}


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
    found = readings_of(enrolments, by=edition, as_of=on)
    return {person: shown(reading, edition.title) for person, reading in found.items()}


def shown(reading: Reading, edition: str = "") -> Progress:
    """A reading in words."""
    following = reading.next_step
    now = following.stage if following else 0
    marks = tuple(_mark(item, now) for item in reading.stages)
    if following is None:
        return Progress(marks, _("Ketujuh tahap selesai"), "", edition)
    title = f"P{following.stage} {NAMES[following.stage]}"
    return Progress(marks, title, missing_text(following.missing), edition)


def completed_between(before: Reading, after: Reading) -> list[str]:
    """What a fact changed: each stage that it completed, with its date."""
    changed = []
    for old, new in zip(before.stages, after.stages, strict=True):
        if new.passed_on is not None and old.passed_on is None:
            day = date_long(new.passed_on, language())
            changed.append(_("P%(stage)s %(name)s selesai %(day)s") % {"stage": new.stage, "name": NAMES[new.stage], "day": day})
    return changed


def still_missing(reading: Reading, stage: int | None) -> list[str]:
    """What a stage lacks after a fact was recorded; nothing where it is complete."""
    if stage is None:
        return []
    return [missing_text(item) for item in reading.stages[stage - 1].missing]


def _mark(item: StageReading, now: int) -> StageMark:
    if item.holds_now:
        state, note = StageState.DONE, ""
    else:
        state = StageState.NOW if item.stage == now else StageState.NOT_YET
        note = "; ".join(missing_text(lack) for lack in item.missing)
    return StageMark(code=f"P{item.stage}", name=str(NAMES[item.stage]), state=state, on=item.passed_on, note=note)


def missing_text(item: Missing) -> str:
    """One thing that is lacking, in words an officer can act on."""
    stage = item.stage or 0
    return str(MISSING[item.code]) % {
        "what": asked_for(item.kinds, item.where),
        "have": item.have,
        "need": item.need,
        "ended_on": date_long(item.ended_on, language()) if item.ended_on else "",
        "grade": str(Grade(item.min_grade).label),
        "stage": stage,
        "name": NAMES.get(stage, ""),
    }
