"""Who gets which answer from which page: ``table.csv`` says it, real requests prove it.

To add a route: run ``python -m tests.access.show app:name``, think about every cell, and put the rows into ``table.csv``. Where the
command asks for an argument, say in ``objects.py`` what own and other mean for it. A cell is one word, or ``own/other`` where an
argument names an object of somebody: ``ok`` let in, ``sign_in`` sent to sign in, ``refused`` 403, or 409 with the reason of a rule,
``hidden`` 404, ``none`` 405. Whoever may not see an object gets ``hidden``: a refusal would tell that it exists.
"""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.access.objects import OWN, sides_of, values_for
from tests.access.requests import METHODS, OUTCOMES, Answer, ask, undone
from tests.access.routes import Route, all_routes
from tests.access.table import read_table
from tests.world import VISITORS, World

pytestmark = pytest.mark.django_db
ROUTES = all_routes()
TABLE = read_table()
PACKET = "forms of OSS and offices ask for it; nowhere else, and the opening is in her trail"
MAY_SHOW: dict[tuple[str, str], str] = {
    ("roadmap:own_packet", "member"): "her own number, on the forms that ask for it",
    **{("roadmap:desk_packet", role): PACKET for role in ("mentor", "kelurahan", "kecamatan", "city")},
}
"""Route and visitor that may see a whole NIK or phone by looking, with the reason. Empty is best."""
READING_WRITES = {
    "desk:members_sheet": "a list that leaves the programme is written down",
    "desk:worklist_sheet": "a list that leaves the programme is written down",
    "imports:rejected": "rows that leave the programme are written down",
    "portal:pick_person": "the only person of a phone needs no picking: she is herself from then on, in a renewed session",
    "accounts:totp_setup": "each showing makes a new secret, which the session keeps sealed until it is proven",
    "accounts:passkey_setup": "each showing asks the browser a new question, which the session keeps",
}
"""GET routes that write more than who opened which record, with the reason."""
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
    """Everything about a route at once: each cell, whole numbers on its pages, writing on looking, other methods."""
    route = ROUTES[name]
    problems = []
    for method in METHODS:
        for visitor in VISITORS:
            answers = [ask(world, visitor, route, method, side) for side in sides_of(route, method)]
            problems += _other_than_said(name, method, visitor, "/".join(answer.outcome for answer in answers))
            if method == "GET":
                problems += [problem for answer in answers for problem in _seen(world, name, visitor, answer)]
    problems += _other_methods(world, route)
    assert not problems, "\n".join((name, *problems))


def _other_than_said(name: str, method: str, visitor: str, found: str) -> list[str]:
    row = TABLE.get((name, method))
    if row is None:
        is_shut = set(found.split("/")) <= SHUT
        return [] if is_shut else [f"{method} {visitor}: answers {found}, and the table has no row for {method}"]
    return [] if row[visitor] == found else [f"{method} {visitor}: answers {found}, the table says {row[visitor]}"]


def _seen(world: World, name: str, visitor: str, answer: Answer) -> Iterator[str]:
    """Whole numbers that a page shows; rows that it writes because somebody looked."""
    text = answer.text
    bare = text.replace(" ", "").replace("-", "").replace(".", "")
    if (name, visitor) not in MAY_SHOW:
        yield from (f"GET {visitor}: shows {secret}" for secret in world.secrets if secret in text or secret in bare)
    if name not in READING_WRITES:
        yield from (f"GET {visitor}: writes {statement}" for statement in answer.written)


def _other_methods(world: World, route: Route) -> list[str]:
    """PUT, PATCH and DELETE do nothing, asked by a visitor whom the page lets in."""
    admitted = next((visitor for visitor in VISITORS for method in METHODS if _is_admitted(route.name, method, visitor)), None)
    if admitted is None:
        return []
    answers = {method: ask(world, admitted, route, method, OWN).outcome for method in OTHER_METHODS}
    return [f"{method} {admitted}: answers {found}, only 405 is right" for method, found in answers.items() if found != "none"]


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
