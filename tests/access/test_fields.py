"""Full NIK and phone stand on no page, whoever looks."""

import pytest

from tests.access.objects import sides_of
from tests.access.requests import ask
from tests.access.routes import all_routes
from tests.access.table import read_table
from tests.world import VISITORS, World

pytestmark = pytest.mark.django_db
MAY_SHOW: dict[tuple[str, str], str] = {}
"""Route and visitor that may see a whole number, with the reason. Empty is best."""


@pytest.mark.parametrize("name", sorted({route for route, method in read_table() if method == "GET"}))
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
