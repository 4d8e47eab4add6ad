"""Who may do what: role × scope × action, as one table."""

import pytest

from okoce.accounts.enums import Role
from okoce.accounts.queries import NOBODY, Actor, Held
from okoce.core.ids import new_id
from okoce.partners import permissions, services
from okoce.partners.enums import OrganisationAction, OrganisationKind, Refusal
from okoce.partners.queries import Organisation
from tests.partners.builders import (
    ADMINISTRATOR,
    GAMBIR,
    JAKARTA_SELATAN,
    MENTENG_DALAM,
    SETIABUDI,
    TEBET,
    community,
    community_account,
    officer,
)

pytestmark = pytest.mark.django_db

YES = ""
NO_ROLE, BEYOND = Refusal.ROLE_MISSING, Refusal.OUT_OF_SCOPE

# Scope of the actor -> what she gets for an organisation of Tebet, of Tebet and Setiabudi, and of the whole city.
STEWARDSHIP = [
    (Role.KECAMATAN, TEBET, YES, BEYOND, BEYOND),
    (Role.KECAMATAN, SETIABUDI, BEYOND, BEYOND, BEYOND),
    (Role.KECAMATAN, GAMBIR, BEYOND, BEYOND, BEYOND),
    (Role.CITY, JAKARTA_SELATAN, YES, YES, YES),
    (Role.CITY, "31.71", BEYOND, BEYOND, BEYOND),
    (Role.ADMINISTRATOR, "", YES, YES, YES),
    (Role.ADMINISTRATOR, "31", YES, YES, YES),
    (Role.ADMINISTRATOR, "32", BEYOND, BEYOND, BEYOND),
    (Role.KELURAHAN, MENTENG_DALAM, NO_ROLE, NO_ROLE, NO_ROLE),
    (Role.EVALUATOR, "", NO_ROLE, NO_ROLE, NO_ROLE),
    (Role.MENTOR, TEBET, NO_ROLE, NO_ROLE, NO_ROLE),
    (Role.COMMUNITY, "", NO_ROLE, NO_ROLE, NO_ROLE),
    (Role.LENDER, "", NO_ROLE, NO_ROLE, NO_ROLE),
    (Role.AGENCY, "", NO_ROLE, NO_ROLE, NO_ROLE),
    (Role.MEMBER, "", NO_ROLE, NO_ROLE, NO_ROLE),
]
AREAS = ((TEBET,), (TEBET, SETIABUDI), (JAKARTA_SELATAN,))


@pytest.mark.parametrize(("role", "scope", "one", "two", "city"), STEWARDSHIP)
def test_stewardship(role: Role, scope: str, one: str, two: str, city: str) -> None:
    actor = officer(scope, role)
    for areas, expected in zip(AREAS, (one, two, city), strict=True):
        organisation = community("Komunitas", *areas)
        wanted = (expected,) if expected else ()
        assert permissions.may_register(actor, OrganisationKind.COMMUNITY, areas).codes == wanted
        assert permissions.may_suspend(actor, organisation).codes == wanted
        assert permissions.may_remove(actor, organisation).codes == wanted
        assert permissions.may_set_areas(actor, organisation, areas).codes == wanted
        assert permissions.may_set_accepts_members(actor, organisation).codes == wanted
        assert permissions.may_name_representative(actor, organisation).codes == wanted
        assert permissions.may_revoke_representative(actor, organisation).codes == wanted
        pending = community("Baru", *areas, verified=False)
        assert permissions.may_verify(actor, pending).codes == wanted


def test_every_role_is_in_the_table() -> None:
    assert {row[0] for row in STEWARDSHIP} == set(Role)


def test_an_organisation_without_areas_belongs_to_the_whole_programme() -> None:
    assert permissions.may_register(officer(TEBET), OrganisationKind.COMMUNITY, ()).codes == (BEYOND,)
    assert permissions.may_register(ADMINISTRATOR, OrganisationKind.COMMUNITY, ())


@pytest.mark.parametrize("kind", OrganisationKind)
def test_what_each_kind_needs(kind: OrganisationKind) -> None:
    kecamatan = kind == OrganisationKind.COMMUNITY
    city = kind in (OrganisationKind.COMMUNITY, OrganisationKind.FIRM)
    assert permissions.may_register(officer(TEBET), kind, (TEBET,)).allowed is kecamatan
    assert permissions.may_register(officer(JAKARTA_SELATAN, Role.CITY), kind, (TEBET,)).allowed is city
    assert permissions.may_register(ADMINISTRATOR, kind, (TEBET,)).allowed


