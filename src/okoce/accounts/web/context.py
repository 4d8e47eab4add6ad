"""What the bar of the desks shows of whoever is signed in."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import SimpleLazyObject

from okoce.accounts.queries import NOBODY


def desk(request: HttpRequest) -> dict[str, object]:
    """Read only when a template asks: pages for everybody do not, and cost nothing."""

    def label() -> str:
        # Error pages are also drawn for requests that broke before the middleware ran.
        actor = getattr(request, "actor", NOBODY)
        return actor.label if actor.held else ""

    return {
        "desk_user": SimpleLazyObject(label),
        "desk_account_url": reverse_lazy("accounts:own"),
        "desk_sign_out_url": reverse_lazy("accounts:sign_out"),
    }
