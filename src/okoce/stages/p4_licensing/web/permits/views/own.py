"""What a member does about her permits: see them, report one, send its photo, tell of applications and of hindrances."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from okoce.accounts.web.access import for_member
from okoce.accounts.web.requests import actor_of_request
from okoce.stages.p4_licensing.enums import Licence, PermitState
from okoce.stages.p4_licensing.queries.applications import ApplicationLine, application, applications_of_person, declined_of
from okoce.stages.p4_licensing.queries.permits import by_person
from okoce.stages.p4_licensing.queries.renewing import renewal_rules
from okoce.stages.p4_licensing.web.permits.calendar_page import calendar_file_of, months_of
from okoce.stages.p4_licensing.web.permits.forms import DeclineForm, EndForm, FileForm, ReportForm, SubmissionForm
from okoce.stages.p4_licensing.web.permits.pages import details_of, own_or_404, own_permit_or_404, status_of, views_of
from okoce.stages.p4_licensing.web.permits.writing import applied, declined, ended, filed, reported
from okoce.ui.presentation import today


@for_member
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    member = own_or_404(request)
    values = {
        "member": member,
        "permits": views_of(by_person(member.person_id)),
        "applications": applications_of_person(member.person_id),
        "declined": declined_of(member.person_id),
    }
    return render(request, "licensing/permits/own.html", values)


@for_member
@never_cache
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    member = own_or_404(request)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(data, files, own=True, known=by_person(member.person_id), licence=_asked(request))
    if form.is_bound and form.is_valid():
        permit_id = reported(actor_of_request(request), member.person_id, form)
        if permit_id is not None:
            messages.success(request, _("Laporan Anda tersimpan. Petugas mencocokkannya; jawabannya kami kirim ke HP Anda."))
            return redirect("permits:own_permit", permit_id)
    return render(request, "licensing/permits/own_report.html", {"member": member, "form": form}, status=status_of(form))


@for_member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, permit_id: UUID) -> HttpResponse:
    """One permit: what its number says, its state, its photo."""
    line, form = own_permit_or_404(request, permit_id), FileForm(own=True)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES, own=True)
        if form.is_valid() and filed(actor_of_request(request), permit_id, form):
            messages.success(request, _("Fotonya tersimpan. Petugas mencocokkannya."))
            return redirect("permits:own_permit", permit_id)
    values = {
        "member": own_or_404(request),
        "permit": views_of([line])[0],
        **details_of(line),
        "form": form if line.state == PermitState.REPORTED else None,
    }
    return render(request, "licensing/permits/own_one.html", values, status=status_of(form))


@for_member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    member = own_or_404(request)
    form = SubmissionForm(request.POST if request.method == "POST" else None, own=True, licence=_asked(request))
    if form.is_bound and form.is_valid() and applied(actor_of_request(request), member.person_id, form):
        messages.success(request, _("Pengajuan Anda tercatat. Catat hasilnya di sini begitu ada jawaban."))
        return redirect("permits:own")
    return render(request, "licensing/permits/own_apply.html", {"member": member, "form": form}, status=status_of(form))


@for_member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest) -> HttpResponse:
    member = own_or_404(request)
    form = DeclineForm(request.POST if request.method == "POST" else None, own=True, licence=_asked(request))
    if form.is_bound and form.is_valid() and declined(actor_of_request(request), member.person_id, form):
        messages.success(request, _("Terima kasih sudah bercerita. Anda boleh mengurusnya kapan saja; petugas siap membantu."))
        return redirect("permits:own")
    return render(request, "licensing/permits/own_decline.html", {"member": member, "form": form}, status=status_of(form))


@for_member
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    line, form = _own_application(request, application_id), EndForm(own=True)
    if request.method == "POST":
        form = EndForm(request.POST, own=True)
        if form.is_valid() and ended(actor_of_request(request), application_id, form):
            messages.success(request, _("Hasilnya tercatat."))
            return redirect("permits:own")
    values = {"member": own_or_404(request), "line": line, "form": form}
    return render(request, "licensing/permits/own_application.html", values, status=status_of(form))


@for_member
@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    member = own_or_404(request)
    values = {"member": member, "months": months_of(by_person(member.person_id)), "remind": renewal_rules(today()).remind}
    return render(request, "licensing/permits/own_calendar.html", values)


@for_member
@never_cache
@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The same days as a file that a phone's calendar takes."""
    member = own_or_404(request)
    headers = {"Content-Disposition": 'attachment; filename="surat-izin.ics"'}
    content = calendar_file_of(by_person(member.person_id), timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _asked(request: HttpRequest) -> str:
    """The kind of permit that an address asks about: “?jenis=nib”."""
    asked = request.GET.get("jenis", "")
    return asked if asked in Licence.values else ""


def _own_application(request: HttpRequest, application_id: UUID) -> ApplicationLine:
    found = application(application_id)
    if found is None or found.person_id != actor_of_request(request).person_id:
        raise Http404
    return found
