"""How allauth behaves here: it completes the sign-in of staff; accounts, pages and limits are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from okoce.accounts.web.requests import client_address


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page after sign-in says who is signed in; a message that repeats it would only be in the way."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)