def test_nobody_decides_about_her_own_organisation() -> None:
    organisation = community(verified=False)
    own = Actor(new_id(), "", (Held(Role.KECAMATAN, TEBET), Held(Role.COMMUNITY, org_id=organisation.id)))
    assert permissions.may_verify(own, organisation).codes == (Refusal.OWN_ORGANISATION,)
    assert permissions.may_set_areas(own, organisation, (TEBET,)).codes == (Refusal.OWN_ORGANISATION,)
    judge = officer(TEBET)
    assert permissions.may_verify(judge, organisation)
    card = services.add_representative(
        by=ADMINISTRATOR, organisation_id=organisation.id, name="Ratna", function="Ketua", account_id=judge.user_id
    )
    assert permissions.may_verify(judge, organisation).codes == (Refusal.OWN_ORGANISATION,)
    services.revoke_representative(by=ADMINISTRATOR, representative_id=card.id, reason="Pindah tugas.")
    assert permissions.may_verify(judge, organisation)


def test_a_community_keeps_its_own_cards_and_nothing_else() -> None:
    organisation, other = community(), community("Lain")
    own = community_account(organisation.id)
    assert permissions.may_name_representative(own, organisation)
    assert permissions.may_revoke_representative(own, organisation)
    assert permissions.may_set_accepts_members(own, organisation)
    assert permissions.may_see(own, organisation)
    assert not permissions.may_suspend(own, organisation)
    assert not permissions.may_set_areas(own, organisation, (TEBET,))
    assert not permissions.may_name_representative(own, other)
    assert not permissions.may_see(own, other)


@pytest.mark.parametrize(
    ("role", "scope", "expected"),
    [
        (Role.KECAMATAN, TEBET, YES),
        (Role.KECAMATAN, GAMBIR, BEYOND),
        (Role.CITY, JAKARTA_SELATAN, YES),
        (Role.CITY, "31.71", BEYOND),
        (Role.ADMINISTRATOR, "", YES),
        (Role.EVALUATOR, "", NO_ROLE),
        (Role.KELURAHAN, MENTENG_DALAM, NO_ROLE),
        (Role.COMMUNITY, "", NO_ROLE),
        (Role.MEMBER, "", NO_ROLE),
    ],
)
def test_who_keeps_the_centre_of_tebet(role: Role, scope: str, expected: str) -> None:
    wanted = (expected,) if expected else ()
    assert permissions.may_save_centre(officer(scope, role), TEBET).codes == wanted


@pytest.mark.parametrize("place", ["", "31", JAKARTA_SELATAN, MENTENG_DALAM, "99.99.99"])
def test_centres_are_for_kecamatan_only(place: str) -> None:
    assert permissions.may_save_centre(ADMINISTRATOR, place).codes == (Refusal.NOT_A_KECAMATAN,)


@pytest.mark.parametrize(
    ("role", "scope", "one", "city"),
    [
        (Role.KECAMATAN, TEBET, True, True),
        (Role.KECAMATAN, GAMBIR, False, False),
        (Role.CITY, JAKARTA_SELATAN, True, True),
        (Role.EVALUATOR, "", True, True),
        (Role.ADMINISTRATOR, "", True, True),
        (Role.MENTOR, TEBET, False, False),
        (Role.MEMBER, "", False, False),
    ],
)
def test_who_sees_an_organisation_on_the_desk(role: Role, scope: str, one: bool, city: bool) -> None:
    actor = officer(scope, role)
    assert permissions.may_see(actor, community("Satu", TEBET)).allowed is one
    assert permissions.may_see(actor, community("Kota", JAKARTA_SELATAN)).allowed is city


def test_nobody_without_an_account_may_anything() -> None:
    organisation: Organisation = community()
    assert permissions.may_open_desk(NOBODY).codes == (NO_ROLE,)
    assert permissions.may_see(NOBODY, organisation).codes == (NO_ROLE,)
    for action in OrganisationAction:
        assert permissions.may_act(NOBODY, organisation, action).codes == (NO_ROLE,)
