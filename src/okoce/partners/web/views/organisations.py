"""The desk of the register: the list, one organisation with its named actions, and entering a new one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed
from okoce.partners import queries, services
from okoce.partners.enums import OrganisationAction
from okoce.partners.web.forms import AreasForm, DeskFilter, OrganisationForm
from okoce.partners.web.pages import Attempt, list_values, organisation_response, visible_or_404
from okoce.partners.web.texts import refused

READERS = (Role.KECAMATAN, Role.CITY, Role.EVALUATOR, Role.ADMINISTRATOR, Role.COMMUNITY)
STEWARDS = (Role.KECAMATAN, Role.CITY, Role.ADMINISTRATOR)
KEEPERS = (*STEWARDS, Role.COMMUNITY)
A_PAGE = 40


@for_roles(*READERS)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    form = DeskFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    state, text = chosen.get("keadaan", ""), chosen.get("cari", "")
    rows = queries.organisation_rows(request.actor, state=state, text=text)
    values = list_values(request.actor, state, text) | {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("halaman")),
        "form": DeskFilter(initial=chosen),
    }
    return render(request, "partners/desk_organisations.html", values)


@for_roles(*READERS)
@require_safe
def page(request: ActorRequest, organisation_id: UUID) -> HttpResponse:
    found = visible_or_404(request.actor, organisation_id)
    return organisation_response(request, found, done=request.GET.get("selesai", ""))


@for_roles(*STEWARDS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, actor=request.actor)
    values: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.register_organisation(by=request.actor, area_codes=given.pop("areas"), **given)
        except NotAllowed as refusal:
            values["refused"] = refused(refusal.decision)
            return render(request, "partners/desk_organisation_new.html", values, status=409)
        return _done(made.id, "register")
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/desk_organisation_new.html", values, status=status)


@for_roles(*STEWARDS)
@require_POST
def act(request: ActorRequest, organisation_id: UUID, action: str) -> HttpResponse:
    found = visible_or_404(request.actor, organisation_id)
    if action not in OrganisationAction.values:
        raise Http404
    reason = request.POST.get("reason", "")[:200]
    try:
        if action == OrganisationAction.VERIFY:
            services.verify(by=request.actor, organisation_id=organisation_id)
        else:
            verbs = {"suspend": services.suspend, "remove": services.remove, "reopen": services.reopen}
            verbs[action](by=request.actor, organisation_id=organisation_id, reason=reason)
    except NotAllowed as refusal:
        attempt = Attempt(refused=refused(refusal.decision), action=action, reason=reason)
        return organisation_response(request, found, attempt=attempt)
    return _done(organisation_id, action)


@for_roles(*STEWARDS)
@require_POST
def areas(request: ActorRequest, organisation_id: UUID) -> HttpResponse:
    found = visible_or_404(request.actor, organisation_id)
    form = AreasForm(request.POST, actor=request.actor, present=found.area_codes)
    if not form.is_valid():
        return organisation_response(request, found, attempt=Attempt(areas=form))
    try:
        services.set_areas(by=request.actor, organisation_id=organisation_id, area_codes=form.cleaned_data["areas"])
    except NotAllowed as refusal:
        return organisation_response(request, found, attempt=Attempt(refused=refused(refusal.decision), areas=form))
    return _done(organisation_id, "set_areas")


@for_roles(*KEEPERS)
@require_POST
def accepts(request: ActorRequest, organisation_id: UUID) -> HttpResponse:
    found = visible_or_404(request.actor, organisation_id)
    try:
        services.set_accepts_members(by=request.actor, organisation_id=organisation_id, accepts=request.POST.get("terima") == "ya")
    except NotAllowed as refusal:
        return organisation_response(request, found, attempt=Attempt(refused=refused(refusal.decision)))
    return _done(organisation_id, "set_accepts_members")


def _done(organisation_id: UUID, verb: str) -> HttpResponse:
    return redirect(reverse("partners:organisation", args=[organisation_id]) + f"?selesai={verb}")
