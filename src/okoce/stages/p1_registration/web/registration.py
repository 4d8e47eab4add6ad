"""The form of registration: at most three requests, no account, no session, no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from okoce.accounts.queries import NOBODY
from okoce.accounts.web.access import open_to_all
from okoce.core.decisions import NotAllowed
from okoce.stages.p1_registration.services import Receipt, submit
from okoce.stages.p1_registration.web.forms import RegistrationForm
from okoce.stages.p1_registration.web.limits import count_registration, status_of


@open_to_all
@never_cache
@sensitive_post_parameters("name", "nik", "phone", "business")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        receipt = _submitted(request, form)
        if receipt is not None:
            return redirect("registration:receipt", receipt.number)
    return render(request, "registration/form.html", {"form": form}, status=status_of(form))


def _submitted(request: HttpRequest, form: RegistrationForm) -> Receipt | None:
    """The receipt, or None with the refusal on the form."""
    decision = count_registration(request)
    if not decision:
        form.refuse(decision)
        return None
    try:
        return submit(by=NOBODY, submission=form.submission())
    except NotAllowed as refused:
        if "registration.id_reused" in refused.decision.codes:
            form.renew()
        form.refuse(refused.decision)
        return None
