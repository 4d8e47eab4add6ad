"""Rules, proposals and previews as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from okoce.accounts.queries import names_of
from okoce.audit.queries import changes_of
from okoce.regulations.enums import ChangeState, RuleStatus, Trust
from okoce.regulations.families import Family, all_families, family_of, shown_parts
from okoce.regulations.models import RuleChange, RuleEnding, RulePreview, RuleReview, RuleRow
from okoce.regulations.queries import ChangeView, as_value, today
from okoce.regulations.rules import Value
from okoce.regulations.services.trail import SUBJECT
from okoce.regulations.web.texts import STEPS, basis, unit
from okoce.regulations.web.value_forms import ISO
from okoce.ui import formats
from okoce.ui.components import TimelineEntry
from okoce.ui.presentation import language

TONES = {RuleStatus.DRAFT: "waiting", RuleStatus.ACTIVE: "done", RuleStatus.SUPERSEDED: "neutral"}
CHANGE_TONES = {ChangeState.DRAFT: "active", ChangeState.SUBMITTED: "waiting", ChangeState.APPROVED: "done"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One row on a page. ``overdue``: since when its source should have been read again."""

    row: RuleRow
    family: Family
    title: str
    words: str
    basis: str
    article: str
    trust: str
    confirmed: bool
    overdue: date | None
    tone: str
    starts_later: bool
    has_ended: bool
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Who had a hand in a row, and when."""

    proposed: str = ""
    approved: str = ""
    verified: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a proposed row says otherwise."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed row beside the one that it replaces; or a row that ends."""

    shown: Shown
    differences: tuple[Difference, ...]
    pages: tuple[str, ...]
    is_new: bool
    ending: RuleEnding | None = None


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One thing that a change does, in the reader's language."""

    text: str
    gains: int
    loses: int
    subjects: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EffectTable:
    """What a change does to the cases of one kind."""

    what: str
    counted: int
    touched: int
    lines: tuple[EffectLine, ...]


def shown(row: RuleRow, *, with_parts: bool = False) -> Shown:
    family = family_of(row.code)
    late = row.status == RuleStatus.ACTIVE and row.review_by is not None and row.review_by < today()
    ended = row.status == RuleStatus.ACTIVE and row.effective_to is not None and row.effective_to < today()
    parts = shown_parts(family, row.value) if with_parts and isinstance(row.value, Mapping) else []
    return Shown(
        row=row,
        family=family,
        title=title_of(row, family),
        words=words_of(row, family),
        basis=basis(row.legal_basis),
        article=basis(row.article),
        trust=str(Trust(row.trust).label),
        confirmed=row.trust != Trust.UNCONFIRMED,
        overdue=row.review_by if late and not ended else None,
        tone=TONES[RuleStatus.SUPERSEDED if ended else RuleStatus(row.status)],
        starts_later=row.status == RuleStatus.ACTIVE and row.effective_from > today(),
        has_ended=ended,
        parts=tuple(parts),
    )


def title_of(row: RuleRow, family: Family) -> str:
    """What a rule is called: its family's name for the code, an object's title, or the end of the code."""
    name = str((family.names or {}).get(row.code, ""))
    if not name and isinstance(row.value, Mapping):
        name = family.title_of(row.value, language())
    return name or row.code.removeprefix(family.prefix)


def words_of(row: RuleRow, family: Family) -> str:
    """A rule in words: as its family says it, else its number with the unit, its day or its text; of an object nothing."""
    if family.words is not None:
        return family.words(as_value(row))
    return scalar_words(row.value, row.unit)


def scalar_words(value: Value, unit_name: str) -> str:
    if isinstance(value, Mapping):
        return ""
    if isinstance(value, str) and ISO.fullmatch(value):
        return formats.date_long(date.fromisoformat(value), language())
    if isinstance(value, int) and unit_name == "rupiah":
        return formats.rupiah(value, language())
    return f"{formats.number(value, language())} {unit(unit_name)}" if isinstance(value, int) else value


def called(words: str) -> frozenset[str]:
    """Codes whose names have all of these words."""
    wanted = words.casefold().split()
    named = {code: str(name) for family in all_families() for code, name in (family.names or {}).items()}
    return frozenset(code for code, name in named.items() if wanted and all(word in name.casefold() for word in wanted))


