"""Actors and organisations for the tests of partners."""

from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.ids import new_id
from okoce.partners import services
from okoce.partners.queries import Organisation

TEBET, SETIABUDI, GAMBIR = "31.74.01", "31.74.02", "31.71.01"
JAKARTA_SELATAN = "31.74"
MENTENG_DALAM = "31.74.01.1005"

ADMINISTRATOR = Actor(new_id(), "Pengelola", (Held(Role.ADMINISTRATOR),))


def officer(place_code: str, role: Role = Role.KECAMATAN) -> Actor:
    return Actor(new_id(), "Petugas", (Held(role, place_code),))


def community_account(organisation_id: UUID) -> Actor:
    return Actor(new_id(), "Komunitas", (Held(Role.COMMUNITY, org_id=organisation_id),))


def community(name: str = "Penggerak Usaha Tebet", *areas: str, verified: bool = True) -> Organisation:
    made = services.register_organisation(
        by=ADMINISTRATOR, kind="community", name=name, area_codes=areas or (TEBET,), is_synthetic=True
    )
    return services.verify(by=ADMINISTRATOR, organisation_id=made.id) if verified else made
