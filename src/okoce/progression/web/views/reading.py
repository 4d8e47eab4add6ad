"""Rules in words: what holds, what waits, and one version with its life."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.queries import names_of
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.progression import permissions, queries
from okoce.progression.enums import EditionState, PreviewState
from okoce.progression.permissions import STAFF
from okoce.progression.rules import decode_edition
from okoce.progression.web.forms import ReasonForm
from okoce.progression.web.presentation import frame, life_of, shown, version_label
from okoce.progression.web.sentences import edition_title
from okoce.progression.web.texts import refusal
from okoce.progression.web.views.answers import found, refusing
from okoce.regulations.queries import whole_numbers


@for_roles(*STAFF)
@never_cache
@require_safe
def editions(request: ActorRequest) -> HttpResponse:
    """Every edition in force as sentences; what is drafted and waits, for those who work with it."""
    numbers = whole_numbers(queries.today())
    works = permissions.may_see_drafts(request.actor).allowed
    open_ones = queries.records(EditionState.DRAFT, EditionState.SUBMITTED) if works else ()
    names = names_of([record.drafted_by for record in open_ones if record.drafted_by])
    values = {
        **frame(request.actor),
        "editions": [shown(record, numbers) for record in queries.records(EditionState.APPROVED)],
        "drafts": [
            (item, edition_title(decode_edition(item.document)), names.get(item.drafted_by, "") if item.drafted_by else "")
            for item in open_ones
        ],
        "works": works,
        "may_draft": permissions.may_draft(request.actor).allowed,
        "superseded": [(item, version_label(item)) for item in queries.records(EditionState.SUPERSEDED)],
    }
    return render(request, "progression/editions.html", values)


@for_roles(*STAFF)
@never_cache
@require_safe
@refusing
def edition(request: ActorRequest, edition_id: UUID) -> HttpResponse:
    """One version: what it asks, who drafted and approved it, and the buttons of whoever may act."""
    record, actor = found(request, edition_id), request.actor
    works = permissions.may_see_drafts(actor).allowed
    judge = permissions.may_judge(actor, record)
    fresh = [item for item in queries.previews_of(record.id) if item.digest == record.digest and item.state == PreviewState.DONE]
    values = {
        **frame(actor),
        "shown": shown(record, whole_numbers(queries.today())),
        "life": life_of(record),
        "works": works,
        "may_change": permissions.may_change(actor, record).allowed,
        "may_withdraw": permissions.may_withdraw(actor, record).allowed,
        "may_judge": judge.allowed,
        "why_not_judge": refusal(judge) if judge.codes == ("edition.own_draft",) else None,
        "previews": queries.previews_of(record.id) if works else (),
        "fresh": fresh[0] if fresh else None,
        "reason_form": ReasonForm(),
    }
    return render(request, "progression/edition.html", values)
