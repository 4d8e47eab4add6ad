"""The list of imports with the form that uploads, and the page of one import in whatever state it is."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed
from okoce.imports.queries.lists import visible
from okoce.imports.queries.offices import OFFICERS
from okoce.imports.services import upload
from okoce.imports.web.forms import UploadForm, about_choices
from okoce.imports.web.one import found_or_404, page_response
from okoce.imports.web.presentation import about_words, frame, office_words
from okoce.imports.web.texts import refusal

A_PAGE = 20


@for_roles(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            return redirect("imports:page", upload(by=request.actor, given=form.given(sent.name, sent.read())))
        except NotAllowed as refused:
            field = "as_of" if refused.decision.codes[0].startswith("list.") else "file"
            form.add_error(field, refusal(refused.decision))
    page = Paginator(visible(request.actor), A_PAGE).get_page(request.GET.get("halaman"))
    lines = [(item, about_words(item), office_words(item.office)) for item in page]
    values = {**frame(request.actor), "form": form, "page": page, "lines": lines, "abouts": about_choices()}
    return render(request, "imports/home.html", values, status=422 if request.method == "POST" else 200)


@for_roles(*OFFICERS)
@never_cache
@require_safe
def page(request: ActorRequest, import_id: UUID) -> HttpResponse:
    return page_response(request, found_or_404(request.actor, import_id))
