"""Writes of accounts: the door for other apps."""

from okoce.accounts.services.clearing import forget_spent
from okoce.accounts.services.codes import check_code, send_code
from okoce.accounts.services.factors import (
    add_totp,
    check_factor,
    new_recovery_codes,
    remove_factor,
    reset_factors,
    reset_factors_at_server,
)
from okoce.accounts.services.forgetting import forget_person, forget_phone
from okoce.accounts.services.grants import NewGrant, grant_role, revoke_role
from okoce.accounts.services.invitations import Invited, accept_invitation, invite, new_link
from okoce.accounts.services.own_password import change_password
from okoce.accounts.services.passkeys import add_passkey, ask_for_known, ask_for_new, check_passkey
from okoce.accounts.services.passwords import check_password, unlock
from okoce.accounts.services.phone_accounts import end_sessions, ensure_phone_account, ensure_phone_accounts
from okoce.accounts.services.sessions import (
    act_as,
    end_other_sessions,
    end_session,
    end_sessions_of,
    has_shown_factor,
    is_freshly_proven,
    keep_open,
    note_factor,
    note_proof,
    session_id,
    sign_in_phone,
)
from okoce.accounts.services.staff import activate, deactivate, invite_first_administrator, make_demo_staff
from okoce.accounts.services.throttling import throttle

__all__ = [
    "Invited",
    "NewGrant",
    "accept_invitation",
    "act_as",
    "activate",
    "add_passkey",
    "add_totp",
    "ask_for_known",
    "ask_for_new",
    "change_password",
    "check_code",
    "check_factor",
    "check_passkey",
    "check_password",
    "deactivate",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "end_sessions_of",
    "ensure_phone_account",
    "ensure_phone_accounts",
    "forget_person",
    "forget_phone",
    "forget_spent",
    "grant_role",
    "has_shown_factor",
    "invite",
    "invite_first_administrator",
    "is_freshly_proven",
    "keep_open",
    "make_demo_staff",
    "new_link",
    "new_recovery_codes",
    "note_factor",
    "note_proof",
    "remove_factor",
    "reset_factors",
    "reset_factors_at_server",
    "revoke_role",
    "send_code",
    "session_id",
    "sign_in_phone",
    "throttle",
    "unlock",
]
