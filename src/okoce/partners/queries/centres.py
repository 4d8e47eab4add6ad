"""The centres: where people go, who is there, and when it is open."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from okoce.partners import models
from okoce.partners.rules import Hours
from okoce.places import queries as places


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody at the centre by function; names are public because the functions are."""

    name: str
    function: str


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    capacity: int


@dataclass(frozen=True, slots=True)
class CentreCard:
    """A centre in a list: where it is, how to reach it, and when it is open."""

    id: UUID
    place_code: str
    name: str
    kecamatan: str
    city: str
    address: str
    public_contact: str
    hours: tuple[Hours, ...]
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre with everything that its page shows."""

    card: CentreCard
    staff: tuple[Staff, ...]
    rooms: tuple[Room, ...]


def centres() -> tuple[CentreCard, ...]:
    """Every centre in the order of its code, so that those of a city stand together. Two queries."""
    rows = with_hours(models.Centre.objects.all()).order_by("place_code")
    return tuple(card_of(row) for row in rows)


def centre(place_code: str) -> Centre | None:
    """The centre of a kecamatan with staff, rooms and hours. Four queries."""
    rows = with_hours(models.Centre.objects.filter(place_code=place_code)).prefetch_related(
        Prefetch("staff", models.CentreStaff.objects.order_by("id")),
        Prefetch("rooms", models.CentreRoom.objects.order_by("id")),
    )
    row = rows.first()
    if row is None:
        return None
    staff = tuple(Staff(item.name, item.function) for item in row.staff.all())
    rooms = tuple(Room(item.name, item.capacity) for item in row.rooms.all())
    return Centre(card_of(row), staff, rooms)


def centre_of(place_code: str) -> CentreCard | None:
    """The centre of the kecamatan in which a kelurahan lies (or of a kecamatan): where this person goes. Two queries."""
    row = with_hours(models.Centre.objects.filter(place_code=place_code[:8])).first()
    return card_of(row) if row is not None else None


def with_hours(rows: QuerySet[models.Centre]) -> QuerySet[models.Centre]:
    return rows.prefetch_related(Prefetch("hours", models.OpeningHours.objects.order_by("weekday")))


def card_of(row: models.Centre) -> CentreCard:
    ref = places.refs().get(row.place_code)
    return CentreCard(
        id=row.id,
        place_code=row.place_code,
        name=row.name,
        kecamatan=ref.name if ref else row.place_code,
        city=ref.city_name if ref else "",
        address=row.address,
        public_contact=row.public_contact,
        hours=tuple(Hours(item.weekday, item.opens_at, item.closes_at) for item in row.hours.all()),
        is_synthetic=row.is_synthetic,
    )
