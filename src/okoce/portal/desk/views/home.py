"""The first page of a desk: whose it is, and who waits for what."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.accounts.web.access import for_roles, signed_in
from okoce.accounts.web.requests import actor_of_request
from okoce.core.fortnights import jakarta_date
from okoce.members.queries import waiting_emergencies
from okoce.portal.desk import worklists
from okoce.portal.desk.scope import CLAIM_OFFICERS, DESK, OFFICERS, frame
from okoce.privacy.queries import running_count
from okoce.stages.p1_registration.queries.desk import open_claims
from okoce.stages.p4_licensing.queries.permits import ending, to_confirm

DESKS: Final = (
    (DESK, "desk:home"),
    ((Role.COMMUNITY,), "community:home"),
    ((Role.EVALUATOR,), "rounds:round"),
    ((Role.ADMINISTRATOR,), "accounts:staff_list"),
)

ENDING_DAYS = 90
"""Of permits that end later than this the first page does not speak; their list does."""


@dataclass(frozen=True, slots=True)
class Card:
    """A work list as the first page shows it."""

    title: str
    todo: str
    count: int
    url: str
    urgent: bool = False


@signed_in
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where staff come in: each to the desk of her first role; whose role has no desk yet is told so."""
    actor = actor_of_request(request)
    desk = next((route for roles, route in DESKS if actor.has(*roles)), "")
    if actor.held and not desk:
        return render(request, "portal/desk/no_desk.html", frame(request))
    return redirect(desk or "portal:front")


@for_roles(*DESK)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of_request(request)
    cards = [*_claims(actor), *_emergencies(actor), *_data_requests(actor), *_permits(actor), *_lists(actor)]
    values = {
        **frame(request),
        "waiting": [card for card in cards if card.count],
        "clear": [card for card in cards if not card.count],
        "now": timezone.now(),
        "at_counter": actor.has(*OFFICERS),
    }
    return render(request, "portal/desk/home.html", values)


def _lists(actor: Actor) -> list[Card]:
    today = jakarta_date(timezone.now())
    days = worklists.thresholds(today)
    counts = worklists.counts(actor, today, days)
    return [
        Card(
            str(item.title) % {"days": days[item.code]},
            str(item.todo),
            counts[item.code],
            reverse("desk:worklist", args=[item.code]),
        )
        for item in worklists.offered(actor)
    ]


def _data_requests(actor: Actor) -> list[Card]:
    if not actor.has(*CLAIM_OFFICERS):
        return []
    title = _("Permintaan tentang data pribadi, belum dijawab")
    todo = _("Hukum memberi 3 x 24 jam sejak permintaan datang. Mulai dari yang paling mendesak.")
    return [Card(title, todo, running_count(actor), reverse("privacy:requests"), urgent=True)]


def _permits(actor: Actor) -> list[Card]:
    soon = ending(actor, jakarta_date(timezone.now()), ENDING_DAYS)
    ends = Card(
        _("Izin anggota berakhir dalam %(days)s hari, atau baru berakhir") % {"days": ENDING_DAYS},
        _("Telepon, lalu bantu perpanjangannya."),
        soon.count(),
        reverse("permits:ending"),
    )
    if not actor.has(*OFFICERS):
        return [ends]
    title = _("Izin yang dilaporkan anggota, belum dikonfirmasi")
    todo = _("Cocokkan dengan suratnya. Izin yang hanya dilaporkan belum menyelesaikan tahapnya.")
    return [Card(title, todo, to_confirm(actor).count(), reverse("permits:waiting")), ends]


def _claims(actor: Actor) -> list[Card]:
    if not actor.has(*CLAIM_OFFICERS):
        return []
    waiting = open_claims(actor).count()
    title = _("Laporan NIK dipakai orang lain, belum dijawab")
    todo = _("Jawab sebelum batas waktunya: hukum memberi tiga hari.")
    return [Card(title, todo, waiting, reverse("desk:claims"), urgent=True)]


def _emergencies(actor: Actor) -> list[Card]:
    if not actor.has(*CLAIM_OFFICERS):
        return []
    title = _("Catatan dibuka di luar wilayah, belum Anda periksa")
    todo = _("Baca alasannya, lalu katakan apakah wajar.")
    return [Card(title, todo, waiting_emergencies(actor).count(), reverse("desk:emergency_reviews"), urgent=True)]
