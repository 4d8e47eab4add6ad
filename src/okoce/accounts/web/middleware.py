"""Puts the actor on the request, and closes every view that does not say whom it is for."""

import logging
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from okoce.accounts.models import User
from okoce.accounts.queries import NOBODY, PERSON_KEY, Actor, actor_of
from okoce.accounts.web.access import Answer, Door, access_of
from okoce.accounts.web.requests import ActorRequest
from okoce.core.ids import parse_id

logger = logging.getLogger("okoce.accounts.access")


class ActorMiddleware:
    """``request.actor``: nobody without a session cookie, at no cost; else read when first needed, once for each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = cast(ActorRequest, request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            seen.actor = cast(Actor, SimpleLazyObject(lambda: _read_actor(request)))
        else:
            seen.actor = NOBODY
        return self.get_response(request)


class AccessMiddleware:
    """Deny by default: a view without a mark is refused, a marked one is open to those whom it names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        access = access_of(view, name)
        if access is None:
            return _unmarked(request, name)
        if access.door is Door.ALL:
            return None
        answer = access.answer(cast(ActorRequest, request).actor)
        return None if answer is Answer.OPEN else _turn_away(cast(ActorRequest, request), answer)


def _read_actor(request: HttpRequest) -> Actor:
    user = request.user
    if not isinstance(user, User):
        return NOBODY
    return actor_of(user, parse_id(str(request.session.get(PERSON_KEY, ""))))


def _unmarked(request: HttpRequest, name: str) -> HttpResponse:
    if settings.OKOCE_UNMARKED_VIEWS_RAISE:
        raise ImproperlyConfigured(f"the view {name!r} does not say whom it is for: okoce.accounts.web.access")
    logger.error("refused the view %s: it has no access mark", name)
    return render(request, "accounts/refused.html", status=403)


def _turn_away(request: ActorRequest, answer: Answer) -> HttpResponse:
    if answer is Answer.NOT_FOR_YOU:
        return render(request, "accounts/refused.html", {"actor": request.actor}, status=403)
    names = {
        Answer.SIGN_IN: "accounts:sign_in",
        Answer.STAFF_SIGN_IN: "accounts:staff_sign_in",
        Answer.PICK_PERSON: settings.OKOCE_AFTER_PHONE_SIGN_IN,
    }
    address = reverse(names[answer])
    # Only a page can be returned to; what was posted is gone.
    if request.method in ("GET", "HEAD") and not request.htmx:
        address += "?" + urlencode({"next": request.get_full_path()})
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)
