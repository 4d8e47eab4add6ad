"""Put what a form says into a proposal: a new one, or a draft of the author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.core.decisions import NotAllowed
from okoce.core.ids import parse_id
from okoce.regulations import queries, services
from okoce.regulations.enums import ChangeState
from okoce.regulations.models import RuleChange, RuleRow
from okoce.regulations.web.forms import EndForm, RowForm
from okoce.regulations.web.texts import refusal
from okoce.ui.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Saved:
    """The proposal that has the row now, or why it has not."""

    change: RuleChange | None = None
    refusal: Refusal | None = None


def own_drafts(actor: Actor) -> tuple[RuleChange, ...]:
    return tuple(change for change in queries.changes(ChangeState.DRAFT) if change.drafted_by == actor.user_id)


def change_of(actor: Actor, said: Mapping[str, Any]) -> UUID:
    """The draft that was chosen, or a new one with the reason."""
    chosen = parse_id(said.get("change") or "")
    return chosen or services.start_change(by=actor, reason=said.get("reason") or "").id


def put(actor: Actor, form: RowForm, *, replaces: UUID | None = None, draft: RuleRow | None = None) -> Saved:
    """Both or nothing: no empty proposal is left behind where the row is refused."""
    try:
        with transaction.atomic():
            change_id = change_of(actor, form.cleaned_data) if draft is None else draft.change_id
            if change_id is None:
                return Saved()
            old = draft.replaces_id if draft is not None else replaces
            row = services.put_row(
                by=actor, change_id=change_id, content=form.content(), replaces=old, draft_id=draft.id if draft else None
            )
    except NotAllowed as error:
        return Saved(refusal=refusal(error.decision))
    return Saved(change=row.change)


def end(actor: Actor, form: EndForm, row: RuleRow) -> Saved:
    """As :func:`put`, of a row that is to end."""
    try:
        with transaction.atomic():
            change_id = change_of(actor, form.cleaned_data)
            services.put_ending(by=actor, change_id=change_id, row_id=row.id, last_day=form.cleaned_data["last_day"])
    except NotAllowed as error:
        return Saved(refusal=refusal(error.decision))
    return Saved(change=queries.change(change_id))
