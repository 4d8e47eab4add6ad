"""What the page of a proposal shows to somebody."""

from __future__ import annotations

from typing import Any

from okoce.accounts.queries import Actor, names_of
from okoce.regulations import permissions, queries
from okoce.regulations.enums import ChangeState, RulePreviewState
from okoce.regulations.models import RuleChange
from okoce.regulations.web.presentation import CHANGE_TONES, life_of, proposed, shown
from okoce.regulations.web.texts import refusal


def page_of(actor: Actor, change: RuleChange) -> dict[str, Any]:
    """The proposal with every row, what others changed meanwhile, its previews, and what the reader may do now."""
    view = queries.change_view(change)
    judge = permissions.may_judge(actor, change)
    is_open = change.state != ChangeState.APPROVED
    previews = queries.previews_of(change)
    fresh = [item for item in previews if item.digest == view.digest and item.state == RulePreviewState.DONE]
    names = names_of([who for who in (change.drafted_by, change.approved_by) if who])
    return {
        "change": change,
        "tone": CHANGE_TONES[ChangeState(change.state)],
        "view": view,
        "items": proposed(view),
        "stale": [(shown(item.was), shown(item.now) if item.now else None, item.now) for item in queries.stale(view)]
        if is_open
        else [],
        "previews": previews,
        "fresh": fresh[0] if fresh else None,
        "author": names.get(change.drafted_by, ""),
        "may_change": permissions.may_change(actor, change).allowed,
        "may_withdraw": permissions.may_withdraw(actor, change).allowed,
        "may_judge": judge.allowed,
        "why_not_judge": refusal(judge) if judge.codes == ("rule.own_change",) else None,
        "life": life_of(change),
    }
