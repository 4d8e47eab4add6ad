"""The copy of her data: a fresh code, then a page to read and a file for machines. Made when it is read, stored nowhere."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce.accounts.web.access import for_member
from okoce.accounts.web.requests import actor_of_request, client_address
from okoce.core.phone_numbers import masked
from okoce.members.queries import phone_of
from okoce.privacy import services
from okoce.privacy.queries import Case
from okoce.privacy.queries.copies import grouped, machine_file
from okoce.privacy.queries.requests import opens_until
from okoce.privacy.web.forms import CodeForm
from okoce.privacy.web.pages import own_or_404, status_of
from okoce.privacy.web.texts import sentence
from okoce.privacy.web.unlocking import is_unlocked, unlock
from okoce.privacy.web.views.own import own_case


@for_member
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, data_request_id: UUID) -> HttpResponse:
    found = _openable(request, data_request_id)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        who = found.row.person_id
        decision = services.try_copy_code(by=who, person_id=who, code=form.cleaned_data["code"])
        if decision:
            unlock(request, data_request_id)
            return redirect("privacy:copy", data_request_id)
        form.refuse(decision)
    if request.method != "POST" and is_unlocked(request, data_request_id):
        return _page(request, found)
    return _code_page(request, found, form, status_of(form))


@for_member
@require_POST
def copy_code(request: HttpRequest, data_request_id: UUID) -> HttpResponse:
    found = _openable(request, data_request_id)
    who = found.row.person_id
    decision = services.send_copy_code(by=who, person_id=who, address=client_address(request))
    if decision:
        return redirect("privacy:copy", data_request_id)
    return _code_page(request, found, CodeForm(), 429, sentence(decision.reasons[0]))


@for_member
@never_cache
@require_safe
def copy_file(request: HttpRequest, data_request_id: UUID) -> HttpResponse:
    found = _openable(request, data_request_id)
    if not is_unlocked(request, data_request_id):
        return redirect("privacy:copy", data_request_id)
    person_id = found.row.person_id
    content = machine_file(person_id, services.copy_of(by=person_id, person_id=person_id), timezone.now())
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="data-saya-{found.row.receipt}.json"'
    return answer


def _openable(request: HttpRequest, data_request_id: UUID) -> Case:
    found = own_case(request, data_request_id)
    if opens_until(found, timezone.now()) is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Case) -> HttpResponse:
    person_id = found.row.person_id
    groups = grouped(services.copy_of(by=person_id, person_id=person_id))
    values = {"member": own_or_404(actor_of_request(request)), "case": found, "groups": groups, "made_at": timezone.now()}
    return render(request, "privacy/copy.html", values)


def _code_page(request: HttpRequest, found: Case, form: CodeForm, status: int, refused: str = "") -> HttpResponse:
    values = {
        "member": own_or_404(actor_of_request(request)),
        "case": found,
        "form": form,
        "phone": masked(phone_of(found.row.person_id)),
        "refused": refused,
    }
    return render(request, "privacy/copy_code.html", values, status=status)
