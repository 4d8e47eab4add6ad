"""Accounts that tests need, made through the services."""

from uuid import UUID

from django.conf import settings
from django.test import Client

from okoce.accounts import services
from okoce.accounts.enums import Role
from okoce.accounts.models import User
from okoce.accounts.queries import Actor, actor_of
from okoce.accounts.services.sessions import FACTOR_KEY, PROVEN_KEY
from okoce.core.encryption import keyring
from okoce.messaging.models import Message

PHONE = "+6281234567890"
OTHER_PHONE = "+6285712345678"
UNKNOWN_PHONE = "+6281999888777"
PASSWORD = "tempe-goreng-jam-lima"
TEBET = "31.74.01"


def administrator(username: str = "sari") -> Actor:
    invited = services.invite_first_administrator(username=username, full_name="Sari Pengelola")
    services.accept_invitation(token=invited.token, password=PASSWORD)
    return actor_of(User.objects.get(id=invited.user_id))


def officer(by: Actor, username: str = "ratna", *grants: services.NewGrant) -> UUID:
    """An officer with a password; of Tebet where nothing else is said."""
    invited = services.invite(
        by=by,
        username=username,
        full_name="Ratna Sari",
        grants=grants or (services.NewGrant(Role.KECAMATAN, TEBET),),
    )
    return services.accept_invitation(token=invited.token, password=PASSWORD)


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> int:
    """Through the page, as staff do; the session then says that a second factor was shown (see test_second_factor.py for how)."""
    answer = client.post("/masuk/petugas/", {"username": username, "password": password}, **more)  # type: ignore[arg-type]
    session = client.session
    if PROVEN_KEY in session:
        session[FACTOR_KEY] = session[PROVEN_KEY]
        session.save()
    return answer.status_code


def latest_text() -> str:
    """The text of the latest message."""
    message = Message.objects.latest("created_at", "id")
    return keyring(settings.SECRETS_DIR).open(bytes(message.text_sealed), "message-text")


def latest_code() -> str:
    return latest_text().split(": ")[1][:6]


def wrong_code() -> str:
    return f"{(int(latest_code()) + 1) % 10**6:06}"
