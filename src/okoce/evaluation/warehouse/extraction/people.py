"""Who is whom at which position, by the rule that readings use (``facts.rules.sameness``)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from duckdb import DuckDBPyConnection

from okoce.facts.rules.sameness import person_map

LINKS = """
SELECT person_id, CAST(measures ->> 'other' AS UUID), from_position, to_position
FROM fact WHERE kind = 'person.same_as' ORDER BY original_id, from_position
"""


class Link(NamedTuple):
    """Two records are one person from one position to another (exclusive; None: still)."""

    one: UUID
    other: UUID
    from_position: int
    to_position: int | None

    def holds_at(self, position: int) -> bool:
        return self.from_position <= position and (self.to_position is None or position < self.to_position)


class Standing(NamedTuple):
    """One row of ``person_map``."""

    person_id: UUID
    survivor_id: UUID
    from_position: int
    to_position: int | None


def join_people(store: DuckDBPyConnection) -> None:
    """Write ``person_map`` anew from the links that the facts say: few, and read in a moment."""
    rows = list(standings(Link(*row) for row in store.execute(LINKS).fetchall()))
    store.execute("DELETE FROM person_map")
    if rows:
        store.executemany("INSERT INTO person_map VALUES (?, ?, ?, ?)", rows)


def standings(links: Iterable[Link]) -> Iterator[Standing]:
    """For every record that a link ever named: who stands for her, over which positions. Groups that never met stand apart."""
    links = list(links)
    ever = person_map((link.one, link.other) for link in links)
    groups: dict[UUID, list[Link]] = defaultdict(list)
    for link in links:
        groups[ever[link.one]].append(link)
    for group in groups.values():
        yield from _of_group(group)


def _of_group(links: list[Link]) -> Iterator[Standing]:
    turns = sorted({position for link in links for position in (link.from_position, link.to_position) if position is not None})
    open_rows: dict[UUID, tuple[UUID, int]] = {}
    for position in turns:
        now = person_map((link.one, link.other) for link in links if link.holds_at(position))
        for person in open_rows.keys() | now.keys():
            before, after = open_rows.get(person), now.get(person)
            if before is not None and before[0] != after:
                yield Standing(person, before[0], before[1], position)
                del open_rows[person]
            if after is not None and person not in open_rows:
                open_rows[person] = (after, position)
    for person, (survivor, since) in open_rows.items():
        yield Standing(person, survivor, since, None)
