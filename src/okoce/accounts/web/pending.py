"""Between the password and the second step: who is half signed in, kept in the session for ten minutes."""

from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from okoce.accounts.models import User
from okoce.accounts.rules.factors import PENDING_LIFE

KEY = "half_signed_in"


@dataclass(frozen=True, slots=True)
class Pending:
    """An account whose password was right, and the page to go to afterwards."""

    user: User
    target: str


def begin(request: HttpRequest, user: User, target: str) -> None:
    """The password was right. The session holds a keyed hash of it, so that a password changed meanwhile ends this too."""
    request.session.cycle_key()
    proof = user.get_session_auth_hash()
    request.session[KEY] = {"user": str(user.id), "proof": proof, "at": timezone.now().timestamp(), "next": target}


def found(request: HttpRequest) -> Pending | None:
    """Who waits for her second step in this browser; None where nobody does, or not any more."""
    kept = request.session.get(KEY)
    if not isinstance(kept, dict) or timezone.now().timestamp() - kept["at"] > PENDING_LIFE.total_seconds():
        return None
    user = User.objects.filter(id=UUID(kept["user"]), is_active=True).first()
    if user is None or not compare_digest(user.get_session_auth_hash(), kept["proof"]):
        return None
    return Pending(user, kept["next"])


def end(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
