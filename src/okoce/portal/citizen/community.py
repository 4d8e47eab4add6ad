"""The community of a member: what it answered, stepping back, choosing another."""

from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from okoce.accounts.web.access import for_member
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import Decision, NotAllowed
from okoce.members.queries import Member
from okoce.partners.queries import CommunityChoice, community_choices
from okoce.portal.citizen.own import own_record
from okoce.portal.citizen.texts import refusal
from okoce.stages.p1_registration.queries import answers_to
from okoce.stages.p1_registration.services import choose_community, withdraw

NOT_HERS = frozenset({"request.unknown", "request.only_herself"})
"""Both are one answer: a refusal would tell that somebody else's request exists."""


class CommunityForm(forms.Form):
    community = forms.ChoiceField(
        label=_("Komunitas di dekat Anda"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih satu komunitas dari daftar."),
            "invalid_choice": _("Komunitas itu baru saja berhenti menerima anggota. Pilih yang lain."),
        },
    )

    def __init__(self, *args: Any, communities: tuple[CommunityChoice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(item.id), f"{item.name} ({'; '.join(item.areas)})") for item in communities]
        cast(forms.ChoiceField, self.fields["community"]).choices = choices


@for_member
@never_cache
@require_http_methods(["GET", "POST"])
def community(request: HttpRequest) -> HttpResponse:
    found = own_record(request)
    form = CommunityForm(request.POST if request.method == "POST" else None, communities=community_choices(found.domicile))
    if request.method == "POST" and form.is_valid():
        try:
            chosen = UUID(form.cleaned_data["community"])
            choose_community(by=actor_of_request(request), person_id=found.person_id, community_id=chosen)
            return redirect("portal:community")
        except NotAllowed as refused:
            return _page(request, found, form, refused.decision)
    return _page(request, found, form)


@for_member
@never_cache
@require_POST
def withdraw_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    try:
        withdraw(by=actor_of_request(request), request_id=request_id)
    except NotAllowed as refused:
        if not NOT_HERS.isdisjoint(refused.decision.codes):
            raise Http404 from refused
        found = own_record(request)
        return _page(request, found, CommunityForm(communities=community_choices(found.domicile)), refused.decision)
    return redirect("portal:community")


def _page(request: HttpRequest, found: Member, form: CommunityForm, decision: Decision | None = None) -> HttpResponse:
    answers = answers_to(found.enrolment_id) if found.enrolment_id is not None else ()
    values = {
        "member": found,
        "form": form,
        "answer": answers[0] if answers else None,
        "earlier": answers[1:],
        "refusal": refusal(decision) if decision is not None else "",
    }
    return render(request, "portal/citizen/community.html", values, status=_status(form, decision))


def _status(form: CommunityForm, decision: Decision | None) -> int:
    if decision is not None:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
