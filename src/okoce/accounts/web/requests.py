"""What the middleware adds to a request, and where a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from okoce.accounts.queries import Actor


class ActorRequest(HttpRequest):
    """A request as our views see it."""

    actor: Actor
    htmx: HtmxDetails


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor, where code has a plain request in hand."""
    return cast(ActorRequest, request).actor


def client_address(request: HttpRequest) -> str:
    """The address that asks, for limits. An IPv6 customer has a whole /64, which counts as one.

    ``X-Forwarded-For`` is believed as far as our own proxies wrote it (``settings.OKOCE_PROXIES``); what stands before was
    written by the client and may say anything.
    """
    text = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.OKOCE_PROXIES
    if proxies:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        text = seen[-proxies] if len(seen) >= proxies else text
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network(f"{address}/64", strict=False).network_address)
    return str(address)
