"""Write a draft: start it, its texts, its gates; hand it in, take it back, throw it away."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed, require
from okoce.core.ids import parse_id
from okoce.progression import permissions, queries, services
from okoce.progression.enums import EditionState
from okoce.progression.models import EditionRecord
from okoce.progression.rules import MalformedRuleError, decode_edition, encode_edition
from okoce.progression.web.forms import DraftForm, HeadForm, head_values
from okoce.progression.web.gates import GateEditor
from okoce.progression.web.presentation import ROWS, frame, version_label
from okoce.progression.web.texts import refusal
from okoce.progression.web.views.answers import found, refusing


@for_roles(Role.EVALUATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def start(request: ActorRequest) -> HttpResponse:
    """A draft begins as a copy of a version that is or was in force."""
    require(permissions.may_draft(request.actor))
    fixed = queries.records(EditionState.APPROVED, EditionState.SUPERSEDED)
    choices = [(str(record.id), version_label(record)) for record in fixed]
    source = queries.record(parse_id(request.GET.get("dari", "")) or fixed[0].id) or fixed[0]
    form = DraftForm(request.POST or None, choices=choices, initial={"copy_of": str(source.id), "code": source.code})
    if form.is_valid():
        copy_of = UUID(form.cleaned_data["copy_of"])
        made = services.start_draft(by=request.actor, copy_of=copy_of, code=form.cleaned_data["code"])
        return redirect("progression:edition", made.id)
    return render(request, "progression/start.html", {**frame(request.actor), "form": form}, status=_status(form))


@for_roles(Role.EVALUATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def head(request: ActorRequest, edition_id: UUID) -> HttpResponse:
    """Titles, explanations, legal source, dates and order."""
    record = _mine(request, edition_id)
    before = decode_edition(record.document)
    form = HeadForm(request.POST or None, initial={**head_values(before), "seen": record.digest})
    refused = None
    if form.is_valid():
        document = encode_edition(form.edition(before))
        try:
            services.change_draft(by=request.actor, edition_id=record.id, seen=form.cleaned_data["seen"], document=document)
        except NotAllowed as error:
            refused = refusal(error.decision)
        else:
            return redirect("progression:edition", record.id)
    values = {**frame(request.actor), "record": record, "form": form, "refusal": refused}
    return render(request, "progression/head.html", values, status=409 if refused else _status(form))


@for_roles(Role.EVALUATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def gate(request: ActorRequest, edition_id: UUID, row: int) -> HttpResponse:
    """The condition of one stage, or of who counts. Buttons that change its shape save nothing and lose nothing."""
    if row not in ROWS:
        raise Http404
    record = _mine(request, edition_id)
    editor = GateEditor(record, row, request.POST if request.method == "POST" else None)
    if editor.wants_saving:
        try:
            services.change_draft(by=request.actor, edition_id=record.id, seen=editor.seen, document=editor.document())
        except MalformedRuleError as error:
            editor.note(error.problems)
        except NotAllowed as error:
            editor.refusal = refusal(error.decision)
        else:
            return redirect(f"{reverse('progression:edition', args=[record.id])}#p{row}")
    values = {**frame(request.actor), "record": record, "editor": editor}
    return render(request, "progression/gate.html", values, status=editor.status)


@for_roles(Role.EVALUATOR)
@require_POST
@refusing
def submit(request: ActorRequest, edition_id: UUID) -> HttpResponse:
    """Hand it to a second person."""
    services.submit(by=request.actor, edition_id=edition_id, seen=request.POST.get("seen", ""))
    return redirect("progression:edition", edition_id)


@for_roles(Role.EVALUATOR)
@require_POST
@refusing
def withdraw(request: ActorRequest, edition_id: UUID) -> HttpResponse:
    """Take it back."""
    services.withdraw(by=request.actor, edition_id=edition_id)
    return redirect("progression:edition", edition_id)


@for_roles(Role.EVALUATOR)
@require_POST
@refusing
def discard(request: ActorRequest, edition_id: UUID) -> HttpResponse:
    """Throw it away."""
    services.discard(by=request.actor, edition_id=edition_id)
    return redirect("progression:editions")


def _mine(request: ActorRequest, edition_id: UUID) -> EditionRecord:
    record = found(request, edition_id)
    require(permissions.may_change(request.actor, record))
    return record


def _status(form: DraftForm | HeadForm) -> int:
    return 422 if form.is_bound else 200
