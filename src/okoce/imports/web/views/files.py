"""Files that leave: templates, and rejected rows with their reasons."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import for_roles
from okoce.accounts.web.requests import ActorRequest
from okoce.imports.enums import Sort
from okoce.imports.queries import outgoing
from okoce.imports.queries.fields import importable_kinds
from okoce.imports.queries.offices import OFFICERS
from okoce.imports.services import log_download
from okoce.imports.web.forms import sort_of
from okoce.imports.web.one import found_or_404
from okoce.imports.web.presentation import reasons_in_words

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@for_roles(*OFFICERS)
@require_safe
def template(request: ActorRequest, about: str) -> HttpResponse:
    sort = sort_of(about)
    if sort == Sort.FACTS and about not in {kind.code for kind in importable_kinds()}:
        raise Http404
    return attachment(outgoing.template(sort, about), f"templat-{about}", "xlsx")


@for_roles(*OFFICERS)
@never_cache
@require_safe
def rejected(request: ActorRequest, import_id: UUID) -> HttpResponse:
    imported = found_or_404(request.actor, import_id)
    made = outgoing.rejected_as_came(imported, reasons_in_words(imported))
    if made is None or not imported.rows_rejected:
        raise Http404
    log_download(by=request.actor, import_id=import_id)
    content, ending = made
    return attachment(content, f"ditolak-{imported.uploaded_at:%Y%m%d-%H%M}", ending)


def attachment(content: bytes, name: str, ending: str) -> HttpResponse:
    """A file to be saved, never shown inside the page."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)
