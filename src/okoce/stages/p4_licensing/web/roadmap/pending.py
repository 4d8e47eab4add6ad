"""A roadmap that was tried without an account waits in this browser until she has registered and signed in.

It holds answers alone, nothing personal, for thirty days; nothing is saved from it unless she says so.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from okoce.stages.p4_licensing.web.roadmap.cases import OWN, Case, answers_in

COOKIE: Final = "okoce_peta"
SECONDS: Final = 30 * 24 * 3600
LONGEST: Final = 600


def remember(response: HttpResponse, case: Case) -> None:
    """Keep the answers of the address in this browser."""
    if case.answers.kbli is not None:
        text = urlencode(case.answers.saved(), safe=":")
        response.set_cookie(COOKIE, text, max_age=SECONDS, httponly=True, samesite="Lax", path="/izin/")


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path="/izin/")


def pending(request: HttpRequest, case: Case) -> str:
    """The address on which a member may save what waits in her browser; empty where nothing waits or it is saved already."""
    text = request.COOKIES.get(COOKIE, "")
    if case.side != OWN or not text or len(text) > LONGEST:
        return ""
    waiting = answers_in(QueryDict(text)).saved()
    if not waiting or all(case.answers.given(question) == value for question, value in waiting.items()):
        return ""
    return reverse("roadmap:save") + "?" + urlencode(waiting, safe=":")
