"""Lists that leave as workbooks; each is written down before it is sent."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import actor_of_request
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.portal.desk.listing import Listing, members_list, work_list
from okoce.portal.desk.scope import DESK
from okoce.portal.desk.sheet import scopes_of, sheet_of
from okoce.portal.desk.texts import sentence
from okoce.portal.desk.views.lists import offered_or_404
from okoce.portal.services import log_export
from okoce.ui.presentation import local_instant


@for_roles(*DESK)
@never_cache
@require_GET
def worklist_sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    actor = actor_of_request(request)
    listing = work_list(offered_or_404(actor, code), request.GET, actor, jakarta_date(timezone.now()))
    return _download(request, listing, reverse("desk:worklist", args=[code]))


@for_roles(*DESK)
@never_cache
@require_GET
def members_sheet(request: HttpRequest) -> HttpResponseBase:
    listing = members_list(request.GET, actor_of_request(request), jakarta_date(timezone.now()))
    return _download(request, listing, reverse("desk:members"))


def _download(request: HttpRequest, listing: Listing, back: str) -> HttpResponseBase:
    """The sheet, once the trail says who takes it; back to the list with the reason where there can be none."""
    now = timezone.now()
    try:
        made = sheet_of(listing, now)
    except NotAllowed as refused:
        messages.warning(request, sentence(refused.decision.reasons[0]))
        return redirect(f"{back}?{request.GET.urlencode()}")
    filters = {name: str(value) for name, value in listing.filters.chosen().items()}
    log_export(by=listing.actor, code=listing.code, rows=made.rows, filters=filters, scopes=scopes_of(listing.actor))
    name = f"{listing.code}-{local_instant(now):%Y%m%d-%H%M}.xlsx"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(made.file, as_attachment=True, filename=name, content_type=kind)
