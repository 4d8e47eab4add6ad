"""Sessions: listed in plain words, ended by their owner or an administrator, over when idle or old."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from okoce.accounts import services
from okoce.accounts.models import SignedIn, User
from okoce.accounts.queries import Actor, sessions_of
from okoce.accounts.rules.devices import device_words
from okoce.audit.queries import changes_of
from okoce.core.decisions import NotAllowed
from tests.accounts.people import PASSWORD, PHONE, administrator, latest_code, officer, sign_in

pytestmark = pytest.mark.django_db
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"
PAGE = "/uji/petugas/"


@pytest.fixture
def by() -> Actor:
    return administrator()


@pytest.fixture
def ratna(by: Actor) -> UUID:
    return officer(by)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE_AGENT, "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 13) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36", "Samsung Internet, Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_devices_in_plain_words(agent: str, words: str) -> None:
    assert device_words(agent) == words


def _signed_in(**more: str) -> Client:
    client = Client()
    assert sign_in(client, "ratna", **more) == 302
    return client


def test_the_list_shows_device_and_times_and_neither_address_nor_model(ratna: UUID) -> None:
    client = _signed_in(HTTP_USER_AGENT=PHONE_AGENT, REMOTE_ADDR="198.51.100.7")
    page = client.get("/akun/").content.decode()
    assert "Chrome, Android" in page
    assert "perangkat ini" in page
    assert "198.51.100.7" not in page
    assert "SM-A155F" not in page
    assert [row.device for row in SignedIn.objects.filter(user_id=ratna)] == ["Chrome, Android"]


def test_she_ends_one_or_all_others_and_never_another_persons(by: Actor, ratna: UUID) -> None:
    here, there, elsewhere = _signed_in(), _signed_in(), _signed_in()
    ids = [UUID(client.session["signed_in"]) for client in (here, there, elsewhere)]
    services.end_session(by=by, session_id=ids[1])
    assert there.get(PAGE).status_code == 200
    assert here.post(f"/akun/perangkat/{ids[1]}/akhiri/").status_code == 302
    assert there.get(PAGE).headers["Location"].startswith("/masuk/petugas/")
    assert elsewhere.get(PAGE).status_code == 200
    here.post("/akun/perangkat/akhiri/")
    assert elsewhere.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200
    assert [row.id for row in sessions_of(ratna)] == [ids[0]]
    with pytest.raises(NotAllowed):
        services.end_other_sessions(by=Actor(), kept=None)


def test_an_administrator_signs_somebody_out_with_a_reason(by: Actor, ratna: UUID) -> None:
    client, desk = _signed_in(), Client()
    sign_in(desk, "sari")
    address = f"/pengelola/akun/{ratna}/perangkat/"
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert client.get(PAGE).status_code == 200
    desk.post(address, {"reason": "HP dicuri"})
    assert client.get(PAGE).status_code == 302
    assert desk.get("/pengelola/akun/").status_code == 200
    change = changes_of("account", ratna).get(verb="account.sessions_ended")
    assert (change.changed_by, change.reason) == (by.user_id, "HP dicuri")


def test_a_new_password_ends_all_others_and_goes_on_here(ratna: UUID) -> None:
    here, there = _signed_in(), _signed_in()
    assert here.post("/akun/sandi/", {"password": "tempe", "repeated": "tempe"}).status_code == 422
    new = "kerupuk-udang-senja"
    assert here.post("/akun/sandi/", {"password": new, "repeated": new}).headers["Location"] == "/akun/"
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302
    assert len(sessions_of(ratna)) == 1
    assert sign_in(Client(), "ratna", PASSWORD) == 422
    assert sign_in(Client(), "ratna", new) == 302


def test_ending_an_account_ends_its_sessions_at_once(by: Actor, ratna: UUID) -> None:
    client = _signed_in()
    services.deactivate(by=by, user_id=ratna, reason="pensiun")
    assert client.get(PAGE).status_code == 302
    assert not SignedIn.objects.filter(user_id=ratna, ended_at=None).exists()
    services.activate(by=by, user_id=ratna)
    assert client.get(PAGE).status_code == 302, "renewing the account renews no session"


@pytest.mark.parametrize(("idle", "age", "is_open"), [(59, 0, True), (60, 0, False), (0, 719, True), (0, 720, False)])
def test_idle_for_an_hour_or_twelve_hours_old(ratna: UUID, idle: int, age: int, is_open: bool) -> None:
    client = _signed_in()
    minute, now = timedelta(minutes=1), timezone.now()
    SignedIn.objects.filter(user_id=ratna).update(seen_at=now - idle * minute, began_at=now - age * minute)
    assert (client.get(PAGE).status_code == 200) is is_open
    assert bool(sessions_of(ratna)) is is_open


def test_being_seen_is_noted_once_a_minute(ratna: UUID, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = _signed_in()
    with django_assert_num_queries(3):
        client.get(PAGE)
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    with django_assert_num_queries(4):
        client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(PAGE)


def test_signing_out_and_in_again_leaves_one_row(ratna: UUID) -> None:
    client = _signed_in()
    client.post("/keluar/")
    assert sessions_of(ratna) == ()
    for _ in range(2):
        sign_in(client, "ratna")
    assert len(sessions_of(ratna)) == 1


def test_a_session_that_is_not_listed_opens_nothing(ratna: UUID) -> None:
    client = _signed_in()
    SignedIn.objects.filter(user_id=ratna).delete()
    assert client.get(PAGE).status_code == 302


def test_members_have_the_same_list(by: Actor) -> None:
    user_id = services.ensure_phone_account(PHONE)
    clients = [Client(), Client()]
    for client in clients:
        client.post("/masuk/", {"phone": PHONE})
        client.post("/masuk/kode/", {"code": latest_code()})
    page = clients[0].get("/akun/perangkat/")
    assert page.status_code == 200
    assert page.content.decode().count("terakhir terlihat") == 2
    clients[0].post("/akun/perangkat/akhiri/")
    assert clients[1].get("/uji/akun/").status_code == 302
    assert clients[0].get("/uji/akun/").status_code == 200
    assert clients[0].get("/akun/").status_code == 403, "there is no password to look after"
    assert User.objects.get(id=user_id).sessions.filter(ended_at=None).count() == 1
