"""Who a session belongs to: the account together with its open sessions, in the one query that reads the account."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from okoce.accounts.models import SignedIn, User


class SessionBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Checks passwords as allauth does (one hash for unknown names too). Accounts come with ``open_sessions``."""

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.annotate(open_sessions=ArraySubquery(_open_ones())).filter(pk=user_id, is_active=True).first()


def _open_ones() -> Any:
    rows = SignedIn.objects.filter(user=OuterRef("pk"), ended_at=None)
    return rows.values(row=JSONObject(id="id", began="began_at", seen="seen_at"))
