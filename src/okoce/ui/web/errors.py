"""Error pages: what happened, why, what now, and a reference number that is also in the log."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger("okoce.ui.errors")

# Without 0, O, 1, I and L, which are confused when a number is read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
ERROR_TEMPLATES = {
    "400": "400.html",
    "403": "403.html",
    "404": "404.html",
    "500": "500.html",
    "csrf": "403_csrf.html",
    "luring": "ui/offline.html",
}


def new_reference() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _answer(request: HttpRequest, name: str, status: int) -> HttpResponse:
    reference = new_reference()
    # The path may name a person; the route's pattern does not.
    route = request.resolver_match.route if request.resolver_match else "unresolved"
    logger.warning("%s on %s %s, reference %s", name, request.method, route, reference)
    return render(request, ERROR_TEMPLATES[name], {"reference": reference}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "400", 400)


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "403", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "404", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, "csrf", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Renders without context processors: what broke may be one of them."""
    reference = new_reference()
    logger.error("500 on %s, reference %s", request.method, reference)
    return HttpResponse(render_to_string(ERROR_TEMPLATES["500"], {"reference": reference}), status=500)
