from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_safe

from okoce.ui.web import samples
from okoce.ui.web.errors import ERROR_TEMPLATES

A_YEAR = 365 * 24 * 60 * 60


@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """A plain link, so that the switch works without script and without a session; it keeps a cookie, nothing else."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("kembali", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


def _refuse_unless_open() -> None:
    if not settings.OKOCE_GALLERY:
        raise Http404


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    _refuse_unless_open()
    return render(request, "ui/gallery/citizen.html", samples.citizen_values())


@require_GET
def gallery_desk(request: HttpRequest) -> HttpResponse:
    _refuse_unless_open()
    return render(request, "ui/gallery/desk.html", samples.desk_values(request.GET.get("halaman")))


@require_GET
def gallery_print(request: HttpRequest) -> HttpResponse:
    _refuse_unless_open()
    return render(request, "ui/gallery/print.html", samples.desk_values(None))


@require_GET
def gallery_error(request: HttpRequest, name: str) -> HttpResponse:
    """Shows an error page as a page, with status 200: nothing has gone wrong here."""
    _refuse_unless_open()
    if name not in ERROR_TEMPLATES:
        raise Http404
    return render(request, ERROR_TEMPLATES[name], {"reference": "K7M2-QX4P"})
