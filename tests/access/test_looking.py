"""What no page may do: show a whole NIK or phone, or write because somebody looked."""

import re
from typing import Any

import pytest
from django.db import connection

from tests.access.objects import sides_of
from tests.access.requests import ask
from tests.access.routes import all_routes
from tests.access.table import read_table
from tests.world import VISITORS, World

pytestmark = pytest.mark.django_db
GET_ROUTES = sorted({route for route, method in read_table() if method == "GET"} & all_routes().keys())
MAY_SHOW: dict[tuple[str, str], str] = {}
"""Route and visitor that may see a whole number, with the reason. Empty is best."""


@pytest.mark.parametrize("name", GET_ROUTES)
def test_no_page_shows_a_whole_number(world: World, name: str) -> None:
    route = all_routes()[name]
    shown = [
        f"{visitor} on {side}: {secret}"
        for visitor in VISITORS
        if (name, visitor) not in MAY_SHOW
        for side in sides_of(route, "GET")
        for secret in _shown(ask(world, visitor, route, "GET", side), world)
    ]
    assert shown == []


def _shown(response: object, world: World) -> list[str]:
    content = getattr(response, "content", b"") or b"".join(getattr(response, "streaming_content", ()))
    text = content.decode("utf-8", "replace") + str(getattr(response, "headers", ""))
    bare = text.replace(" ", "").replace("-", "").replace(".", "")
    return [secret for secret in world.secrets if secret in text or secret in bare]


READING_WRITES: dict[str, str] = {}
"""GET routes that write more than the trail of openings, with the reason. Empty is best."""
OPENING = re.compile(r'INSERT INTO "?audit_opening"?\b')
READS = re.compile(r"SELECT|WITH|DECLARE|FETCH|CLOSE|SAVEPOINT|RELEASE|ROLLBACK|SET")


@pytest.mark.parametrize("name", GET_ROUTES)
def test_looking_writes_nothing(world: World, name: str) -> None:
    """A GET changes no row but the trail of who opened which record: links may be followed, prefetched and repeated."""
    written: list[str] = []

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if not READS.match(sql.lstrip()) and not OPENING.match(sql.lstrip()):
            written.append(sql[:120])
        return execute(sql, parameters, many, context)

    route = all_routes()[name]
    for visitor in VISITORS:
        world.client(visitor)  # signs in, which writes
        for side in sides_of(route, "GET"):
            with connection.execute_wrapper(watch):
                ask(world, visitor, route, "GET", side)
    assert written == [] or name in READING_WRITES, f"{name} writes when it is looked at"
