"""Headers that every answer carries: pages, refusals, redirects, broken requests and files alike."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

ALWAYS: Final = {
    "Permissions-Policy": ", ".join(
        [
            *(f"{feature}=()" for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")),
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
        ]
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
"""Beside what Django's SecurityMiddleware and django-csp set. Passkeys are asked for by our own pages alone."""


class HeadersMiddleware:
    """The outermost of all, so that an answer from any layer below carries them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if _is_personal(request, response) and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers.pop("Expires", None)
            response.headers.pop("Cache-Control", None)
            add_never_cache_headers(response)
        elif "Cache-Control" not in response.headers:
            # Language and greeting differ between visitors: a shared cache would give one person's page to another.
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody is signed in, or is given something that belongs to her browser alone; files of the project never are."""
    if request.path.startswith(settings.STATIC_URL):
        return False
    return settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
