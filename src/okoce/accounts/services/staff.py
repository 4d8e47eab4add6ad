"""End and renew accounts of staff; the first administrator; the accounts of a demonstration."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.models import User
from okoce.accounts.permissions import may_change_account
from okoce.accounts.rules import Actor
from okoce.accounts.services.grants import NewGrant, locked_staff, scope_decision, write_grant
from okoce.accounts.services.invitations import Invited, end_links, write_invited, write_link
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require


def deactivate(*, by: Actor, user_id: UUID, reason: str = "") -> None:
    """End an account: nobody signs in with it, its sessions end with their next request. Roles stay, for the history.

    NotAllowed: those of ``may_change_account``, ``account_unknown``.
    """
    require(may_change_account(by, user_id))
    with transaction.atomic():
        user = locked_staff(user_id)
        if user.is_active:
            user.is_active = False
            # Sessions hold a hash of the password: with another one they stay ended when the account is renewed.
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
            end_links(user)
            user.sessions.filter(ended_at=None).update(ended_at=timezone.now())
            _log(by, "account.deactivated", user, reason)


def activate(*, by: Actor, user_id: UUID) -> None:
    """Renew an ended account; a password comes with ``new_link``. NotAllowed as ``deactivate``."""
    require(may_change_account(by, user_id))
    with transaction.atomic():
        user = locked_staff(user_id)
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
            _log(by, "account.activated", user, "")


def invite_first_administrator(*, username: str, full_name: str) -> Invited:
    """The first administrator, by whoever runs the server; again where the link was lost before it was used.

    NotAllowed ``administrator_exists`` once one has signed in, ``account_name_taken`` by somebody else.
    """
    with transaction.atomic():
        administrators = User.objects.filter(
            is_active=True, is_synthetic=False, grants__role=Role.ADMINISTRATOR, grants__revoked_at=None
        )
        if administrators.exclude(last_login=None).exists():
            raise NotAllowed(Decision.no("administrator_exists"))
        waiting = administrators.filter(username=username.casefold()).first()
        if waiting is not None:
            return Invited(waiting.id, write_link(waiting, None))
        return write_invited(username, full_name, [NewGrant(Role.ADMINISTRATOR)], None)


def make_demo_staff(
    *, username: str, full_name: str, grants: list[NewGrant], password: str | None = None, hashed: str = ""
) -> UUID:
    """An account of a demonstration: marked synthetic, and refused at sign-in outside a demonstration.

    ``hashed`` is a password that was hashed before (accounts with one password need not hash it each); without both, nobody
    signs in.
    """
    if not settings.OKOCE_DEMO:
        raise NotAllowed(Decision.no("demo_is_off"))
    for grant in grants:
        require(scope_decision(grant))
    with transaction.atomic():
        user, is_new = User.objects.get_or_create(username=username, defaults={"full_name": full_name, "is_synthetic": True})
        if is_new:
            user.password = hashed or make_password(password)
            user.save(update_fields=["password"])
            for grant in grants:
                write_grant(user, grant, None)
    return user.id


def _log(by: Actor, verb: str, user: User, reason: str) -> None:
    before, after = {"is_active": not user.is_active}, {"is_active": user.is_active}
    log_change(by=by.user_id, verb=verb, subject="account", subject_id=user.id, before=before, after=after, reason=reason)
