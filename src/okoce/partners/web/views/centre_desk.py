"""Keeping a centre: one form for address, staff, rooms and hours."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed
from okoce.partners import permissions, queries, services
from okoce.partners.web.forms import CentreForms
from okoce.partners.web.texts import refused
from okoce.places.queries import refs


@for_roles(Role.KECAMATAN, Role.CITY, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, place_code: str) -> HttpResponse:
    if not permissions.may_save_centre(request.actor, place_code):
        raise Http404
    posted = request.method == "POST"
    forms = CentreForms(queries.centre(place_code), request.POST if posted else None)
    values: dict[str, object] = {"forms": forms, "place": refs()[place_code]}
    if not posted or not forms.is_valid():
        return render(request, "partners/desk_centre.html", values, status=422 if posted else 200)
    own, staff, rooms, hours = forms.own.cleaned_data, forms.staff_rows(), forms.room_rows(), forms.hour_rows()
    try:
        services.save_centre(by=request.actor, place_code=place_code, staff=staff, rooms=rooms, hours=hours, **own)
    except NotAllowed as refusal:
        values["refused"] = refused(refusal.decision)
        return render(request, "partners/desk_centre.html", values, status=409)
    return redirect(reverse("partners:centre", args=[place_code]))
