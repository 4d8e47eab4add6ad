from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("for the error page")


urlpatterns = [path("", include("okoce.ui.web.urls")), path("rusak/", broken)]
handler400 = "okoce.ui.web.errors.bad_request"
handler403 = "okoce.ui.web.errors.no_permission"
handler404 = "okoce.ui.web.errors.not_found"
handler500 = "okoce.ui.web.errors.server_error"
