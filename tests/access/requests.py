"""One real request for a cell of the access table, undone afterwards, and its outcome as one word."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.urls import Resolver404, resolve

from tests.access.objects import input_for, sides_of, values_for
from tests.access.routes import Route
from tests.world import VISITORS, World

METHODS = ("GET", "POST")
OUTCOMES = ("ok", "sign_in", "refused", "hidden", "none")
OPENING = re.compile(r'INSERT INTO "?audit_opening"?\b')
READS = re.compile(r"SELECT|WITH|DECLARE|FETCH|CLOSE|SAVEPOINT|RELEASE|ROLLBACK|SET")
SIGN_IN_WORDS = ("sign_in", "login", "pick_person")
FORM_REFUSED = (400, 422)
"""The visitor was let in and her form came back with its errors; a rule that refuses answers 409, and counts as refused."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and the statements that wrote something (whoever opened a record may always be noted)."""

    response: Any
    written: tuple[str, ...]

    @property
    def outcome(self) -> str:
        return outcome(self.response)

    @property
    def text(self) -> str:
        """Everything that reaches the visitor: the page and its headers."""
        content = getattr(self.response, "content", b"") or b"".join(getattr(self.response, "streaming_content", ()))
        return f"{content.decode('utf-8', 'replace')}\n{self.response.headers}"


def ask(world: World, visitor: str, route: Route, method: str, side: str) -> Answer:
    """The answer to a visitor's request; what it wrote is rolled back."""
    address, filled = route.address(values_for(route, world, side)), input_for(route, method, world, side)
    client = world.client(visitor)
    cookies = deepcopy(client.cookies)
    written: list[str] = []

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if not READS.match(sql.lstrip()) and not OPENING.match(sql.lstrip()):
            written.append(sql[:100])
        return execute(sql, parameters, many, context)

    with undone(), connection.execute_wrapper(watch):
        response = getattr(client, method.lower())(address, filled)
    if response.streaming:  # read a file to its end, so that it is closed
        response.streaming_content = [b"".join(response.streaming_content)]
    client.cookies = cookies  # signing out or changing the language is undone too
    return Answer(response, tuple(written))


@contextmanager
def undone() -> Iterator[None]:
    """Roll back what happens inside: a savepoint and no atomic block, so that ``durable`` services work as in production."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


def outcome(response: Any) -> str:
    """``ok``: let in; ``sign_in``: sent to a page of signing in; ``refused`` 403 or 409; ``hidden`` 404 or gone; ``none`` 405."""
    status = response.status_code
    if 300 <= status < 400 or "HX-Redirect" in response.headers:
        return "sign_in" if _is_sign_in(response.headers.get("HX-Redirect") or response.headers["Location"]) else "ok"
    words = {403: "refused", 409: "refused", 404: "hidden", 410: "hidden", 405: "none"}
    return "ok" if 200 <= status < 300 or status in FORM_REFUSED else words.get(status, f"status {status}")


def cell(world: World, visitor: str, route: Route, method: str) -> str:
    """The outcomes of all sides, as the table writes them."""
    return "/".join(ask(world, visitor, route, method, side).outcome for side in sides_of(route, method))


def row(world: World, route: Route, method: str) -> list[str]:
    """A whole row of the table as it is now."""
    return [route.name, method, *(cell(world, visitor, route, method) for visitor in VISITORS)]


def _is_sign_in(location: str) -> bool:
    try:
        name = resolve(location.partition("?")[0].partition("#")[0]).view_name
    except Resolver404:
        return False
    return any(word in name for word in SIGN_IN_WORDS)
