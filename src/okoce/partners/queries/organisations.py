"""Organisations and their representatives, as frozen values that other apps and pages may hold."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from okoce.partners import models, rules
from okoce.partners.enums import CardStanding, OrganisationKind, OrganisationState
from okoce.places import queries as places


@dataclass(frozen=True, slots=True)
class CommunityCard:
    """A verified community as the public register shows it; ``areas`` are names of places, ``area_codes`` their codes."""

    id: UUID
    name: str
    register_number: str
    about: str
    public_contact: str
    verified_on: date
    area_codes: tuple[str, ...]
    areas: tuple[str, ...]
    accepts_members: bool
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation in any state, for those who may see it."""

    id: UUID
    kind: str
    name: str
    register_number: str
    state: str
    state_reason: str
    state_since: date | None
    verified_on: date | None
    about: str
    public_contact: str
    accepts_members: bool
    area_codes: tuple[str, ...]
    areas: tuple[str, ...]
    is_synthetic: bool

    @property
    def is_verified(self) -> bool:
        return self.state == OrganisationState.VERIFIED

    @property
    def is_public(self) -> bool:
        """Whether the public register says anything of it: whoever is still examined is not in it."""
        return self.state != OrganisationState.PENDING


@dataclass(frozen=True, slots=True)
class RepresentativeCard:
    """What the card of a representative says, and whether it holds on the day that was asked for."""

    id: UUID
    organisation_id: UUID
    name: str
    function: str
    card_number: str
    valid_from: date
    valid_to: date
    standing: CardStanding

    @property
    def is_valid(self) -> bool:
        return self.standing is CardStanding.VALID


def area_name(code: str) -> str:
    """A place as the register names it: "Tebet, Jakarta Selatan"; a code that is no longer known stays a code."""
    ref = places.refs().get(code)
    if ref is None:
        return code
    around = {5: "", 8: ref.city_name, 13: ref.kecamatan_name}.get(len(code), "")
    return f"{ref.name}, {around}" if around else ref.name


def in_register_of(place_code: str) -> Q:
    """Organisations that work in a place: an area is the place, lies around it, or lies in it."""
    parts = place_code.split(".")
    around = [".".join(parts[:size]) for size in range(1, len(parts) + 1)]
    return Q(areas__place_code__in=around) | Q(areas__place_code__startswith=place_code + ".")


def named_like(text: str) -> Q:
    """The text stands in the name, or is the beginning of the register number."""
    wanted = Q(name__icontains=text.strip())
    key = rules.number_key(text)
    return wanted | Q(register_key__startswith=key) if key else wanted


def with_areas(rows: QuerySet[models.Organisation]) -> QuerySet[models.Organisation]:
    return rows.prefetch_related(Prefetch("areas", models.OrganisationArea.objects.order_by("place_code")))


def verified_communities(place_code: str | None = None, text: str = "") -> tuple[CommunityCard, ...]:
    """The public register, by name; of those that work in a place and match a text where given. Two queries."""
    rows = models.Organisation.objects.filter(
        kind=OrganisationKind.COMMUNITY, state=OrganisationState.VERIFIED, verified_on__isnull=False
    )
    if place_code:
        rows = rows.filter(in_register_of(place_code)).distinct()
    if text.strip():
        rows = rows.filter(named_like(text))
    return tuple(card_of(row) for row in with_areas(rows).order_by("name", "id"))


def card_of(row: models.Organisation) -> CommunityCard:
    codes = tuple(area.place_code for area in row.areas.all())
    assert row.verified_on is not None  # the database refuses a verified row without its date
    return CommunityCard(
        id=row.id,
        name=row.name,
        register_number=row.register_number,
        about=row.about,
        public_contact=row.public_contact,
        verified_on=row.verified_on,
        area_codes=codes,
        areas=tuple(area_name(code) for code in codes),
        accepts_members=row.accepts_members,
        is_synthetic=row.is_synthetic,
    )


def organisation(organisation_id: UUID) -> Organisation | None:
    """One organisation in whatever state. Two queries."""
    row = with_areas(models.Organisation.objects.filter(id=organisation_id)).first()
    return organisation_of(row) if row is not None else None


def by_register_number(text: str) -> Organisation | None:
    """The organisation of a register number as typed: case, spaces and dashes do not matter."""
    key = rules.number_key(text)
    row = with_areas(models.Organisation.objects.filter(register_key=key)).first() if key else None
    return organisation_of(row) if row is not None else None


def organisation_of(row: models.Organisation) -> Organisation:
    codes = tuple(area.place_code for area in row.areas.all())
    return Organisation(
        id=row.id,
        kind=row.kind,
        name=row.name,
        register_number=row.register_number,
        state=row.state,
        state_reason=row.state_reason,
        state_since=row.state_since,
        verified_on=row.verified_on,
        about=row.about,
        public_contact=row.public_contact,
        accepts_members=row.accepts_members,
        area_codes=codes,
        areas=tuple(area_name(code) for code in codes),
        is_synthetic=row.is_synthetic,
    )


def representatives_of(organisation_id: UUID, on: date) -> tuple[RepresentativeCard, ...]:
    """Everybody whom an organisation has named, the latest card first, with the standing of each card on a day."""
    rows = models.Representative.objects.filter(organisation_id=organisation_id).select_related("organisation")
    return tuple(representative_of(row, on) for row in rows.order_by("-valid_to", "name", "id"))


def representative_of(row: models.Representative, on: date) -> RepresentativeCard:
    """Needs the row's organisation to be selected with it."""
    return RepresentativeCard(
        id=row.id,
        organisation_id=row.organisation_id,
        name=row.name,
        function=row.function,
        card_number=row.card_number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        standing=rules.card_standing(
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            revoked=row.revoked_at is not None,
            organisation_state=row.organisation.state,
            on=on,
        ),
    )
