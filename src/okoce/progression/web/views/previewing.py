"""Who moves and why: ask for a preview, read it, open the people of one reason."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed, require
from okoce.progression import permissions, queries, services
from okoce.progression.enums import EditionState, PreviewState
from okoce.progression.permissions import EDITORS, LIST_READERS, PREVIEW_READERS
from okoce.progression.services.movers import PAGE
from okoce.progression.web.forms import PreviewForm, ReasonForm
from okoce.progression.web.presentation import (
    direction_title,
    directions_of,
    frame,
    progress,
    reason_text,
    rows_of,
    version_label,
)
from okoce.progression.web.sentences import sentence
from okoce.progression.web.texts import refusal
from okoce.progression.web.views.answers import found, refusing
from okoce.ui.components import Column


@for_roles(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def ask(request: ActorRequest, edition_id: UUID) -> HttpResponse:
    """Beside which edition and as of which day."""
    require(permissions.may_see_drafts(request.actor))
    record, refused = found(request, edition_id), None
    fixed = [item for item in queries.records(EditionState.APPROVED, EditionState.SUPERSEDED) if item.id != record.id]
    same = next((item for item in fixed if item.code == record.code and item.state == EditionState.APPROVED), None)
    choices = [(str(item.id), version_label(item)) for item in fixed]
    against = str(same.id if same else record.copied_from_id or "")
    form = PreviewForm(request.POST or None, choices=choices, today=queries.today(), against=against)
    if form.is_valid():
        said = {"against_id": UUID(form.cleaned_data["against"]), "as_of": form.cleaned_data["as_of"]}
        try:
            return redirect("progression:preview", services.ask_preview(by=request.actor, edition_id=record.id, **said).id)
        except NotAllowed as error:
            refused = refusal(error.decision)
    values = {**frame(request.actor), "record": record, "form": form, "refusal": refused}
    return render(request, "progression/ask_preview.html", values, status=422 if form.is_bound else 200)


@for_roles(*PREVIEW_READERS)
@never_cache
@require_safe
@refusing
def preview(request: ActorRequest, preview_id: UUID) -> HttpResponse:
    """Counts before and after, and everybody who moves by reason; while it is made, how far it is."""
    asked = queries.preview(preview_id)
    if asked is None:
        raise Http404
    record = asked.edition
    require(permissions.may_read_preview(request.actor, record))
    done = asked.state == PreviewState.DONE
    values = {
        **frame(request.actor),
        "preview": asked,
        "record": record,
        "before": version_label(asked.against),
        "after": version_label(record),
        "fresh": asked.digest == record.digest,
        "percent": progress(asked),
        "rows": rows_of(asked) if done else (),
        "directions": directions_of(asked.groups.all()) if done else (),
        "may_list": permissions.may_list_people(request.actor, record).allowed,
        "may_judge": permissions.may_judge(request.actor, record).allowed,
        "may_change": permissions.may_change(request.actor, record).allowed,
        "reason_form": ReasonForm(),
    }
    return render(request, "progression/preview.html", values)


@for_roles(*LIST_READERS)
@never_cache
@require_safe
@refusing
def people(request: ActorRequest, group_id: int) -> HttpResponse:
    """The people of one reason, within the reader's scope."""
    text = request.GET.get("halaman", "1")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    opened = services.open_movers(by=request.actor, group_id=group_id, page=page)
    group = opened.group
    values = {
        **frame(request.actor),
        "title": direction_title(group.row, group.gained, group.people),
        "reason": sentence(reason_text(group.reason, group.row, gained=group.gained)),
        "preview": group.preview,
        "rows": [(row.name, reverse("desk:member", args=[row.person_id]) if row.may_open else "") for row in opened.rows],
        "masked": any(not row.may_open for row in opened.rows),
        "elsewhere": opened.elsewhere,
        "page": Paginator(range(opened.total), PAGE).get_page(opened.page),
        "columns": [Column(_("Nama"))],
    }
    return render(request, "progression/movers.html", values)
