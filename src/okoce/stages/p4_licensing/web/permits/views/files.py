"""The stored photo or PDF of a permit, for its holder and for whoever may open her record; every opening by staff is logged."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import for_member, for_roles
from okoce.stages.p4_licensing.enums import FileFormat
from okoce.stages.p4_licensing.permissions import KEEPERS
from okoce.stages.p4_licensing.queries.permits import StoredFile, file_of
from okoce.stages.p4_licensing.web.permits.pages import own_permit_or_404, permit_or_404

TYPES = {FileFormat.JPEG: "image/jpeg", FileFormat.PNG: "image/png", FileFormat.PDF: "application/pdf"}


@for_member
@never_cache
@require_safe
def own_file(request: HttpRequest, permit_id: UUID) -> HttpResponse:
    line = own_permit_or_404(request, permit_id)
    return _sent(file_of(permit_id), f"{line.licence}")


@for_roles(*KEEPERS)
@never_cache
@require_safe
def desk_file(request: HttpRequest, permit_id: UUID) -> HttpResponse:
    line, _holder = permit_or_404(request, permit_id, "permit_file")
    return _sent(file_of(permit_id), f"{line.licence}")


def _sent(file: StoredFile | None, name: str) -> HttpResponse:
    """Pictures are shown, a PDF is saved: nothing inside a file runs on a page of ours."""
    if file is None:
        raise Http404
    how = "attachment" if file.format == FileFormat.PDF else "inline"
    headers = {
        "Content-Disposition": f'{how}; filename="izin-{name}.{file.format}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return HttpResponse(file.content, content_type=TYPES[file.format], headers=headers)
