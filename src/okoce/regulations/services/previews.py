"""Previews: who gains or loses what, at once where few cases are to be looked at, by the worker where many are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.regulations.enums import RulePreviewState
from okoce.regulations.families import Consequences, Effects, Wording, consequences_of
from okoce.regulations.models import RulePreview
from okoce.regulations.permissions import may_propose
from okoce.regulations.queries import ChangeView, change, change_view, preview_day, rows_after, rows_before, stale
from okoce.regulations.services.trail import log

SILENT = timedelta(minutes=15)
"""A preview that has run for so long was left by a worker that is gone."""
MOST_SUBJECTS = 50


def ask_preview(*, by: Actor, change_id: UUID) -> RulePreview:
    """Ask what a change would do, on the first day on which all of it holds.

    NotAllowed: as ``may_propose``, ``rule.change_unknown``, ``rule.change_empty``, ``rule.changed_since``, and what the families
    say of rules that do not fit together.
    """
    require(may_propose(by))
    known = change(change_id)
    if known is None or by.user_id is None:
        raise NotAllowed(Decision.no("rule.change_unknown"))
    view = change_view(known)
    if view.is_empty:
        raise NotAllowed(Decision.no("rule.change_empty"))
    if stale(view):
        raise NotAllowed(Decision.no("rule.changed_since"))
    following, on = consequences_of(view.codes), preview_day(view)
    for consequences in following:
        if consequences.agree is not None:
            require(consequences.agree(rows_after(view, consequences.within, on)))
    cases = sum(consequences.size() for consequences in following)
    at_once = all(consequences.size() <= consequences.at_once for consequences in following)
    now = timezone.now()
    state = RulePreviewState.RUNNING if at_once else RulePreviewState.WAITING
    asked = {"digest": view.digest, "on_day": on, "cases": cases, "state": state}
    with transaction.atomic():
        made = RulePreview.objects.create(change=known, asked_by=by.user_id, asked_at=now, begun_at=now, **asked)
        log(by, "preview", known, digest=view.digest, on_day=str(on))
    if at_once:
        _make(made)
    return made


def make_due_rule_previews() -> int:
    """Make the previews that wait, one after another, and return how many: the worker's duty."""
    made = 0
    while (due := _next()) is not None:
        _make(due)
        made += 1
    return made


@transaction.atomic
def _next() -> RulePreview | None:
    """The oldest that waits or was left behind, now ours."""
    now = timezone.now()
    left = Q(state=RulePreviewState.RUNNING, begun_at__lt=now - SILENT)
    due = RulePreview.objects.select_for_update(of=("self",), skip_locked=True).filter(Q(state=RulePreviewState.WAITING) | left)
    found = due.order_by("asked_at", "id").first()
    if found is not None:
        found.state, found.begun_at = RulePreviewState.RUNNING, now
        found.save(update_fields=["state", "begun_at"])
    return found


def _make(preview: RulePreview) -> None:
    """A preview says what was asked, or nothing: where content or the rows beside it have changed, it has failed."""
    view = change_view(preview.change)
    preview.state = RulePreviewState.FAILED
    if view.digest == preview.digest:
        preview.effects = [_kept(effects) for effects in _effects(view, preview)]
        preview.state = RulePreviewState.DONE
    preview.finished_at = timezone.now()
    preview.save(update_fields=["state", "effects", "finished_at"])


def _effects(view: ChangeView, preview: RulePreview) -> list[Effects]:
    return [
        _effects_of(consequences, view, preview) for consequences in consequences_of(view.codes) if consequences.effects is not None
    ]


def _effects_of(consequences: Consequences, view: ChangeView, preview: RulePreview) -> Effects:
    assert consequences.effects is not None
    on = preview.on_day
    return consequences.effects(rows_before(consequences.within, on), rows_after(view, consequences.within, on), on)


def _kept(effects: Effects) -> dict[str, Any]:
    return {
        "what": _both(effects.what),
        "counted": effects.counted,
        "touched": effects.touched,
        "effects": [
            {
                "text": _both(effect.text),
                "gains": effect.gains,
                "loses": effect.loses,
                "subjects": [{"label": _both(each.label), "url": each.url} for each in effect.subjects[:MOST_SUBJECTS]],
            }
            for effect in effects.effects
        ],
    }


def _both(wording: Wording) -> dict[str, str]:
    return {"id": wording.id, "en": wording.en}
