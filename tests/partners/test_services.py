from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from okoce.accounts.enums import Role
from okoce.audit.queries import changes_of
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.partners import models, queries, services
from okoce.partners.enums import CardStanding, OrganisationState, Refusal
from okoce.partners.queries import Room, Staff
from okoce.partners.rules import Hours
from okoce.partners.services.organisations import SUBJECT
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


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as caught:
        act()
    return caught.value.decision.codes[0]


def test_an_organisation_from_registration_to_removal_and_back() -> None:
    kasatpel = officer(TEBET)
    made = services.register_organisation(by=kasatpel, kind="community", name=" Dapur Bersama ", area_codes=[TEBET])
    assert (made.name, made.state, made.areas) == ("Dapur Bersama", "pending", ("Tebet, Jakarta Selatan",))
    assert made.register_number.startswith("KOM-")
    verified = services.verify(by=kasatpel, organisation_id=made.id)
    assert verified.state == "verified"
    assert verified.verified_on == verified.state_since
    stopped = services.suspend(by=kasatpel, organisation_id=made.id, reason=" Meminta uang. ")
    assert (stopped.state, stopped.state_reason) == ("suspended", "Meminta uang.")
    again = services.verify(by=kasatpel, organisation_id=made.id)
    assert (again.state, again.state_reason) == ("verified", "")
    services.remove(by=kasatpel, organisation_id=made.id, reason="Bubar.")
    reopened = services.reopen(by=kasatpel, organisation_id=made.id, reason="Salah orang.")
    assert (reopened.state, reopened.register_number) == ("pending", made.register_number)
    trail = [(change.verb, change.before.get("state"), change.after["state"]) for change in changes_of(SUBJECT, made.id)]
    assert trail == [
        ("reopen", "removed", "pending"),
        ("remove", "verified", "removed"),
        ("verify", "suspended", "verified"),
        ("suspend", "verified", "suspended"),
        ("verify", "pending", "verified"),
        ("register", None, "pending"),
    ]


def test_refusals_change_nothing() -> None:
    organisation = community()
    outsider = officer(GAMBIR)
    assert refused(lambda: services.suspend(by=outsider, organisation_id=organisation.id, reason="x")) == "out_of_scope"
    kasatpel = officer(TEBET)
    assert refused(lambda: services.suspend(by=kasatpel, organisation_id=organisation.id, reason=" ")) == "reason_missing"
    assert refused(lambda: services.verify(by=kasatpel, organisation_id=organisation.id)) == "action_not_possible"
    assert queries.organisation(organisation.id) == organisation
    assert changes_of(SUBJECT, organisation.id).count() == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "  "}, Refusal.NAME_MISSING),
        ({"name": "Telepon 0812 3456 7890"}, Refusal.PHONE_OF_A_PERSON),
        ({"area_codes": []}, Refusal.AREA_MISSING),
        ({"area_codes": ["99.99.99"]}, Refusal.AREA_UNKNOWN),
        ({"register_number": " - "}, Refusal.REGISTER_NUMBER_UNREADABLE),
        ({"register_number": "pgo 012"}, Refusal.REGISTER_NUMBER_TAKEN),
    ],
)
def test_what_cannot_be_registered(changed: dict[str, object], code: Refusal) -> None:
    taken = {"kind": "community", "name": "Lama", "area_codes": [TEBET], "register_number": "PGO-012"}
    services.register_organisation(by=ADMINISTRATOR, **taken)  # type: ignore[arg-type]
    given = {"kind": "community", "name": "Baru", "area_codes": [TEBET]} | changed
    assert refused(lambda: services.register_organisation(by=ADMINISTRATOR, **given)) == code  # type: ignore[arg-type]


def test_areas_change_within_the_scope_only() -> None:
    organisation = community()
    kasatpel = officer(TEBET)
    wider = [TEBET, SETIABUDI]
    change = services.set_areas
    assert refused(lambda: change(by=kasatpel, organisation_id=organisation.id, area_codes=wider)) == "out_of_scope"
    assert refused(lambda: change(by=kasatpel, organisation_id=organisation.id, area_codes=[])) == "out_of_scope"
    assert refused(lambda: change(by=ADMINISTRATOR, organisation_id=organisation.id, area_codes=[])) == "area_missing"
    narrow = change(by=kasatpel, organisation_id=organisation.id, area_codes=[MENTENG_DALAM, MENTENG_DALAM])
    assert narrow.area_codes == (MENTENG_DALAM,)
    moved = change(by=officer(JAKARTA_SELATAN, Role.CITY), organisation_id=organisation.id, area_codes=wider)
    assert moved.area_codes == (TEBET, SETIABUDI)


def test_a_community_says_whether_it_accepts_members() -> None:
    organisation = community()
    own = community_account(organisation.id)
    closed = services.set_accepts_members(by=own, organisation_id=organisation.id, accepts=False)
    assert closed.accepts_members is False
    services.set_accepts_members(by=own, organisation_id=organisation.id, accepts=False)
    assert changes_of(SUBJECT, organisation.id).filter(verb="set_accepts_members").count() == 1


