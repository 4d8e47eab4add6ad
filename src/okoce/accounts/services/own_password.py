"""Somebody of staff changes her own password."""

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from okoce.accounts.models import User
from okoce.accounts.services.grants import locked_staff
from okoce.accounts.services.sessions import session_id
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed


def change_password(request: HttpRequest, password: str) -> None:
    """Set a new one, which has passed the validators. All her other sessions end; this one goes on under a new id.

    The caller has asked for a fresh proof. NotAllowed: ``account_unknown``.
    """
    if not isinstance(request.user, User):
        raise NotAllowed(Decision.no("account_unknown"))
    with transaction.atomic():
        user = locked_staff(request.user.id)
        user.set_password(password)
        user.save(update_fields=["password"])
        log_change(by=user.id, verb="account.password_set", subject="account", subject_id=user.id)
        others = [item.id for item in user.sessions.filter(ended_at=None) if item.id != session_id(request)]
        user.sessions.filter(id__in=others).update(ended_at=timezone.now())
    update_session_auth_hash(request, user)
