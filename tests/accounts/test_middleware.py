"""The actor on a request, and views that are closed unless they say whom they are for."""

from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoAssertNumQueries, Settings

from okoce.accounts import services
from okoce.accounts.models import RoleGrant, User
from okoce.accounts.web.access import access_of
from okoce.core.decisions import NotAllowed
from tests.accounts.people import PASSWORD, PHONE, administrator, latest_code, officer, sign_in

pytestmark = pytest.mark.django_db


def _signed_in_phone(client: Client) -> None:
    services.ensure_phone_account(PHONE)
    client.post("/masuk/", {"phone": PHONE})
    client.post("/masuk/kode/", {"code": latest_code()})


def test_an_open_page_costs_nobody_a_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/uji/semua/")
    assert answer.content == b"open"
    assert "sessionid" not in answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/uji/petugas/?hal=2", "/masuk/petugas/?next=%2Fuji%2Fpetugas%2F%3Fhal%3D2"),
        ("/uji/anggota/", "/masuk/?next=%2Fuji%2Fanggota%2F"),
        ("/uji/akun/", "/masuk/?next=%2Fuji%2Fakun%2F"),
    ],
)
def test_nobody_is_sent_to_the_right_sign_in(client: Client, path: str, target: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, target)


def test_what_was_posted_is_not_returned_to(client: Client) -> None:
    assert client.post("/uji/petugas/").headers["Location"] == "/masuk/petugas/"


def test_a_desk_that_asks_for_a_part_of_a_page_is_sent_as_a_whole(client: Client) -> None:
    answer = client.get("/uji/petugas/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/masuk/petugas/"


def test_an_unmarked_view_raises_where_we_build_and_is_closed_where_we_serve(client: Client, settings: Settings) -> None:
    with pytest.raises(ImproperlyConfigured, match="unmarked"):
        client.get("/uji/tanpa/")
    settings.OKOCE_UNMARKED_VIEWS_RAISE = False
    answer = client.get("/uji/tanpa/")
    assert answer.status_code == 403
    assert b"never" not in answer.content


def test_every_route_of_the_project_says_whom_it_is_for(settings: Settings) -> None:
    settings.ROOT_URLCONF = "okoce.config.urls"

    def walk(patterns: list[URLPattern | URLResolver], namespace: str) -> list[str]:
        names = []
        for one in patterns:
            if isinstance(one, URLResolver):
                names += walk(one.url_patterns, one.namespace or namespace)
            elif access_of(one.callback, f"{namespace}:{one.name}" if namespace else one.name or "") is None:
                names.append(f"{namespace}:{one.name}")
        return names

    assert walk(get_resolver("okoce.config.urls").url_patterns, "") == []


def test_staff_are_who_they_are_in_three_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    officer(administrator())
    assert sign_in(client, "ratna") == 302
    with django_assert_num_queries(3):
        answer = client.get("/uji/petugas/")
    assert answer.content.decode() == "Ratna Sari · Petugas kecamatan|None"


def test_the_wrong_role_gets_a_page_that_says_what_now(client: Client) -> None:
    administrator()
    sign_in(client, "sari")
    answer = client.get("/uji/petugas/")
    assert answer.status_code == 403
    assert "Pengelola sistem" in answer.content.decode()
    assert "Yang bisa Anda lakukan" in answer.content.decode()
    assert client.get("/uji/anggota/").status_code == 403


def test_a_revoked_role_ends_with_the_next_request(client: Client) -> None:
    by = administrator()
    user_id = officer(by)
    sign_in(client, "ratna")
    assert client.get("/uji/petugas/").status_code == 200
    services.revoke_role(by=by, grant_id=RoleGrant.objects.get(user_id=user_id).id, reason="pindah tugas")
    assert client.get("/uji/petugas/").status_code == 403


def test_a_deactivated_account_is_out_with_the_next_request_and_stays_out(client: Client) -> None:
    by = administrator()
    user_id = officer(by)
    sign_in(client, "ratna")
    services.deactivate(by=by, user_id=user_id, reason="pensiun")
    assert client.get("/uji/petugas/").status_code == 302
    assert sign_in(Client(), "ratna") == 422
    services.activate(by=by, user_id=user_id)
    assert client.get("/uji/petugas/").status_code == 302, "the old session does not come back to life"
    assert sign_in(Client(), "ratna", PASSWORD) == 422, "nor does the old password"


def test_a_member_picks_herself(client: Client) -> None:
    _signed_in_phone(client)
    assert client.get("/uji/akun/").content.decode() == "Anggota|None"
    assert client.get("/uji/anggota/").headers["Location"].startswith("/uji/pilih/")
    assert client.get("/uji/petugas/").status_code == 403
    person_id, before = uuid4(), client.cookies["sessionid"].value
    client.get(f"/uji/pilih/{person_id}/")
    assert client.cookies["sessionid"].value != before
    assert client.get("/uji/anggota/").content.decode() == f"Anggota|{person_id}"


def test_who_signs_in_again_picks_again(client: Client) -> None:
    _signed_in_phone(client)
    client.get(f"/uji/pilih/{uuid4()}/")
    _signed_in_phone(client)
    assert client.get("/uji/akun/").content.decode() == "Anggota|None"


def test_ended_sessions_of_a_phone(client: Client) -> None:
    _signed_in_phone(client)
    services.end_sessions(User.objects.get(phone_hash__isnull=False).id)
    assert client.get("/uji/akun/").status_code == 302


def test_a_session_of_a_visitor_acts_as_nobody(client: Client) -> None:
    client.post("/masuk/", {"phone": PHONE})
    assert "sessionid" in client.cookies
    assert client.get("/uji/akun/").status_code == 302


def test_staff_act_as_no_person(client: Client) -> None:
    officer(administrator())
    sign_in(client, "ratna")
    with pytest.raises(NotAllowed, match="not_a_phone_account"):
        client.get(f"/uji/pilih/{uuid4()}/")


def test_signing_out(client: Client) -> None:
    _signed_in_phone(client)
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").status_code == 302
    assert client.get("/uji/akun/").status_code == 302
