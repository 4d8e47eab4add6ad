"""Writes of accounts: the door for other apps."""

from okoce.accounts.services.clearing import forget_spent
from okoce.accounts.services.codes import check_code, send_code
from okoce.accounts.services.forgetting import forget_person, forget_phone
from okoce.accounts.services.grants import NewGrant, grant_role, revoke_role
from okoce.accounts.services.invitations import Invited, accept_invitation, invite, new_link
from okoce.accounts.services.passwords import check_password, unlock
from okoce.accounts.services.phone_accounts import end_sessions, ensure_phone_account, ensure_phone_accounts
from okoce.accounts.services.sessions import act_as, sign_in_phone
from okoce.accounts.services.staff import activate, deactivate, invite_first_administrator, make_demo_staff
from okoce.accounts.services.throttling import throttle

__all__ = [
    "Invited",
    "NewGrant",
    "accept_invitation",
    "act_as",
    "activate",
    "check_code",
    "check_password",
    "deactivate",
    "end_sessions",
    "ensure_phone_account",
    "ensure_phone_accounts",
    "forget_person",
    "forget_phone",
    "forget_spent",
    "grant_role",
    "invite",
    "invite_first_administrator",
    "make_demo_staff",
    "new_link",
    "revoke_role",
    "send_code",
    "sign_in_phone",
    "throttle",
    "unlock",
]
