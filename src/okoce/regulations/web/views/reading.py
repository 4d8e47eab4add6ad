"""The list of rules with what waits, the history of one, and the review of a source."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed, require
from okoce.regulations import permissions, queries, services
from okoce.regulations.permissions import EDITORS, STAFF
from okoce.regulations.web.filters import filter_of, words_in_force
from okoce.regulations.web.forms import ListForm, ReviewForm
from okoce.regulations.web.presentation import people_of, reviews_as_entries, shown
from okoce.regulations.web.texts import refusal
from okoce.regulations.web.views.answers import found_row, refusing
from okoce.regulations.web.waiting import open_changes
from okoce.ui.components import Column

PAGE = 50


@for_roles(*STAFF)
@never_cache
@require_safe
@refusing
def rules(request: ActorRequest) -> HttpResponse:
    """Every rule by family, with search and filters; above it what waits, for those who work with proposals."""
    require(permissions.may_read(request.actor))
    works = permissions.may_propose(request.actor).allowed
    form = ListForm(request.GET)
    wanted = filter_of(form, drafts=works)
    page = Paginator(queries.rows_of(wanted), PAGE).get_page(request.GET.get("halaman"))
    values = {
        "form": form,
        "words": words_in_force(form, request.GET),
        "page": page,
        "rows": [shown(row) for row in page.object_list],
        "columns": [Column(_("Ketentuan")), Column(_("Isi")), Column(_("Dasar")), Column(_("Keadaan")), Column(_("Berlaku"))],
        "works": works,
        "due": queries.due_reviews() if works else 0,
        "waiting": open_changes(request.actor) if works else (),
    }
    return render(request, "regulations/rules.html", values)


@for_roles(*STAFF)
@never_cache
@require_safe
@refusing
def rule(request: ActorRequest, code: str) -> HttpResponse:
    """Everything that one code ever said: what holds, what is proposed, what was replaced, by whom."""
    require(permissions.may_read(request.actor))
    works = permissions.may_propose(request.actor).allowed
    rows = [row for row in queries.history_rows(code) if works or row.status != "draft"]
    if not rows:
        raise Http404
    people = people_of(rows)
    lines = [(shown(row, with_parts=True), people[row.id]) for row in rows]
    values = {
        "code": code,
        "title": next((line.title for line, _who in lines if line.row.status == "active"), lines[0][0].title),
        "family": lines[0][0].family,
        "lines": lines,
        "reviews": reviews_as_entries(queries.reviews_of(code)),
        "works": works,
    }
    return render(request, "regulations/rule.html", values)


@for_roles(*EDITORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def review(request: ActorRequest, rule_id: UUID) -> HttpResponse:
    """Read again, unchanged: a new day until when it may be relied on."""
    require(permissions.may_review(request.actor))
    row, refused = found_row(rule_id), None
    form = ReviewForm(request.POST or None, initial={"verified_on": queries.today()})
    if form.is_valid():
        try:
            services.confirm_unchanged(by=request.actor, row_id=row.id, **form.cleaned_data)
        except NotAllowed as error:
            refused = refusal(error.decision)
        else:
            return redirect("regulations:rule", row.code)
    values = {"form": form, "shown": shown(row, with_parts=True), "refusal": refused}
    return render(request, "regulations/review.html", values, status=422 if form.is_bound or refused else 200)