def test_cards_are_given_and_taken_back() -> None:
    organisation = community()
    own = community_account(organisation.id)
    card = services.add_representative(by=own, organisation_id=organisation.id, name="Sri Wahyuni", function="Ketua")
    assert card.is_valid
    assert (card.valid_to - card.valid_from).days == 365
    revoke = services.revoke_representative
    assert refused(lambda: revoke(by=officer(GAMBIR), representative_id=card.id, reason="x")) == "out_of_scope"
    assert refused(lambda: revoke(by=own, representative_id=card.id, reason=" ")) == "reason_missing"
    gone = revoke(by=own, representative_id=card.id, reason="Keluar.")
    assert gone.standing is CardStanding.REVOKED
    assert refused(lambda: revoke(by=own, representative_id=card.id, reason="x")) == "card_already_revoked"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": ""}, "name_missing"),
        ({"function": " "}, "function_missing"),
        ({"name": "Sri 0812-3456-7890"}, "phone_of_a_person"),
        ({"function": "WA 081234567890"}, "phone_of_a_person"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}, "period_reversed"),
    ],
)
def test_cards_that_are_refused(changed: dict[str, object], code: str) -> None:
    given = {"by": ADMINISTRATOR, "organisation_id": community().id, "name": "Sri", "function": "Ketua"} | changed
    assert refused(lambda: services.add_representative(**given)) == code  # type: ignore[arg-type]


def test_a_removed_organisation_names_nobody() -> None:
    organisation = community()
    services.remove(by=ADMINISTRATOR, organisation_id=organisation.id, reason="Bubar.")
    given = {"by": ADMINISTRATOR, "organisation_id": organisation.id, "name": "Sri", "function": "Ketua"}
    assert refused(lambda: services.add_representative(**given)) == "organisation_removed"  # type: ignore[arg-type]


WEEK = [Hours(day, time(8), time(16)) for day in range(1, 6)]


def test_a_centre_is_saved_as_a_whole() -> None:
    kasatpel = officer(TEBET)
    saved = services.save_centre(
        by=kasatpel,
        place_code=TEBET,
        address="Jl. Tebet Timur 1",
        public_contact="(021) 555 0100",
        staff=[Staff("Ratna Sari", "petugas"), Staff("Budi", "pendamping")],
        rooms=[Room("Ruang pelatihan", 40)],
        hours=WEEK,
    )
    assert saved.card.name == "OK OCE Center Tebet"
    assert saved.card.city == "Jakarta Selatan"
    assert saved.card.hours == tuple(WEEK)
    changed = services.save_centre(by=kasatpel, place_code=TEBET, address="Jl. Tebet Barat 2", hours=WEEK[:1])
    assert changed.card.id == saved.card.id
    assert (changed.staff, changed.rooms, changed.card.hours) == ((), (), tuple(WEEK[:1]))
    latest = changes_of("partners.centre", saved.card.id)[0]
    assert latest.before["staff"] == ["Ratna Sari, petugas", "Budi, pendamping"]
    assert latest.after["address"] == "Jl. Tebet Barat 2"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"address": " "}, "address_missing"),
        ({"staff": [Staff("Ratna", " ")]}, "function_missing"),
        ({"staff": [Staff(" ", "petugas")]}, "name_missing"),
        ({"staff": [Staff("Ratna 081234567890", "petugas")]}, "phone_of_a_person"),
        ({"rooms": [Room("Aula", 0)]}, "room_without_seats"),
        ({"hours": WEEK[:1] * 2}, "weekday_twice"),
        ({"hours": [Hours(1, time(9), time(9))]}, "hours_reversed"),
        ({"place_code": GAMBIR}, "out_of_scope"),
        ({"place_code": JAKARTA_SELATAN}, "not_a_kecamatan"),
    ],
)
def test_centres_that_are_refused(changed: dict[str, object], code: str) -> None:
    given = {"by": officer(TEBET), "place_code": TEBET, "address": "Jl. Tebet 1"} | changed
    assert refused(lambda: services.save_centre(**given)) == code  # type: ignore[arg-type]
    assert queries.centre(TEBET) is None


def test_an_unknown_organisation() -> None:
    with pytest.raises(models.Organisation.DoesNotExist):
        services.verify(by=ADMINISTRATOR, organisation_id=new_id())


def broken(**changed: object) -> None:
    given: dict[str, object] = {"kind": "community", "name": "x", "register_number": "A-1"} | changed
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Organisation.objects.create(**given)


def test_the_database_refuses_what_must_never_be() -> None:
    models.Organisation.objects.create(kind="community", name="x", register_number="B-2")
    broken(register_number="b 2")
    broken(state=OrganisationState.VERIFIED)
    broken(state=OrganisationState.SUSPENDED)
    broken(state=OrganisationState.REMOVED)


def test_cards_in_the_database_differ_by_more_than_a_dash() -> None:
    organisation: UUID = community().id
    given = {"organisation_id": organisation, "name": "x", "function": "y", "valid_from": date(2026, 1, 1)}
    models.Representative.objects.create(**given, valid_to=date(2026, 1, 1), card_number="KTR-1")
    for wrong in ({"card_number": "ktr 1"}, {"card_number": "KTR-2", "valid_to": date(2025, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Representative.objects.create(**(given | {"valid_to": date(2026, 1, 1)} | wrong))
