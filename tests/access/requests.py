"""One real request for a cell of the access table, undone afterwards, and its outcome as one word."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.urls import Resolver404, resolve

from tests.access.objects import input_for, sides_of, values_for
from tests.access.routes import Route
from tests.world import VISITORS, World

METHODS = ("GET", "POST")
OUTCOMES = ("ok", "sign_in", "refused", "hidden", "none")
SIGN_IN_WORDS = ("sign_in", "login", "pick_person")
FORM_REFUSED = (400, 409, 422)
"""The visitor was let in and what she wrote was not accepted; who may not come in gets 403 or 404 first."""


def ask(world: World, visitor: str, route: Route, method: str, side: str) -> Any:
    """The response to a visitor's request; what it wrote is rolled back."""
    address = route.address(values_for(route, world, side))
    client = world.client(visitor)
    cookies = deepcopy(client.cookies)
    with undone():
        response = getattr(client, method.lower())(address, input_for(route, method, world, side))
    client.cookies = cookies  # signing out or changing the language is undone too
    return response


@contextmanager
def undone() -> Iterator[None]:
    """Roll back what happens inside: a savepoint and no atomic block, so that ``durable`` services work as in production."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


def outcome(response: Any) -> str:
    """``ok``: let in; ``sign_in``: sent to a page of signing in; ``refused`` 403; ``hidden`` 404 or gone; ``none`` 405."""
    status = response.status_code
    if 300 <= status < 400 or "HX-Redirect" in response.headers:
        return "sign_in" if _is_sign_in(response.headers.get("HX-Redirect") or response.headers["Location"]) else "ok"
    words = {403: "refused", 404: "hidden", 410: "hidden", 405: "none"}
    return "ok" if 200 <= status < 300 or status in FORM_REFUSED else words.get(status, f"status {status}")


def cell(world: World, visitor: str, route: Route, method: str) -> str:
    """The outcomes of all sides, as the table writes them."""
    return "/".join(outcome(ask(world, visitor, route, method, side)) for side in sides_of(route, method))


def row(world: World, route: Route, method: str) -> list[str]:
    """A whole row of the table as it is now."""
    return [route.name, method, *(cell(world, visitor, route, method) for visitor in VISITORS)]


def _is_sign_in(location: str) -> bool:
    try:
        name = resolve(location.partition("?")[0].partition("#")[0]).view_name
    except Resolver404:
        return False
    return any(word in name for word in SIGN_IN_WORDS)
