"""Communities that a registrant may choose, kept in the process: the busiest form of the programme asks without a query."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from okoce.partners import models, rules
from okoce.partners.enums import OrganisationKind, OrganisationState
from okoce.partners.queries.organisations import area_name, with_areas

KEPT_SECONDS = 60
"""A change made in another process is seen after this time at the latest."""
KEPT_EMPTY_SECONDS = 2
"""A process that started before the first verification must see it soon, yet not ask with every registration."""


@dataclass(frozen=True, slots=True)
class CommunityChoice:
    """A community that accepts members; ``areas`` are the names of the places where it works."""

    id: UUID
    name: str
    register_number: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    communities: tuple[tuple[CommunityChoice, tuple[str, ...]], ...]
    read_at: float


_kept: _Snapshot | None = None
_clock: Callable[[], float] = time.monotonic


def forget() -> None:
    """Drop what this process keeps; the next reader reads again."""
    global _kept
    _kept = None


def community_choices(place_code: str) -> tuple[CommunityChoice, ...]:
    """Communities that accept members and work in the kecamatan of a kelurahan (or in a kecamatan), the nearest first:
    of the kelurahan itself, of its kecamatan, of a neighbouring kelurahan, of the city, of the province. No query once read."""
    ranked = (
        (near, choice.name.casefold(), str(choice.id), choice)
        for choice, areas in _snapshot().communities
        if (near := rules.nearness(areas, place_code)) is not None
    )
    return tuple(choice for _near, _name, _id, choice in sorted(ranked))


def every_choice() -> tuple[CommunityChoice, ...]:
    """All communities that accept members, by name. No query once read."""
    return tuple(choice for choice, _areas in _snapshot().communities)


def _snapshot() -> _Snapshot:
    global _kept
    kept = _kept
    if kept is None or _clock() - kept.read_at > (KEPT_SECONDS if kept.communities else KEPT_EMPTY_SECONDS):
        _kept = kept = _read()
    return kept


def _read() -> _Snapshot:
    rows = models.Organisation.objects.filter(
        kind=OrganisationKind.COMMUNITY, state=OrganisationState.VERIFIED, accepts_members=True
    )
    communities = []
    for row in with_areas(rows).order_by("name", "id"):
        codes = tuple(area.place_code for area in row.areas.all())
        areas = tuple(area_name(code) for code in codes)
        communities.append((CommunityChoice(row.id, row.name, row.register_number, areas), codes))
    return _Snapshot(tuple(communities), _clock())
