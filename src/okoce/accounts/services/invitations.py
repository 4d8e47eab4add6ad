"""Invite staff, and let somebody set a password again: a link that works once, for three days."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from okoce.accounts.models import Invitation, User
from okoce.accounts.permissions import may_change_account, may_manage_accounts
from okoce.accounts.rules import LINK_LIFE, Actor
from okoce.accounts.services.grants import NewGrant, locked_staff, scope_decision, write_grant
from okoce.accounts.services.passwords import forget_tries
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.encryption import keyring


@dataclass(frozen=True, slots=True)
class Invited:
    """An account and the token of its link, which is known now and never again."""

    user_id: UUID
    token: str


def invite(*, by: Actor, username: str, full_name: str, grants: Sequence[NewGrant]) -> Invited:
    """Make an account of staff with its roles and a link that sets its first password.

    NotAllowed: ``accounts_need_administrator``, ``account_name_taken`` and those of ``grant_role``.
    """
    require(may_manage_accounts(by))
    return write_invited(username, full_name, grants, by.user_id)


def write_invited(username: str, full_name: str, grants: Sequence[NewGrant], made_by: UUID | None) -> Invited:
    """The account, its roles and its link, once permission is clear."""
    for grant in grants:
        require(scope_decision(grant))
    with transaction.atomic():
        user, is_new = User.objects.get_or_create(
            username=username.casefold(), defaults={"full_name": full_name, "password": make_password(None)}
        )
        if not is_new:
            raise NotAllowed(Decision.no("account_name_taken", username=username))
        shown = {"username": user.username, "full_name": full_name}
        log_change(by=made_by, verb="account.invited", subject="account", subject_id=user.id, after=shown)
        for grant in grants:
            write_grant(user, grant, made_by)
        return Invited(user.id, write_link(user, made_by))


def new_link(*, by: Actor, user_id: UUID) -> Invited:
    """A new link for somebody who lost password or link. The old password stops at once: it may be in wrong hands.

    NotAllowed: those of ``may_change_account``, ``account_unknown``, ``account_inactive``.
    """
    require(may_change_account(by, user_id))
    with transaction.atomic():
        user = locked_staff(user_id)
        if not user.is_active:
            raise NotAllowed(Decision.no("account_inactive"))
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.sessions.filter(ended_at=None).update(ended_at=timezone.now())
        log_change(by=by.user_id, verb="account.link_made", subject="account", subject_id=user.id)
        return Invited(user.id, write_link(user, by.user_id))


def accept_invitation(*, token: str, password: str) -> UUID:
    """Set the password with the link, which is then spent; returns the account's id. NotAllowed: ``link_over``.

    The password has passed the validators of the settings: the form says what is wrong with it.
    """
    token_hash = keyring(settings.SECRETS_DIR).keyed_hash(token, "invitation")
    with transaction.atomic():
        # Conditions on the link's own row alone: a waiting transaction checks only those again, so that of several who open it
        # together one sets a password.
        open_ones = Invitation.objects.filter(token_hash=token_hash, used_at=None, expires_at__gt=timezone.now())
        spent = open_ones.update(used_at=timezone.now())
        owner = User.objects.select_for_update(of=("self",)).filter(invitations__token_hash=token_hash)
        user = owner.filter(is_active=True).first()
        if not spent or user is None:
            raise NotAllowed(Decision.no("link_over"))
        user.set_password(password)
        user.save(update_fields=["password"])
        log_change(by=user.id, verb="account.password_set", subject="account", subject_id=user.id)
    forget_tries(user.username or "")
    return user.id


def write_link(user: User, made_by: UUID | None) -> str:
    """A new link, the only one that works; returns its token."""
    now = timezone.now()
    end_links(user)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user,
        token_hash=keyring(settings.SECRETS_DIR).keyed_hash(token, "invitation"),
        made_by=made_by,
        expires_at=now + LINK_LIFE,
    )
    return token


def end_links(user: User) -> None:
    """Links of an account that are still open work no longer."""
    now = timezone.now()
    Invitation.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
