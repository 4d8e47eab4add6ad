"""What the views of rules share: a row or a change or a 404, and refusals as a page with the reason and the next step."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.regulations import permissions, queries
from okoce.regulations.models import RuleChange, RuleRow
from okoce.regulations.web.texts import refusal

View = Callable[..., HttpResponse]
UNKNOWN = frozenset({"rule.unknown", "rule.change_unknown"})
WHO = frozenset({"rule.editors_only", "rule.staff_only", "rule.somebody_elses", "rule.own_change"})
"""Refusals because of who asks; all others are because of how things stand."""


def refusing(view: View) -> View:
    """A refusal is a page: what happened, why, what now; what does not exist is a 404."""

    @wraps(view)
    def answer(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refused:
            return refused_page(request, refused.decision)

    return answer


def refused_page(request: ActorRequest, decision: Decision) -> HttpResponse:
    code = decision.codes[0]
    if code in UNKNOWN:
        raise Http404
    return render(request, "regulations/refused.html", {"refusal": refusal(decision)}, status=403 if code in WHO else 409)


def found_row(row_id: UUID) -> RuleRow:
    row = queries.row(row_id)
    if row is None:
        raise Http404
    return row


def found_change(request: ActorRequest, change_id: UUID) -> RuleChange:
    """A proposal, for those who work with proposals."""
    require(permissions.may_propose(request.actor))
    change = queries.change(change_id)
    if change is None:
        raise Http404
    return change
