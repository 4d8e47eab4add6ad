"""One phone may serve a family: after the code, she picks herself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from okoce.accounts.queries import phone_of
from okoce.accounts.services import act_as
from okoce.accounts.web.access import signed_in
from okoce.accounts.web.requests import actor_of_request
from okoce.core.ids import parse_id
from okoce.members.queries import Self, persons_with_phone
from okoce.portal.sentences import place_name

AGAIN = "ganti"


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def pick_person(request: HttpRequest) -> HttpResponse:
    user_id = actor_of_request(request).user_id
    phone = phone_of(user_id) if user_id is not None else None
    if phone is None:  # staff have no phone account: their desk is elsewhere
        return redirect("portal:front")
    people = persons_with_phone(phone[1])
    chosen = _chosen(request, people)
    if chosen is not None:
        act_as(request, chosen)
        return HttpResponseRedirect(_next(request) or reverse("portal:home"))
    choices = [(person, place_name(person.domicile)) for person in people]
    return render(request, "portal/citizen/pick_person.html", {"people": choices, "next": _next(request)})


def _chosen(request: HttpRequest, people: tuple[Self, ...]) -> UUID | None:
    """Whom she picked; the only one needs no picking, unless she came to change."""
    ids = {person.person_id for person in people}
    if request.method == "POST":
        picked = parse_id(request.POST.get("person", ""))
        return picked if picked in ids else None
    return next(iter(ids)) if len(ids) == 1 and AGAIN not in request.GET else None


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else ""
