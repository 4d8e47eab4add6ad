"""What the views of the editor share: a version or a 404, and refusals as a page with the reason and the next step."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.progression import queries
from okoce.progression.models import EditionRecord
from okoce.progression.permissions import may_read
from okoce.progression.web.presentation import frame
from okoce.progression.web.texts import refusal

View = Callable[..., HttpResponse]
CONFLICTS = frozenset(
    {"edition.changed_meanwhile", "edition.not_a_draft", "edition.not_waiting", "edition.older_version", "edition.preview_other"}
    | {"edition.preview_missing", "edition.rule_missing", "edition.reason_missing"}
)
"""Refusals because of how things stand now, not because of who asks."""


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
    if decision.codes[0] == "edition.unknown":
        raise Http404
    status = 409 if decision.codes[0] in CONFLICTS else 403
    return render(request, "progression/refused.html", {**frame(request.actor), "refusal": refusal(decision)}, status=status)


def found(request: ActorRequest, edition_id: UUID) -> EditionRecord:
    """A version that the reader may read."""
    record = queries.record(edition_id)
    if record is None:
        raise Http404
    require(may_read(request.actor, record))
    return record
