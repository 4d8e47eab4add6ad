"""Check the password of staff. Names that exist and names that do not cost the same and are answered the same."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate

from okoce.accounts.models import User
from okoce.accounts.permissions import may_change_account
from okoce.accounts.rules import Actor
from okoce.accounts.rules.limits import PASSWORDS_PER_DEVICE, PASSWORDS_PER_NAME
from okoce.accounts.rules.senders import Sender, password_tries
from okoce.accounts.services.throttling import forget_group, give_back, reset, within_limits
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require


def check_password(*, username: str, password: str, address: str, device: str = "") -> User:
    """The account of a user name and password; to be called outside of a transaction.

    ``device`` names a browser that signed in with this account before; its tries are counted apart from those of strangers.
    NotAllowed: ``too_many_tries`` (param ``again_at``) after five wrong ones in 15 minutes for the name from one network, whether
    the name exists or not; ``sign_in_wrong``. A try is counted before it is checked, so that parallel ones cannot outrun the limit.
    """
    name = username.strip().casefold()
    tries = password_tries(name, Sender(address, device))
    require(within_limits(tries, _group(name)))
    user = authenticate(None, username=name, password=password)
    if not isinstance(user, User) or (user.is_synthetic and not settings.OKOCE_DEMO):
        raise NotAllowed(Decision.no("sign_in_wrong"))
    for limit, key in tries:
        if limit in (PASSWORDS_PER_NAME, PASSWORDS_PER_DEVICE):
            reset(limit, key)
        else:
            give_back(limit, key)
    return user


def forget_tries(username: str) -> None:
    """Whoever tried this name, from wherever: nothing of it counts any more."""
    forget_group(_group(username))


def _group(username: str) -> str:
    return f"password:{username}"


def unlock(*, by: Actor, user_id: UUID) -> None:
    """Let somebody try her password again at once. NotAllowed: those of ``may_change_account``, ``account_unknown``."""
    require(may_change_account(by, user_id))
    user = User.objects.filter(id=user_id, username__isnull=False).first()
    if user is None:
        raise NotAllowed(Decision.no("account_unknown"))
    forget_tries(user.username or "")
    log_change(by=by.user_id, verb="account.unlocked", subject="account", subject_id=user.id)
