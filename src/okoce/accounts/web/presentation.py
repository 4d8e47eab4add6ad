"""What the administrator's pages show of an account."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.accounts.queries import EVERYWHERE, Grant, Staff, names_of
from okoce.audit.queries import changes_of
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


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to one's account: what, when, by whom where it was somebody else, and why."""

    at: datetime
    what: str
    by: str
    reason: str


HAPPENINGS: Final = {
    "account.factor_added": gettext_lazy("Langkah kedua dipasang"),
    "account.factor_removed": gettext_lazy("Langkah kedua dihapus"),
    "account.factors_reset": gettext_lazy("Semua langkah kedua dihapus oleh pengelola sistem"),
    "account.recovery_codes_made": gettext_lazy("Kode cadangan baru dibuat"),
    "account.recovery_code_used": gettext_lazy("Satu kode cadangan dipakai untuk masuk"),
    "account.sessions_ended": gettext_lazy("Semua perangkat dikeluarkan oleh pengelola sistem"),
    "account.password_set": gettext_lazy("Kata sandi baru disimpan"),
    "account.link_made": gettext_lazy("Tautan kata sandi baru dibuat oleh pengelola sistem"),
    "account.unlocked": gettext_lazy("Percobaan masuk dibuka lagi oleh pengelola sistem"),
    "account.role_granted": gettext_lazy("Peran diberikan"),
    "account.role_revoked": gettext_lazy("Peran diakhiri"),
}
"""What somebody should know about her own account. Signing in stands in the list of devices."""
MOST_HAPPENINGS: Final = 20


def happened(user_id: UUID) -> list[Happening]:
    """The latest changes of an account, for its owner: there is no other channel to staff than these pages."""
    found = list(changes_of("account", user_id).filter(verb__in=HAPPENINGS)[:MOST_HAPPENINGS])
    names = names_of({row.changed_by for row in found if row.changed_by and row.changed_by != user_id})
    return [
        Happening(row.changed_at, str(HAPPENINGS[row.verb]), names.get(row.changed_by, "") if row.changed_by else "", row.reason)
        for row in found
    ]


def factor_resets(user_id: UUID) -> list[Happening]:
    """The reset that explains why she is led through setting up once more, if that was the last that happened to her factors."""
    verbs = ("account.factor_added", "account.factors_reset")
    last = changes_of("account", user_id).filter(verb__in=verbs).first()
    if last is None or last.verb != "account.factors_reset":
        return []
    return [item for item in happened(user_id) if item.at == last.changed_at]