def people_of(rows: Iterable[RuleRow]) -> dict[UUID, People]:
    """Names of whoever proposed, approved and read; a word of the project where it is no account."""
    rows = tuple(rows)
    ids = {row.id: _verifier(row) for row in rows}
    wanted = {who for row in rows for who in (row.created_by, row.approved_by, ids[row.id]) if who is not None}
    names = names_of(wanted)

    def name(who: UUID | None) -> str:
        return names.get(who, "") if who else ""

    return {row.id: People(name(row.created_by), name(row.approved_by), name(ids[row.id])) for row in rows}


def _verifier(row: RuleRow) -> UUID | None:
    try:
        return UUID(row.verified_by)
    except ValueError:
        return None


def proposed(view: ChangeView) -> tuple[Proposed, ...]:
    """Everything that a change says, each beside what it takes the place of."""
    rows = [_proposed(row) for row in view.rows]
    endings = [Proposed(shown(item.row, with_parts=True), (), _pages(item.row.code), False, item) for item in view.endings]
    return (*rows, *endings)


def _proposed(row: RuleRow) -> Proposed:
    old = row.replaces
    return Proposed(shown(row, with_parts=True), differences(old, row) if old else (), _pages(row.code), old is None)


def _pages(code: str) -> tuple[str, ...]:
    return tuple(str(page) for page in family_of(code).pages)


def differences(old: RuleRow, new: RuleRow) -> tuple[Difference, ...]:
    """What the new row says otherwise: its value, part by part, then what it rests on."""
    before, after = _said(old), _said(new)
    labels = dict.fromkeys([*before, *after])
    return tuple(
        Difference(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    )


def _said(row: RuleRow) -> dict[str, str]:
    family = family_of(row.code)
    if isinstance(row.value, Mapping):
        said = dict(shown_parts(family, row.value))
    else:
        said = {_("Nilai"): scalar_words(row.value, row.unit)}
    return {
        **said,
        _("Dasar hukum"): basis(row.legal_basis),
        _("Pasal"): basis(row.article),
        _("Sumber"): row.source_url,
        _("Kepastian"): str(Trust(row.trust).label),
    }


def life_of(change: RuleChange) -> tuple[TimelineEntry, ...]:
    """Every step of a proposal with its day and author, the latest first, from the trail."""
    steps = list(changes_of(SUBJECT, change.id))
    names = names_of([step.changed_by for step in steps if step.changed_by])
    return tuple(
        TimelineEntry(
            on=step.changed_at,
            title=str(STEPS.get(step.verb, step.verb)),
            detail=step.reason or str(step.after.get("code", "")),
            by=names.get(step.changed_by, "") if step.changed_by else "",
        )
        for step in steps
    )


def reviews_as_entries(reviews: Iterable[RuleReview]) -> tuple[TimelineEntry, ...]:
    reviews = tuple(reviews)
    names = names_of({review.reviewed_by for review in reviews})
    day = {review.id: formats.date_long(review.review_by, language()) for review in reviews}
    return tuple(
        TimelineEntry(
            on=review.verified_on,
            title=_("Dibaca ulang, tidak berubah; periksa lagi sebelum %(day)s") % {"day": day[review.id]},
            detail=review.note,
            by=names.get(review.reviewed_by, ""),
        )
        for review in reviews
    )


def tables_of(preview: RulePreview) -> tuple[EffectTable, ...]:
    """The effects of a finished preview, in the reader's language."""
    return tuple(
        EffectTable(_own(item["what"]), item["counted"], item["touched"], tuple(_line(line) for line in item["effects"]))
        for item in preview.effects
    )


def _line(line: Mapping[str, Any]) -> EffectLine:
    subjects = tuple((_own(each["label"]), each["url"]) for each in line["subjects"])
    return EffectLine(_own(line["text"]), line["gains"], line["loses"], subjects)


def _own(words: Mapping[str, str]) -> str:
    return words["en"] if language() == "en" else words["id"]


def change_words(change: RuleChange) -> dict[str, Any]:
    """A proposal in a list: its reason, state, and what it is about."""
    codes = sorted({row.code for row in change.rows.all()} | {ending.row.code for ending in change.endings.all()})
    return {
        "change": change,
        "tone": CHANGE_TONES[ChangeState(change.state)],
        "codes": codes,
        "url": reverse("regulations:change", args=[change.id]),
    }
