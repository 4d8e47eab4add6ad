"""Staff sign in with name and password, and set their password through a link."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from okoce.accounts import services
from okoce.accounts.queries import factors_of, open_invitation
from okoce.accounts.web import pending
from okoce.accounts.web.access import open_to_all
from okoce.accounts.web.devices import known_device
from okoce.accounts.web.forms import NewPasswordForm, StaffSignInForm
from okoce.accounts.web.refusals import refuse, safe_next, status_of
from okoce.accounts.web.requests import client_address
from okoce.accounts.web.second_step import sign_in
from okoce.core.decisions import NotAllowed


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@sensitive_variables("form", "values")
@require_http_methods(["GET", "POST"])
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    form = StaffSignInForm(request.POST if request.method == "POST" else None)
    target = safe_next(request)
    if request.method == "POST" and form.is_valid():
        try:
            device = known_device(request, form.cleaned_data["username"].strip().casefold())
            user = services.check_password(**form.cleaned_data, address=client_address(request), device=device)
        except NotAllowed as refused:
            refuse(form, refused.decision)
        else:
            if not factors_of(user.id):
                return sign_in(request, user, target)
            pending.begin(request, user, target)
            return redirect("accounts:staff_sign_in_second")
    values = {"form": form, "next": target, "ready": "siap" in request.GET}
    return render(request, "accounts/staff_sign_in.html", values, status=status_of(form))


@open_to_all
@never_cache
@sensitive_post_parameters("password", "repeated")
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = open_invitation(token)
    if found is None:
        return _without_referrer(render(request, "accounts/link_over.html", status=HTTPStatus.GONE))
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=found.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.accept_invitation(token=token, password=form.cleaned_data["password"])
        except NotAllowed as refused:
            refuse(form, refused.decision)
        else:
            return HttpResponseRedirect(reverse("accounts:staff_sign_in") + "?siap=1")
    values = {"form": form, "user": found.user}
    return _without_referrer(render(request, "accounts/invitation.html", values, status=status_of(form)))


def _without_referrer(response: HttpResponse) -> HttpResponse:
    # The address of the page is the secret.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
