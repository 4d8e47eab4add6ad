"""Write down what a round decided, and close it with what came of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import NotAllowed
from okoce.evaluation.rounds import queries, services
from okoce.evaluation.rounds.web.forms import DecisionForm, ResultForm
from okoce.evaluation.rounds.web.presentation.frame import frame
from okoce.evaluation.rounds.web.texts import refusal
from okoce.ui.refusals import Refusal


@for_roles(Role.EVALUATOR)
@require_POST
def decide(request: ActorRequest) -> HttpResponse:
    """A decision belongs to the newest pack: it is about figures that stand still."""
    pack = queries.latest_pack()
    if pack is None:
        raise Http404
    form = DecisionForm(request.POST)
    refused = None
    if form.is_valid():
        try:
            services.decide(by=request.actor, pack=pack, **form.cleaned_data)
        except NotAllowed as error:
            refused = refusal(error.decision)
        else:
            return redirect("rounds:round")
    return _form_page(request, "rounds/decide.html", form, refused)


@for_roles(Role.EVALUATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """Close with a result; what was decided stays to be read."""
    form = ResultForm(request.POST if request.method == "POST" else None)
    refused = None
    if form.is_bound and form.is_valid():
        try:
            services.close_decision(by=request.actor, decision_id=decision_id, **form.cleaned_data)
        except NotAllowed as error:
            refused = refusal(error.decision)
        else:
            return redirect("rounds:round")
    found = queries.decision(decision_id)
    if found is None:
        raise Http404
    return _form_page(request, "rounds/close.html", form, refused, decision=found)


def _form_page(
    request: ActorRequest, template: str, form: DecisionForm | ResultForm, refused: Refusal | None, **values: object
) -> HttpResponse:
    status = 409 if refused else 422 if form.is_bound else 200
    values = {**frame(request.actor), "form": form, "refusal": refused, **values}
    return render(request, template, values, status=status)
