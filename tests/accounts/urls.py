"""The project's routes, with pages that only tests open: one for each mark, one without, and the page after a phone's sign-in."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import include, path

from okoce.accounts import services
from okoce.accounts.enums import Role
from okoce.accounts.web.access import for_member, for_roles, open_to_all, signed_in
from okoce.accounts.web.requests import ActorRequest


def _shown(request: ActorRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.label}|{request.actor.person_id}")


@open_to_all
def everybody(request: ActorRequest) -> HttpResponse:
    return HttpResponse("open")


@signed_in
def accounts(request: ActorRequest) -> HttpResponse:
    return _shown(request)


@for_member
def member(request: ActorRequest) -> HttpResponse:
    return _shown(request)


@for_roles(Role.KECAMATAN, Role.CITY)
def officers(request: ActorRequest) -> HttpResponse:
    return _shown(request)


def unmarked(request: ActorRequest) -> HttpResponse:
    return HttpResponse("never")


@signed_in
def pick_person(request: ActorRequest, person_id: UUID | None = None) -> HttpResponse:
    if person_id is not None:
        services.act_as(request, person_id)
    return _shown(request)


picking = [path("pilih/", pick_person, name="pick_person"), path("pilih/<uuid:person_id>/", pick_person, name="pick")]
urlpatterns = [
    path("", include("okoce.config.urls")),
    path("uji/semua/", everybody),
    path("uji/akun/", accounts),
    path("uji/anggota/", member),
    path("uji/petugas/", officers),
    path("uji/tanpa/", unmarked, name="unmarked"),
    path("uji/", include((picking, "uji"))),
]
