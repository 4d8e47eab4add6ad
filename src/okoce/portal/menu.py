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


def menu(actor: Actor, path: str) -> list[NavItem]:
    """Where somebody can go; current is the place whose address begins the page's own, the longest of several."""
    places = [(label, reverse(route)) for label, route in _places_to_go(actor)]
    current = max((url for _label, url in places if path.startswith(url)), key=len, default="")
    return [NavItem(label, url, current=url == current) for label, url in places]


def desk(request: HttpRequest) -> dict[str, object]:
    """Context processor: the menu of every desk, made only when a template asks."""
    return {"desk_nav": SimpleLazyObject(lambda: menu(getattr(request, "actor", NOBODY), request.path))}


def _places_to_go(actor: Actor) -> list[tuple[str, str]]:
    items = []
    if actor.has(*OFFICERS, Role.MENTOR):
        items += [(_("Hari ini"), "desk:home"), (_("Anggota"), "desk:members")]
    if actor.has(*OFFICERS):
        items += [(_("Daftarkan orang"), "desk:counter"), (_("Lembar kerja"), "imports:home")]
        items += [(_("Surat izin"), "permits:waiting"), (_("Jemput bola"), "counters:stuck_places")]
    if actor.has(*OFFICERS, Role.MENTOR):
        items.append((_("Peta izin"), "roadmap:desk_home"))
    if actor.has(*STEWARDS):
        items.append((_("Laporan NIK"), "desk:claims"))
        items.append((_("Data pribadi"), "privacy:requests"))
    if actor.has(Role.COMMUNITY):
        items.append((_("Komunitas"), "community:home"))
    if actor.has(Role.EVALUATOR):
        items.append((_("Waktu layanan"), "permits:service_times"))
    if actor.has(*STEWARDS, Role.EVALUATOR):
        items += [(_("Putaran"), "rounds:round"), (_("Paket beku"), "rounds:packs")]
    if actor.has(*STEWARDS, Role.EVALUATOR, Role.ADMINISTRATOR, Role.COMMUNITY):
        items.append((_("Mitra"), "partners:organisations"))
    if actor.has(Role.ADMINISTRATOR):
        items.append((_("Akun"), "accounts:staff_list"))
        items.append((_("Hak atas data"), "privacy:overview"))
    if actor.held:
        items.append((_("Aturan program"), "progression:editions"))
        items.append((_("Ketentuan"), "regulations:rules"))
    return [*items, (_("Angka publik"), "rounds:public")] if actor.held else items
