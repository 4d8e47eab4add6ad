"""Find the member of an address within the reader's scope, and write down that her record was opened."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest

from okoce.accounts.queries import Actor
from okoce.accounts.web.requests import actor_of_request
from okoce.audit.services import log_opening
from okoce.members.permissions import may_open_record
from okoce.members.queries import Emergency, Member, member, open_emergency


def found(request: HttpRequest, person_id: UUID) -> Member:
    """The member, within the scope; else 404, as if there were no such person."""
    seen = member(person_id)
    if seen is None or not may_open_record(actor_of_request(request), seen):
        raise Http404
    return seen


def opened(request: HttpRequest, person_id: UUID, surface: str, reason: str = "") -> Member:
    """The member, with one line in the trail that she can read."""
    seen = found(request, person_id)
    log(actor_of_request(request), person_id, surface, reason)
    return seen


def opened_anyhow(request: HttpRequest, person_id: UUID) -> tuple[Member, Emergency | None]:
    """The member, also from outside the scope where that was asked for and is still open; one line in her trail says which."""
    actor = actor_of_request(request)
    seen = member(person_id)
    if seen is not None and may_open_record(actor, seen):
        log(actor, person_id, "record")
        return seen, None
    emergency = open_emergency(actor, person_id) if seen is not None else None
    if seen is None or emergency is None:
        raise Http404
    log(actor, person_id, "emergency", emergency.reason)
    return seen, emergency


def log(actor: Actor, person_id: UUID, surface: str, reason: str = "") -> None:
    """One line in the trail; nobody signed out comes this far."""
    assert actor.user_id is not None, "the desks are closed to who is not signed in"
    log_opening(by=actor.user_id, label=actor.label, person_id=person_id, surface=surface, reason=reason)


def status_of(form: forms.BaseForm) -> int:
    """422 for a form that was refused, so that machines see it too."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
