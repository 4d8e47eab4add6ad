"""Keeping the centres: address, contact, staff, rooms and opening hours of one kecamatan, saved as a whole."""

from collections.abc import Sequence

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, require
from okoce.partners import models, permissions, queries, rules
from okoce.partners.enums import Refusal
from okoce.partners.queries import Room, Staff
from okoce.partners.rules import Hours
from okoce.places.queries import refs

SUBJECT = "partners.centre"


@transaction.atomic
def save_centre(
    *,
    by: Actor,
    place_code: str,
    address: str,
    public_contact: str = "",
    staff: Sequence[Staff] = (),
    rooms: Sequence[Room] = (),
    hours: Sequence[Hours] = (),
    name: str = "",
    is_synthetic: bool = False,
) -> queries.Centre:
    """Make or change the centre of a kecamatan; what is not given any more is gone, and the trail keeps what it was."""
    require(permissions.may_save_centre(by, place_code))
    require(_may_hold(address, staff, rooms, hours))
    place = refs()[place_code]
    row, _made = models.Centre.objects.get_or_create(
        place_code=place_code, defaults={"name": f"OK OCE Center {place.name}", "is_synthetic": is_synthetic}
    )
    row = models.Centre.objects.select_for_update().get(id=row.id)
    before = _described(queries.centre(place_code))
    row.name = name.strip() or row.name
    row.address, row.public_contact = address.strip(), public_contact.strip()
    row.save(update_fields=["name", "address", "public_contact"])
    _replace(row, staff, rooms, hours)
    saved = queries.centre(place_code)
    assert saved is not None
    log_change(
        by=by.user_id,
        verb="save_centre",
        subject=SUBJECT,
        subject_id=row.id,
        before=before,
        after=_described(saved),
    )
    return saved


def _may_hold(address: str, staff: Sequence[Staff], rooms: Sequence[Room], hours: Sequence[Hours]) -> Decision:
    if not address.strip():
        return Decision.no(Refusal.ADDRESS_MISSING)
    if any(not item.function.strip() for item in staff):
        return Decision.no(Refusal.FUNCTION_MISSING)
    names = [*(item.name for item in staff), *(item.function for item in staff), *(item.name for item in rooms)]
    described = rules.may_describe(names)
    if not described:
        return described
    if any(room.capacity < 1 for room in rooms):
        return Decision.no(Refusal.ROOM_WITHOUT_SEATS)
    return rules.may_open_at(hours)


def _replace(row: models.Centre, staff: Sequence[Staff], rooms: Sequence[Room], hours: Sequence[Hours]) -> None:
    row.staff.all().delete()
    row.rooms.all().delete()
    row.hours.all().delete()
    models.CentreStaff.objects.bulk_create(
        [models.CentreStaff(centre=row, name=item.name.strip(), function=item.function.strip()) for item in staff]
    )
    models.CentreRoom.objects.bulk_create(
        [models.CentreRoom(centre=row, name=item.name.strip(), capacity=item.capacity) for item in rooms]
    )
    models.OpeningHours.objects.bulk_create(
        [models.OpeningHours(centre=row, weekday=item.weekday, opens_at=item.opens_at, closes_at=item.closes_at) for item in hours]
    )


def _described(centre: queries.Centre | None) -> dict[str, object]:
    """What the trail keeps: all of it is public already."""
    if centre is None or not centre.card.address:
        return {}
    return {
        "address": centre.card.address,
        "public_contact": centre.card.public_contact,
        "staff": [f"{item.name}, {item.function}" for item in centre.staff],
        "rooms": [f"{item.name}, {item.capacity}" for item in centre.rooms],
        "hours": [f"{item.weekday} {item.opens_at:%H:%M}-{item.closes_at:%H:%M}" for item in centre.card.hours],
    }
