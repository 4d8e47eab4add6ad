"""What the administrator's pages show of an account."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from okoce.accounts.queries import EVERYWHERE, Grant, Staff
from okoce.places.queries import refs
from okoce.ui.components import Column
from okoce.ui.enums import Tone


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role with its scope in words."""

    id: UUID
    role: str
    scope: str
    valid_from: date
    valid_to: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class StaffCard:
    """An account of staff with its state in words."""

    staff: Staff
    grants: tuple[GrantLine, ...]
    tone: Tone
    state: str


def staff_card(staff: Staff) -> StaffCard:
    tone, state = _state(staff)
    return StaffCard(staff, tuple(_line(grant) for grant in staff.grants), tone, state)


def staff_columns() -> list[Column]:
    return [Column(_("Nama")), Column(_("Peran")), Column(_("Keadaan")), Column(_("Terakhir masuk"))]


def _state(staff: Staff) -> tuple[Tone, str]:
    if not staff.is_active:
        return Tone.REFUSED, _("diakhiri")
    if staff.invited_until is not None:
        return Tone.WAITING, _("diundang")
    if not any(grant.holds for grant in staff.grants):
        return Tone.NEUTRAL, _("tanpa peran")
    return Tone.ACTIVE, _("aktif")


def _line(grant: Grant) -> GrantLine:
    return GrantLine(grant.id, str(grant.role.label), _scope(grant), grant.valid_from, grant.valid_to, grant.holds)


def _scope(grant: Grant) -> str:
    if grant.org_id is not None:
        return _("lembaga %(id)s") % {"id": str(grant.org_id)[:8]}
    if grant.place_code == EVERYWHERE:
        return _("seluruh program")
    place = refs().get(grant.place_code)
    return place.name if place else grant.place_code
