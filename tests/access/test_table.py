"""Who gets which answer from which page: ``table.csv`` says it, real requests prove it.

To add a route: run ``python -m tests.access.show app:name``, think about every cell, and put the rows into ``table.csv``. Where the
command asks for an argument, say in ``objects.py`` what own and other mean for it. A cell is one word, or ``own/other`` where an
argument names an object of somebody: ``ok`` let in, ``sign_in`` sent to sign in, ``refused`` 403, ``hidden`` 404, ``none`` 405.
Whoever may not see an object gets ``hidden``: a refusal would tell that it exists.
"""

import pytest
from django.test import Client

from tests.access.objects import OWN, sides_of, values_for
from tests.access.requests import METHODS, OUTCOMES, ask, cell, outcome, undone
from tests.access.routes import all_routes
from tests.access.table import read_table
from tests.world import VISITORS, World

pytestmark = pytest.mark.django_db
ROUTES = all_routes()
TABLE = read_table()
SHUT = frozenset({"none", "sign_in", "refused", "hidden"})
OTHER_METHODS = ("PUT", "PATCH", "DELETE")


def test_every_route_has_a_row() -> None:
    missing = sorted(ROUTES.keys() - {route for route, _method in TABLE})
    assert not missing, "no row in tests/access/table.csv; run: python -m tests.access.show " + " ".join(missing)


def test_every_row_has_a_route() -> None:
    assert sorted({route for route, _method in TABLE} - ROUTES.keys()) == [], "delete these rows of tests/access/table.csv"


def test_every_cell_is_written() -> None:
    wrong = [
        f"{route} {method} {visitor}: {said!r}"
        for (route, method), cells in TABLE.items()
        for visitor, said in cells.items()
        if not set(said.split("/")) <= set(OUTCOMES) or (route in ROUTES and said.count("/") + 1 != _sides(route, method))
    ]
    assert wrong == [], "a cell is one word, or own/other where an argument is in SCOPED of objects.py"


def _sides(route: str, method: str) -> int:
    return len(sides_of(ROUTES[route], method))


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route(world: World, name: str) -> None:
    """Every cell of a route; a method without a row must be shut for everybody."""
    route = ROUTES[name]
    differing = []
    for method in METHODS:
        row = TABLE.get((name, method))
        for visitor in VISITORS:
            found = cell(world, visitor, route, method)
            if row is None and not set(found.split("/")) <= SHUT:
                differing.append(f"{method} {visitor}: answers {found}, and the table has no row for {method}")
            elif row is not None and row[visitor] != found:
                differing.append(f"{method} {visitor}: answers {found}, the table says {row[visitor]}")
    assert not differing, "\n".join((name, *differing))


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_other_methods_are_shut(world: World, name: str) -> None:
    """PUT, PATCH and DELETE do nothing, asked by a visitor whom the page lets in."""
    route = ROUTES[name]
    admitted = next((visitor for visitor in VISITORS for method in METHODS if _is_admitted(name, method, visitor)), None)
    if admitted is None:
        return
    answers = {method: outcome(ask(world, admitted, route, method, OWN)) for method in OTHER_METHODS}
    assert answers == dict.fromkeys(OTHER_METHODS, "none")


def _is_admitted(name: str, method: str, visitor: str) -> bool:
    return TABLE.get((name, method), {}).get(visitor, "").startswith("ok")


def test_no_post_passes_without_a_token(world: World) -> None:
    """A page of another site cannot write in the name of somebody who is signed in here."""
    passed = []
    for name, method in TABLE:
        visitors = [visitor for visitor in VISITORS if _is_admitted(name, method, visitor)]
        if method != "POST" or not visitors:
            continue
        client = Client(enforce_csrf_checks=True)
        client.cookies = world.client(visitors[0]).cookies
        with undone():
            response = client.post(ROUTES[name].address(values_for(ROUTES[name], world, OWN)))
        if response.status_code != 403:
            passed.append(f"{name} as {visitors[0]}: {response.status_code}")
    assert passed == []
