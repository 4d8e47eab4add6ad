"""Persons said to be the same: links make groups, and the smallest id speaks for its group."""

from collections.abc import Iterable
from uuid import UUID


def person_map(links: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """Every linked person to the one that stands for her; who is in no link stands for herself and is left out."""
    stands_for: dict[UUID, UUID] = {}

    def root(person: UUID) -> UUID:
        while stands_for.setdefault(person, person) != person:
            stands_for[person] = stands_for[stands_for[person]]
            person = stands_for[person]
        return person

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        stands_for[second] = first
    return {person: root(person) for person in list(stands_for)}
