"""Previews: who would move and why, at once for a small programme, by the worker with its progress for a large one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.facts.queries import head
from okoce.progression.enums import PreviewState
from okoce.progression.models import FIXED, EditionPreview, EditionRecord, PreviewGroup, PreviewMove
from okoce.progression.permissions import may_see_drafts
from okoce.progression.queries import bound, members_registered, readings, today
from okoce.progression.rules import Edition, Moves, decode_edition, encode_reason
from okoce.regulations.queries import RuleMissingError

AT_ONCE = 5_000
"""So many registrations are read while the page waits; more are the worker's."""
STEP = 1_000
"""Registrations between two lines of progress."""
SILENT = timedelta(minutes=5)
"""A running preview without progress for so long was left by a worker that is gone."""
Tell = Callable[[int], None]


def ask_preview(*, by: Actor, edition_id: UUID, against_id: UUID, as_of: date) -> EditionPreview:
    """Ask what a version changes beside one that is or was in force, as of a day, as known now.

    NotAllowed: ``edition.editors_only``, ``edition.unknown``, ``preview.future``, ``preview.rule_missing``.
    """
    require(may_see_drafts(by))
    with transaction.atomic():
        preview = _asked(by, edition_id, against_id, as_of)
    if preview.total <= AT_ONCE:
        _make(preview, lambda done: None)
    return preview


def _asked(by: Actor, edition_id: UUID, against_id: UUID, as_of: date) -> EditionPreview:
    record = EditionRecord.objects.filter(id=edition_id).first()
    against = EditionRecord.objects.filter(id=against_id, state__in=FIXED).first()
    if record is None or against is None or by.user_id is None:
        raise NotAllowed(Decision.no("edition.unknown"))
    if as_of > today():
        raise NotAllowed(Decision.no("preview.future"))
    try:
        _pair(record, against, as_of)
    except RuleMissingError as error:
        raise NotAllowed(Decision.no("preview.rule_missing", day=as_of)) from error
    newest, now = head(), timezone.now()
    total = members_registered()
    preview = EditionPreview.objects.create(
        edition=record,
        against=against,
        digest=record.digest,
        as_of=as_of,
        known_at=newest.position if newest else 0,
        state=PreviewState.RUNNING if total <= AT_ONCE else PreviewState.WAITING,
        progress_at=now,
        asked_by=by.user_id,
        asked_at=now,
        total=total,
    )
    after = {"digest": record.digest, "against": str(against), "as_of": as_of.isoformat(), "known_at": preview.known_at}
    log_change(by=by.user_id, verb="edition.preview", subject="edition", subject_id=record.id, after=after)
    return preview


def make_due_previews() -> int:
    """Make the previews that wait, one after another, and return how many: the worker's duty."""
    made = 0
    while (preview := _next()) is not None:
        _make(preview, _teller(preview))
        made += 1
    return made


@transaction.atomic
def _next() -> EditionPreview | None:
    """The oldest that waits or was left behind, now ours."""
    now = timezone.now()
    left = Q(state=PreviewState.RUNNING, progress_at__lt=now - SILENT)
    due = EditionPreview.objects.select_for_update(of=("self",), skip_locked=True).filter(Q(state=PreviewState.WAITING) | left)
    preview = due.order_by("asked_at", "id").first()
    if preview is not None:
        preview.state, preview.progress_at, preview.done = PreviewState.RUNNING, now, 0
        preview.save(update_fields=["state", "progress_at", "done"])
    return preview


def _teller(preview: EditionPreview) -> Tell:
    def tell(done: int) -> None:
        EditionPreview.objects.filter(id=preview.id).update(done=done, progress_at=timezone.now())

    return tell


def _make(preview: EditionPreview, tell: Tell) -> None:
    record, against = preview.edition, preview.against
    if record.digest != preview.digest:
        # The draft was changed while it waited: a preview says what was asked, or nothing.
        _finish(preview, None)
        return
    try:
        before, after = _pair(record, against, preview.as_of)
    except RuleMissingError:
        _finish(preview, None)
        return
    moves = Moves()
    for done, reading in enumerate(readings((before, after), as_of=preview.as_of, known_at=preview.known_at), start=1):
        moves.add(reading.person_id, reading.readings[before.code], reading.readings[after.code])
        if done % STEP == 0:
            tell(done)
    _finish(preview, moves)


def _pair(record: EditionRecord, against: EditionRecord, as_of: date) -> tuple[Edition, Edition]:
    """Both bound to the thresholds of the day, under codes that differ: two versions have one code."""
    before, after = decode_edition(against.document), decode_edition(record.document)
    return replace(bound(before, as_of), code="before"), replace(bound(after, as_of), code="after")


@transaction.atomic
def _finish(preview: EditionPreview, moves: Moves | None) -> None:
    """Keep what was found; without it the preview has failed."""
    preview.state, preview.finished_at = PreviewState.FAILED, timezone.now()
    if moves is not None:
        rows = [
            {"row": count.row, "before": count.before, "after": count.after, "gained": count.gained, "lost": count.lost}
            for count in moves.counts()
        ]
        preview.state, preview.figures, preview.done = PreviewState.DONE, {"people": moves.people, "rows": rows}, preview.total
        PreviewGroup.objects.filter(preview=preview).delete()  # of a worker that was stopped on the way
        for found in moves.groups():
            group = PreviewGroup.objects.create(
                preview=preview, row=found.row, gained=found.gained, reason=encode_reason(found.reason), people=len(found.persons)
            )
            for persons in _parts(found.persons):
                PreviewMove.objects.bulk_create([PreviewMove(group=group, person_id=person) for person in persons])
    preview.save(update_fields=["state", "finished_at", "figures", "done"])


def _parts(persons: tuple[UUID, ...], size: int = 5_000) -> Iterator[tuple[UUID, ...]]:
    return (persons[at : at + size] for at in range(0, len(persons), size))
