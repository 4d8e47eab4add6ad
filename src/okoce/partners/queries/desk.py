"""What staff see of organisations: those that work in their places, or the one that they belong to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.partners import models
from okoce.partners.enums import OrganisationState
from okoce.partners.queries.organisations import area_name, in_register_of, named_like, with_areas

READERS = (Role.KECAMATAN, Role.CITY, Role.EVALUATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A line of the desk's list."""

    id: UUID
    name: str
    register_number: str
    kind: str
    state: str
    state_since: date | None
    areas: tuple[str, ...]
    accepts_members: bool


@dataclass(frozen=True, slots=True)
class StateCount:
    state: OrganisationState
    count: int


def visible_to(actor: Actor) -> QuerySet[models.Organisation]:
    """Organisations that an actor may see on the desk; nobody else sees any."""
    scopes = actor.places(*READERS)
    if EVERYWHERE in scopes:
        return models.Organisation.objects.all()
    seen = Q(pk__in=actor.organisations(Role.COMMUNITY))
    for scope in scopes:
        seen |= in_register_of(scope)
    inside = models.Organisation.objects.filter(seen).values("pk")
    return models.Organisation.objects.filter(pk__in=inside)


def organisation_rows(actor: Actor, *, state: str = "", text: str = "") -> QuerySet[models.Organisation]:
    """The list by name, for a paginator; ``row_of`` makes a line of each."""
    rows = visible_to(actor)
    if state:
        rows = rows.filter(state=state)
    if text.strip():
        rows = rows.filter(named_like(text))
    return with_areas(rows).order_by("name", "id")


def row_of(row: models.Organisation) -> OrganisationRow:
    return OrganisationRow(
        id=row.id,
        name=row.name,
        register_number=row.register_number,
        kind=row.get_kind_display(),
        state=row.state,
        state_since=row.state_since,
        areas=tuple(area_name(area.place_code) for area in row.areas.all()),
        accepts_members=row.accepts_members,
    )


def state_counts(actor: Actor) -> tuple[StateCount, ...]:
    """How many organisations an actor sees in each state, zero included. One query."""
    counted = dict(visible_to(actor).order_by().values_list("state").annotate(count=Count("pk")))
    return tuple(StateCount(state, counted.get(state, 0)) for state in OrganisationState)


def represents(user_id: UUID | None, organisation_id: UUID) -> bool:
    """Whether an account belongs to somebody who holds a card of the organisation that was not taken back."""
    if user_id is None:
        return False
    cards = models.Representative.objects.filter(organisation_id=organisation_id, account_id=user_id, revoked_at=None)
    return cards.exists()


def organisation_of_card(representative_id: UUID) -> UUID | None:
    """The organisation that named somebody."""
    card = models.Representative.objects.filter(id=representative_id).values_list("organisation_id", flat=True)
    return card.first()


def organisation_choices() -> list[tuple[str, str]]:
    """Organisations over which a role can be granted: all but those struck off. Named by ``OKOCE_ORGANISATION_CHOICES``."""
    rows = models.Organisation.objects.exclude(state=OrganisationState.REMOVED).order_by("name", "id")
    return [(str(key), f"{name} ({number})") for key, name, number in rows.values_list("id", "name", "register_number")]
