"""Routes of the project, with one that breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from okoce.accounts.web.access import open_to_all
from okoce.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@open_to_all
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a page that breaks")


urlpatterns = [path("rusak/", breaks), path("", include("okoce.config.urls"))]
