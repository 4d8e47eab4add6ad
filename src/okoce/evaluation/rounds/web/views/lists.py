"""The people behind a figure."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.core.decisions import Decision, NotAllowed
from okoce.core.fortnights import Fortnight
from okoce.evaluation.rounds import queries, services
from okoce.evaluation.rounds.permissions import READERS
from okoce.evaluation.rounds.rules.figures import is_possible
from okoce.evaluation.rounds.rules.lines import OUTSIDE
from okoce.evaluation.rounds.services import PAGE, ListPage
from okoce.evaluation.rounds.web.links import figure_of, whole
from okoce.evaluation.rounds.web.presentation.figures import figure_title
from okoce.evaluation.rounds.web.presentation.frame import frame
from okoce.evaluation.rounds.web.texts import refusal
from okoce.places.queries import refs
from okoce.ui.components import Column


@for_roles(*READERS)
@never_cache
@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """A list counts by the rule that counted the figure, as known at the position that the address names."""
    try:
        return _people(request)
    except NotAllowed as refused:
        unknown = refused.decision.codes == ("round.unknown_figure",)
        values = {**frame(request.actor), "refusal": refusal(refused.decision)}
        return render(request, "rounds/list_refused.html", values, status=404 if unknown else 403)


def _people(request: ActorRequest) -> HttpResponse:
    figure = figure_of(request.GET)
    fortnight = Fortnight(whole(request.GET.get("putaran"), 10**6))
    newest = queries.position_now()
    position = min(max(whole(request.GET.get("posisi"), newest), 0), newest)
    known = fortnight <= Fortnight.of(queries.today()) and is_possible(figure, queries.edition_codes(queries.today()))
    if not known:
        raise NotAllowed(Decision.no("round.unknown_figure"))
    page = whole(request.GET.get("halaman"), 1)
    opened = services.open_list(by=request.actor, fortnight=fortnight, position=position, figure=figure, page=page)
    values = {
        **frame(request.actor),
        "title": figure_title(figure, opened.total),
        "fortnight": fortnight,
        "as_of": queries.as_of_day(fortnight),
        "position": position,
        "data": queries.ground(),
        "rows": _rows(opened),
        "page": Paginator(range(opened.total), PAGE).get_page(opened.page),
        "columns": [Column(_("Nama")), Column(_("Kecamatan")), Column(_("Sejak"))],
        "masked": any(not row.shown.may_open for row in opened.rows),
        "back": f"{reverse('rounds:round')}?putaran={fortnight.number}",
    }
    return render(request, "rounds/list.html", values)


def _rows(opened: ListPage) -> list[dict[str, object]]:
    places = refs()
    return [
        {
            "name": row.shown.name,
            "url": reverse("desk:member", args=[row.person_id]) if row.shown.may_open else "",
            "place": _("Luar Jakarta") if row.place == OUTSIDE else places[row.place].name if row.place in places else row.place,
            "on": row.on,
        }
        for row in opened.rows
    ]
