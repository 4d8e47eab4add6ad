"""One member's permits at the counter: what she holds, and writing down a permit, an application, or what stands in the way."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.members.queries import Member
from okoce.stages.p4_licensing.permissions import KEEPERS, OFFICERS, may_report
from okoce.stages.p4_licensing.queries.applications import application, applications_of_person, declined_of
from okoce.stages.p4_licensing.queries.permits import by_person
from okoce.stages.p4_licensing.web.permits.forms import DeclineForm, EndForm, PlainForm, ReportForm, SubmissionForm
from okoce.stages.p4_licensing.web.permits.pages import frame, seen_or_404, status_of, views_of
from okoce.stages.p4_licensing.web.permits.texts import sentence
from okoce.stages.p4_licensing.web.permits.writing import applied, declined, ended, reported


@for_roles(*KEEPERS)
@never_cache
@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    holder, actor = seen_or_404(request, person_id, "permits"), actor_of_request(request)
    may = may_report(actor, holder)
    values = {
        **frame(request),
        "holder": holder,
        "permits": views_of(by_person(person_id)),
        "applications": applications_of_person(person_id),
        "declined": declined_of(person_id),
        "may_report": may.allowed,
        "why_not": "" if may.allowed else sentence(may.reasons[0]),
    }
    return render(request, "licensing/permits/desk_person.html", values)


@for_roles(*KEEPERS)
@never_cache
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, person_id: UUID) -> HttpResponse:
    holder, actor = seen_or_404(request, person_id), actor_of_request(request)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(data, files, own=False, known=by_person(person_id))
    if not actor.over(holder.domicile, OFFICERS):
        del form.fields["seen"]  # a mentor writes down what she was told
    if form.is_bound and form.is_valid():
        permit_id = reported(actor, person_id, form)
        if permit_id is not None:
            messages.success(request, _("Izin sudah dicatat."))
            return redirect("permits:permit", permit_id)
    return _form(request, holder, form, _("Catat izin"))


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, person_id: UUID) -> HttpResponse:
    holder = seen_or_404(request, person_id)
    form = SubmissionForm(request.POST if request.method == "POST" else None, own=False)
    if form.is_bound and form.is_valid() and applied(actor_of_request(request), person_id, form):
        messages.success(request, _("Pengajuan sudah dicatat. Catat hasilnya begitu ada jawaban."))
        return redirect("permits:person", person_id)
    return _form(request, holder, form, _("Catat pengajuan izin"))


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, person_id: UUID) -> HttpResponse:
    holder = seen_or_404(request, person_id)
    form = DeclineForm(request.POST if request.method == "POST" else None, own=False)
    if form.is_bound and form.is_valid() and declined(actor_of_request(request), person_id, form):
        messages.success(request, _("Alasannya sudah dicatat. Ia boleh mengurusnya kapan saja."))
        return redirect("permits:person", person_id)
    return _form(request, holder, form, _("Belum atau tidak mengurus izin"))


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    line = application(application_id)
    if line is None:
        raise Http404
    holder = seen_or_404(request, line.person_id, "permits")
    form = EndForm(request.POST if request.method == "POST" else None, own=False)
    if form.is_bound and form.is_valid() and ended(actor_of_request(request), application_id, form):
        messages.success(request, _("Hasilnya tercatat."))
        return redirect("permits:person", line.person_id)
    values = {**frame(request), "holder": holder, "line": line, "form": form}
    return render(request, "licensing/permits/desk_application.html", values, status=status_of(form))


def _form(request: HttpRequest, holder: Member, form: PlainForm, title: str) -> HttpResponse:
    values = {**frame(request), "holder": holder, "form": form, "title": title}
    return render(request, "licensing/permits/desk_form.html", values, status=status_of(form))
