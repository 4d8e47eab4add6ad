"""Editions and previews as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor, names_of
from okoce.audit.queries import changes_of
from okoce.places.queries import refs
from okoce.progression.models import EditionPreview, EditionRecord, PreviewGroup
from okoce.progression.rules import ARTICLE_UNVERIFIED, STAGES, Edition, decode_edition, decode_reason
from okoce.progression.web.sentences import (
    ENTREPRENEUR,
    Line,
    Numbers,
    condition_phrase,
    edition_explanation,
    edition_title,
    gate_outline,
    stage_name,
)
from okoce.progression.web.texts import LACKS, STEPS
from okoce.ui.components import TimelineEntry

ROWS = (*STAGES, ENTREPRENEUR)


@dataclass(frozen=True, slots=True)
class Card:
    """One gate: its name and what it asks, as lines."""

    row: int
    name: str
    line: Line


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of an edition on a page."""

    record: EditionRecord
    edition: Edition
    title: str
    explanation: str
    verified: bool
    strict: bool
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class RowFigures:
    """One line of a preview: persons before and after, and who moves."""

    row: int
    name: str
    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """People who move for one reason."""

    id: int
    text: str
    people: int


@dataclass(frozen=True, slots=True)
class Direction:
    """Everybody who moves one way in one row."""

    row: int
    title: str
    people: int
    groups: tuple[GroupLine, ...]


def frame(actor: Actor) -> dict[str, Any]:
    """What the bar of the desk shows of whoever is signed in."""
    name, _dot, _roles = actor.label.partition(" · ")
    places = [_("seluruh program") if held.place_code == EVERYWHERE else _place(held.place_code) for held in actor.held]
    return {
        "desk_user": name,
        "desk_role": ", ".join(dict.fromkeys(str(Role(held.role).label) for held in actor.held)),
        "desk_scope": ", ".join(dict.fromkeys(places)),
    }


def _place(code: str) -> str:
    known = refs().get(code)
    return known.name if known else code


def shown(record: EditionRecord, numbers: Numbers) -> Shown:
    """A version with every gate in words."""
    edition = decode_edition(record.document)
    return Shown(
        record=record,
        edition=edition,
        title=edition_title(edition),
        explanation=edition_explanation(edition),
        verified=edition.article != ARTICLE_UNVERIFIED,
        strict=edition.order == "strict",
        cards=tuple(Card(row, stage_name(row), gate_outline(gate_of(edition, row), numbers)) for row in ROWS),
    )


def gate_of(edition: Edition, row: int) -> Any:
    """The gate of a row: a stage, or who counts as entrepreneur."""
    return edition.counts_as_entrepreneur if row == ENTREPRENEUR else edition.stage(row)


def life_of(record: EditionRecord) -> tuple[TimelineEntry, ...]:
    """Every step with its day and author, the latest first, from the trail."""
    changes = list(changes_of("edition", record.id))
    names = names_of([change.changed_by for change in changes if change.changed_by])
    return tuple(
        TimelineEntry(
            on=change.changed_at,
            title=str(STEPS.get(change.verb, change.verb)),
            detail=change.reason,
            by=names.get(change.changed_by, "") if change.changed_by else "",
        )
        for change in changes
    )


def version_label(record: EditionRecord) -> str:
    return _("%(code)s versi %(version)s") % {"code": record.code, "version": record.version}


def rows_of(preview: EditionPreview) -> tuple[RowFigures, ...]:
    """The figures of a finished preview, the entrepreneurs first."""
    rows = sorted(preview.figures["rows"], key=lambda row: (row["row"] != ENTREPRENEUR, row["row"]))
    return tuple(
        RowFigures(row["row"], stage_name(row["row"]), row["before"], row["after"], row["gained"], row["lost"]) for row in rows
    )


def directions_of(groups: Iterable[PreviewGroup]) -> tuple[Direction, ...]:
    """Groups by row and direction: who counts only under the draft, and who counts no more."""
    found: dict[tuple[int, bool], list[PreviewGroup]] = {}
    for group in groups:
        found.setdefault((group.row, group.gained), []).append(group)
    ordered = sorted(found.items(), key=lambda item: (item[0][0] != ENTREPRENEUR, item[0]))
    return tuple(
        Direction(
            row,
            direction_title(row, gained, sum(group.people for group in own)),
            sum(group.people for group in own),
            tuple(GroupLine(group.pk, reason_text(group.reason, row, gained=gained), group.people) for group in own),
        )
        for (row, gained), own in ordered
    )


def direction_title(row: int, gained: bool, people: int) -> str:
    values = {"people": people, "row": stage_name(row)}
    if row == ENTREPRENEUR:
        title = _("%(people)s orang baru dihitung sebagai wirausaha") if gained else _("%(people)s orang tidak lagi dihitung")
    else:
        title = _("%(people)s orang baru lulus %(row)s") if gained else _("%(people)s orang tidak lagi lulus %(row)s")
    return title % values


def reason_text(raw: Mapping[str, object], row: int, *, gained: bool) -> str:
    """Why somebody moves in a row: what she lacks under the draft, or what the edition in force asks and the draft does not."""
    reason = decode_reason(raw)
    lacks = str(LACKS[reason.code]) % {"what": condition_phrase(reason.condition)}
    if reason.row != row:
        # The cause lies at another stage, which this row waits for.
        lacks = _("%(lacks)s di %(stage)s") % {"lacks": lacks, "stage": stage_name(reason.row)}
    if gained:
        return _("menurut aturan sekarang %(lacks)s; rancangan tidak memintanya") % {"lacks": lacks}
    return _("menurut rancangan %(lacks)s") % {"lacks": lacks}


def progress(preview: EditionPreview) -> int:
    """Percent done, of registrations."""
    return 0 if not preview.total else min(99, preview.done * 100 // preview.total)
