"""Persons said to be the same form groups, whatever the order in which it was said."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from okoce.facts.rules.sameness import person_map

PERSONS = [UUID(int=n) for n in range(8)]
LINKS = st.lists(st.tuples(st.sampled_from(PERSONS), st.sampled_from(PERSONS)), max_size=14)


def groups(links: list[tuple[UUID, UUID]]) -> set[frozenset[UUID]]:
    """Connected persons, by spreading from one to the next until nothing is added."""
    found = {frozenset(link) for link in links}
    while True:
        joined = {frozenset().union(*(other for other in found if other & group)) for group in found}
        if joined == found:
            return found
        found = joined


@given(LINKS, st.randoms(use_true_random=False))
def test_the_smallest_id_stands_for_its_group(links: list[tuple[UUID, UUID]], random: st.DataObject) -> None:
    expected = {person: min(group) for group in groups(links) for person in group}
    assert person_map(links) == expected
    turned = [(other, one) for one, other in links]
    random.shuffle(turned)  # type: ignore[attr-defined]  # a random.Random
    assert person_map(turned) == expected


def test_who_is_in_no_link_is_left_out() -> None:
    assert person_map([]) == {}
