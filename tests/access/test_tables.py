"""Tables of all pages: what stands in a row stands under its heading, whoever looks."""

import pytest
from lxml import html

from tests.access.objects import OWN, kept_roadmap
from tests.access.requests import ask
from tests.access.routes import all_routes
from tests.world import World


def width(row: html.HtmlElement) -> int:
    return sum(int(cell.get("colspan", "1")) for cell in row.iterchildren("th", "td"))


def uneven(table: html.HtmlElement) -> bool:
    """A table with cells that reach over several rows is left out: its rows are rightly of different widths."""
    if table.xpath(".//*[@rowspan]"):
        return False
    heads = {width(row) for row in table.xpath("./thead/tr")}
    rows = {width(row) for row in table.xpath("./tbody/tr")}
    return bool(heads and rows) and rows != heads


@pytest.mark.parametrize("visitor", ["anonymous", "member", "kecamatan", "evaluator", "administrator"])
def test_every_row_is_as_wide_as_its_head(world: World, visitor: str) -> None:
    kept_roadmap(world, world.own)
    seen, wrong = 0, []
    for name, route in all_routes().items():
        response = ask(world, visitor, route, "GET", OWN).response
        if response.status_code != 200 or not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for table in html.fromstring(response.content).iter("table"):
            seen += 1
            if uneven(table):
                wrong.append(f"{name}: {table.findtext('caption')}")
    assert wrong == []
    assert seen or visitor == "anonymous"
