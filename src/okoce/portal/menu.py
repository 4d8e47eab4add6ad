"""The menu of the desks: one list of places to go for each role, on every page of staff."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import NOBODY, Actor
from okoce.ui.components import NavItem

OFFICERS = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)
STEWARDS = (Role.KECAMATAN, Role.CITY)


def menu(actor: Actor, current: str) -> list[NavItem]:
    """Where somebody can go; ``current`` is the name of the route that she is on."""
    return [NavItem(label, reverse(route), current=route == current) for label, route in _places_to_go(actor)]


def desk(request: HttpRequest) -> dict[str, object]:
    """Context processor: the menu for pages that bring none of their own, read only when a template asks."""

    def items() -> list[NavItem]:
        match = request.resolver_match
        return menu(getattr(request, "actor", NOBODY), match.view_name if match else "")

    return {"desk_nav": SimpleLazyObject(items)}


def _places_to_go(actor: Actor) -> list[tuple[str, str]]:
    items = []
    if actor.has(*OFFICERS, Role.MENTOR):
        items += [(_("Hari ini"), "desk:home"), (_("Anggota"), "desk:members")]
    if actor.has(*OFFICERS):
        items.append((_("Daftarkan orang"), "desk:counter"))
    if actor.has(*STEWARDS):
        items.append((_("Laporan NIK"), "desk:claims"))
    if actor.has(Role.COMMUNITY):
        items.append((_("Komunitas"), "community:home"))
    if actor.has(*STEWARDS, Role.EVALUATOR):
        items.append((_("Putaran"), "rounds:round"))
    if actor.has(*STEWARDS, Role.EVALUATOR, Role.ADMINISTRATOR, Role.COMMUNITY):
        items.append((_("Mitra"), "partners:organisations"))
    if actor.has(Role.ADMINISTRATOR):
        items.append((_("Akun"), "accounts:staff_list"))
    return items
