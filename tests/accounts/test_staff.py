"""Accounts of staff: invited, locked out, recovered, ended; roles granted and revoked; everything on record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from okoce.accounts import services
from okoce.accounts.enums import Role
from okoce.accounts.models import Invitation, RoleGrant, User
from okoce.accounts.queries import NOBODY, Actor, Held, actor_of, grants_on, staff_member
from okoce.accounts.services import NewGrant
from okoce.audit.queries import changes_of
from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from tests.accounts.people import PASSWORD, PHONE, TEBET, administrator, officer, sign_in

WRONG = "bukan-kata-sandinya"


def _refused(**values: object) -> tuple[str, ...]:
    service = values.pop("service")
    with pytest.raises(NotAllowed) as refused:
        service(**values)  # type: ignore[operator]
    return refused.value.decision.codes


@pytest.fixture
def by(db: None) -> Actor:
    return administrator()


def test_an_invitation_gives_an_account_with_its_role(by: Actor) -> None:
    invited = services.invite(by=by, username="Budi.S", full_name="Budi", grants=[NewGrant(Role.KECAMATAN, TEBET)])
    assert actor_of(User.objects.get(id=invited.user_id)).held == (Held(Role.KECAMATAN, TEBET),)
    assert sign_in(Client(), "budi.s", "") == 422
    page = f"/undangan/{invited.token}/"
    shown = Client().get(page)
    assert (shown.status_code, shown.headers["Referrer-Policy"]) == (200, "no-referrer")
    short = Client().post(page, {"password": "tempe", "repeated": "tempe"})
    assert short.status_code == 422
    unequal = Client().post(page, {"password": PASSWORD, "repeated": WRONG})
    assert "tidak sama" in unequal.content.decode()
    assert Client().post(page, {"password": PASSWORD, "repeated": PASSWORD}).headers["Location"] == "/masuk/petugas/?siap=1"
    assert sign_in(Client(), "BUDI.S") == 302, "a name is the same in capitals"
    assert Client().get(page).status_code == 410
    assert Client().post(page, {"password": WRONG, "repeated": WRONG}).status_code == 410
    verbs = [change.verb for change in changes_of("account", invited.user_id)]
    assert verbs == ["account.signed_in", "account.password_set", "account.role_granted", "account.invited"]


def test_an_invitation_lasts_three_days_and_only_the_latest_works(by: Actor) -> None:
    first = services.invite(by=by, username="budi", full_name="Budi", grants=[])
    life = Invitation.objects.get(user_id=first.user_id).expires_at - timezone.now()
    assert timedelta(days=2, hours=23) < life <= timedelta(days=3)
    second = services.new_link(by=by, user_id=first.user_id)
    assert _refused(service=services.accept_invitation, token=first.token, password=PASSWORD) == ("link_over",)
    Invitation.objects.update(expires_at=timezone.now())
    assert _refused(service=services.accept_invitation, token=second.token, password=PASSWORD) == ("link_over",)
    assert _refused(service=services.accept_invitation, token="salah", password=PASSWORD) == ("link_over",)


def test_the_token_lies_nowhere(by: Actor) -> None:
    invited = services.invite(by=by, username="budi", full_name="Budi", grants=[])
    assert invited.token.encode() not in bytes(Invitation.objects.get(user_id=invited.user_id).token_hash)
    assert all(invited.token not in str(change.after) for change in changes_of("account", invited.user_id))


def test_a_name_is_taken_once(by: Actor) -> None:
    officer(by, "ratna")
    values = {"by": by, "username": "RATNA", "full_name": "Ratna Lain", "grants": []}
    assert _refused(service=services.invite, **values) == ("account_name_taken",)


def test_five_wrong_passwords_lock_for_fifteen_minutes(by: Actor) -> None:
    officer(by)
    client = Client()
    assert [sign_in(client, "ratna", WRONG) for _ in range(6)] == [422] * 5 + [429]
    answer = client.post("/masuk/petugas/", {"username": "ratna", "password": PASSWORD})
    assert answer.status_code == 429
    assert "Coba lagi setelah pukul" in answer.content.decode()
    assert sign_in(Client(), "sari") == 302, "others at the same address still get in"


def test_an_administrator_unlocks(by: Actor) -> None:
    user_id = officer(by)
    for _ in range(6):
        sign_in(Client(), "ratna", WRONG)
    services.unlock(by=by, user_id=user_id)
    assert sign_in(Client(), "ratna") == 302


def test_a_right_password_starts_the_count_anew(by: Actor) -> None:
    officer(by)
    for _ in range(3):
        assert [sign_in(Client(), "ratna", WRONG) for _ in range(4)] == [422] * 4
        assert sign_in(Client(), "ratna") == 302


def test_an_address_that_tries_many_names_is_stopped(by: Actor) -> None:
    officer(by)
    answers = [sign_in(Client(), f"nama{number}", WRONG, REMOTE_ADDR="198.51.100.7") for number in range(31)]
    assert answers == [422] * 30 + [429]
    assert sign_in(Client(), "ratna", REMOTE_ADDR="198.51.100.7") == 429
    assert sign_in(Client(), "ratna", REMOTE_ADDR="198.51.100.8") == 302


def test_an_address_from_which_many_sign_in_rightly_is_not_stopped(by: Actor) -> None:
    officer(by)
    assert {sign_in(Client(), "ratna") for _ in range(32)} == {302}


def test_a_name_that_does_not_exist_looks_and_costs_the_same(by: Actor) -> None:
    officer(by, "ratna")
    ended = officer(by, "agung")
    services.deactivate(by=by, user_id=ended)
    services.invite(by=by, username="belum", full_name="Belum", grants=[])
    seen, work = [], []
    for name in ("ratna", "hantu", "agung", "belum"):
        client = Client()
        for _ in range(6):
            with CaptureQueriesContext(connection) as queries:
                answer = client.post("/masuk/petugas/", {"username": name, "password": WRONG})
            body = answer.content.decode().replace(name, "NAMA")
            seen.append((answer.status_code, body.split("csrfmiddlewaretoken")[0]))
            work.append([query["sql"][:45] for query in queries])
    assert seen[:5] == seen[6:11] == seen[12:17] == seen[18:23]
    assert work[:6] == work[6:12] == work[12:18] == work[18:]


def test_a_name_is_found_by_its_index(by: Actor) -> None:
    with CaptureQueriesContext(connection) as queries:
        sign_in(Client(), "Sari", WRONG)
    statements = [query["sql"] for query in queries if '"username"' in query["sql"]]
    assert len(statements) == 1
    assert "IN ('sari')" in statements[0]


def test_parallel_guesses_do_not_outrun_the_lock(own_database: str) -> None:
    officer(administrator())

    def guess(_number: int) -> int:
        try:
            return sign_in(Client(), "ratna", WRONG)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(16)))
    assert sorted(answers) == [422] * 5 + [429] * 11


def test_sixteen_at_once_spend_an_invitation_once(own_database: str) -> None:
    invited = services.invite_first_administrator(username="sari", full_name="Sari")

    def accept(number: int) -> bool:
        try:
            services.accept_invitation(token=invited.token, password=f"{PASSWORD}-{number}")
        except NotAllowed:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(accept, range(16))) == 1


def test_recovery_ends_the_old_password_and_sessions(client: Client, by: Actor) -> None:
    user_id = officer(by)
    sign_in(client, "ratna")
    invited = services.new_link(by=by, user_id=user_id)
    assert client.get("/uji/petugas/").status_code == 302
    assert sign_in(Client(), "ratna") == 422
    services.accept_invitation(token=invited.token, password="kerupuk-udang-senja")
    assert sign_in(Client(), "ratna", "kerupuk-udang-senja") == 302


def test_only_administrators_and_never_for_themselves(by: Actor) -> None:
    user_id = officer(by)
    assert by.user_id is not None
    own, other = by.user_id, actor_of(User.objects.get(id=user_id))
    grant_id = RoleGrant.objects.get(user_id=user_id).id
    own_grant = RoleGrant.objects.get(user_id=own).id
    grant = NewGrant(Role.EVALUATOR)
    for actor in (NOBODY, other, Actor(uuid4(), "", (Held(Role.ADMINISTRATOR, TEBET),))):
        needs = ("accounts_need_administrator",)
        assert _refused(service=services.grant_role, by=actor, user_id=user_id, grant=grant) == needs
        assert _refused(service=services.revoke_role, by=actor, grant_id=grant_id) == needs
        assert _refused(service=services.invite, by=actor, username="x", full_name="X", grants=[]) == needs
        for service in (services.new_link, services.deactivate, services.activate, services.unlock):
            assert _refused(service=service, by=actor, user_id=user_id) == needs
    never = ("accounts_never_own",)
    assert _refused(service=services.grant_role, by=by, user_id=own, grant=grant) == never
    assert _refused(service=services.revoke_role, by=by, grant_id=own_grant) == never
    for service in (services.new_link, services.deactivate, services.activate, services.unlock):
        assert _refused(service=service, by=by, user_id=own) == never


@pytest.mark.parametrize(
    ("grant", "refusal"),
    [
        (NewGrant(Role.MEMBER), "grant_member_is_no_grant"),
        (NewGrant(Role.KECAMATAN, "31.99.99"), "grant_place_unknown"),
        (NewGrant(Role.KECAMATAN, TEBET), "grant_exists"),
        (NewGrant(Role.COMMUNITY, TEBET), "grant_needs_organisation"),
    ],
)
def test_grants_that_are_refused(by: Actor, grant: NewGrant, refusal: str) -> None:
    user_id = officer(by)
    assert _refused(service=services.grant_role, by=by, user_id=user_id, grant=grant) == (refusal,)
    assert len(grants_on(user_id, jakarta_date(timezone.now()))) == 1


def test_nobody_grants_a_role_to_a_phone(by: Actor) -> None:
    user_id = services.ensure_phone_account(PHONE)
    values = {"by": by, "user_id": user_id, "grant": NewGrant(Role.EVALUATOR)}
    assert _refused(service=services.grant_role, **values) == ("account_unknown",)


def test_a_grant_holds_for_its_period(by: Actor) -> None:
    user_id, today = officer(by), jakarta_date(timezone.now())
    day = timedelta(days=1)
    services.grant_role(by=by, user_id=user_id, grant=NewGrant(Role.EVALUATOR, valid_from=today + day))
    services.grant_role(by=by, user_id=user_id, grant=NewGrant(Role.CITY, "31.74", None, today - 2 * day, today - day))
    held = {role.role for role in grants_on(user_id, today)}
    assert held == {Role.KECAMATAN}
    assert {role.role for role in grants_on(user_id, today + day)} == {Role.KECAMATAN, Role.EVALUATOR}


def test_a_revoked_role_may_be_granted_again_and_both_stay_on_record(by: Actor) -> None:
    user_id = officer(by)
    first = RoleGrant.objects.get(user_id=user_id)
    services.revoke_role(by=by, grant_id=first.id, reason="cuti")
    services.revoke_role(by=by, grant_id=first.id, reason="dua kali")
    services.grant_role(by=by, user_id=user_id, grant=NewGrant(Role.KECAMATAN, TEBET))
    assert RoleGrant.objects.filter(user_id=user_id).count() == 2
    revoked = [change for change in changes_of("account", user_id) if change.verb == "account.role_revoked"]
    assert [(change.reason, change.changed_by) for change in revoked] == [("cuti", by.user_id)]


def test_an_ended_account_gets_neither_role_nor_link(by: Actor) -> None:
    user_id = officer(by)
    services.deactivate(by=by, user_id=user_id, reason="pensiun")
    services.deactivate(by=by, user_id=user_id, reason="dua kali")
    values = {"by": by, "user_id": user_id}
    assert _refused(service=services.grant_role, grant=NewGrant(Role.EVALUATOR), **values) == ("account_inactive",)
    assert _refused(service=services.new_link, **values) == ("account_inactive",)
    assert sum(change.verb == "account.deactivated" for change in changes_of("account", user_id)) == 1


def test_ending_an_account_ends_its_open_link(by: Actor) -> None:
    invited = services.invite(by=by, username="budi", full_name="Budi", grants=[])
    services.deactivate(by=by, user_id=invited.user_id)
    services.activate(by=by, user_id=invited.user_id)
    assert _refused(service=services.accept_invitation, token=invited.token, password=PASSWORD) == ("link_over",)


def test_the_first_administrator(db: None) -> None:
    lost = services.invite_first_administrator(username="sari", full_name="Sari")
    again = services.invite_first_administrator(username="sari", full_name="Sari")
    assert again.user_id == lost.user_id
    services.accept_invitation(token=again.token, password=PASSWORD)
    sign_in(Client(), "sari")
    values = {"username": "dua", "full_name": "Dua"}
    assert _refused(service=services.invite_first_administrator, **values) == ("administrator_exists",)


def test_accounts_of_a_demonstration_open_nothing_outside_one(settings: Settings, db: None) -> None:
    values = {"username": "demo", "full_name": "Demo", "password": PASSWORD, "grants": [NewGrant(Role.EVALUATOR)]}
    settings.OKOCE_DEMO = False
    assert _refused(service=services.make_demo_staff, **values) == ("demo_is_off",)
    settings.OKOCE_DEMO = True
    user_id = services.make_demo_staff(username="demo", full_name="Demo", password=PASSWORD, grants=[NewGrant(Role.EVALUATOR)])
    assert sign_in(Client(), "demo") == 302
    settings.OKOCE_DEMO = False
    assert sign_in(Client(), "demo") == 422
    found = staff_member(user_id)
    assert found is not None
    assert [grant.role for grant in found.grants] == [Role.EVALUATOR]


def test_phone_accounts_are_made_once(db: None) -> None:
    first = services.ensure_phone_account(PHONE)
    with CaptureQueriesContext(connection) as queries:
        services.ensure_phone_account("+6281300000001")
    assert len(queries) == 1
    assert services.ensure_phone_account(PHONE) == first
    services.ensure_phone_accounts(phones={PHONE: False, "+6281300000002": True})
    assert User.objects.count() == 3


def test_sixteen_at_once_make_one_phone_account(own_database: str) -> None:
    def make(_number: int) -> str:
        try:
            return str(services.ensure_phone_account(PHONE))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(make, range(16)))) == 1
