"""The administrator's pages."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from okoce.accounts import services
from okoce.accounts.models import RoleGrant, User
from okoce.accounts.queries import Actor
from okoce.ui import catalogues
from tests.accounts.people import PASSWORD, TEBET, administrator, officer, sign_in

pytestmark = pytest.mark.django_db
LIST = "/pengelola/akun/"


@pytest.fixture
def by() -> Actor:
    return administrator()


@pytest.fixture
def desk(by: Actor) -> Client:
    client = Client()
    sign_in(client, "sari")
    return client


def test_the_list_costs_the_same_for_one_and_for_many(by: Actor, desk: Client) -> None:
    def work() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIST).status_code == 200
        return len(queries)

    officer(by, "satu")
    one = work()
    for name in ("dua", "tiga", "empat"):
        officer(by, name)
    assert work() == one
    text = desk.get(LIST).content.decode()
    assert "Petugas kecamatan, Tebet" in text
    assert "Sari Pengelola · Pengelola sistem" in text


def test_from_the_invitation_to_the_desk(desk: Client) -> None:
    assert desk.get(LIST + "baru/").status_code == 200
    values = {"full_name": "Budi Santoso", "username": "budi", "role": "kecamatan", "place_code": TEBET}
    shown = desk.post(LIST + "baru/", values)
    assert shown.headers["Cache-Control"].startswith("max-age=0")
    link = re.search(r"http://testserver(/undangan/[\w-]+/)", shown.content.decode())
    assert link is not None
    Client().post(link[1], {"password": PASSWORD, "repeated": PASSWORD})
    client = Client()
    assert sign_in(client, "budi") == 302
    assert client.get("/uji/petugas/").status_code == 200
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"role": "member", "username": "budi"}, "Pilih salah satu peran dari daftar"),
        ({"role": "kelurahan", "username": "budi"}, "Peran ini berlaku untuk satu kelurahan"),
        ({"role": "evaluator", "username": "Budi Santoso"}, "Pakai huruf kecil"),
        ({"role": "evaluator", "username": "sari"}, "sudah dipakai"),
    ],
)
def test_a_refused_invitation_keeps_what_was_typed(desk: Client, values: dict[str, str], said: str) -> None:
    answer = desk.post(LIST + "baru/", values | {"full_name": "Budi Santoso"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="Budi Santoso"' in answer.content.decode()
    assert User.objects.count() == 1


def _post(desk: Client, user_id: UUID, verb: str, **values: str) -> int:
    return desk.post(f"{LIST}{user_id}/{verb}/", values).status_code


def test_an_account_through_its_life(by: Actor, desk: Client) -> None:
    user_id = officer(by)
    grant = RoleGrant.objects.get(user_id=user_id)
    assert _post(desk, user_id, "peran", role="evaluator") == 302
    assert _post(desk, user_id, "peran", role="evaluator") == 422
    assert _post(desk, user_id, f"peran/{grant.id}/akhiri") == 422, "a reason is asked for"
    assert _post(desk, user_id, f"peran/{grant.id}/akhiri", reason="pindah") == 302
    assert _post(desk, user_id, "buka") == 302
    assert _post(desk, user_id, "akhiri", reason="pensiun") == 302
    assert _post(desk, user_id, "tautan") == 422
    assert "diakhiri" in desk.get(f"{LIST}{user_id}/").content.decode()
    assert _post(desk, user_id, "aktifkan") == 302
    assert _post(desk, user_id, "tautan") == 200


def test_her_own_account_has_no_buttons_and_no_back_door(by: Actor, desk: Client) -> None:
    assert by.user_id is not None
    page = desk.get(f"{LIST}{by.user_id}/").content.decode()
    assert "Ini akun Anda sendiri." in page
    assert "/akhiri/" not in page
    assert _post(desk, by.user_id, "akhiri", reason="coba") == 422
    assert _post(desk, by.user_id, "peran", role="evaluator") == 422
    assert _post(desk, by.user_id, "tautan") == 422


def test_what_is_not_staff_is_not_there(desk: Client) -> None:
    phone = services.ensure_phone_account("+6281234567890")
    for user_id in (uuid4(), phone):
        assert desk.get(f"{LIST}{user_id}/").status_code == 404
        assert _post(desk, user_id, "akhiri", reason="coba") == 404


def test_protected_fields_are_not_writable(by: Actor, desk: Client) -> None:
    user_id = officer(by)
    _post(desk, user_id, "peran", role="evaluator", user=str(by.user_id), granted_by=str(user_id), revoked_at="2020-01-01")
    grant = RoleGrant.objects.get(user_id=user_id, role="evaluator")
    assert (grant.granted_by, grant.revoked_at) == (by.user_id, None)


def test_pages_in_english(desk: Client) -> None:
    catalogues.compile_all()
    desk.cookies["bahasa"] = "en"
    assert "Staff accounts" in desk.get(LIST).content.decode()
    assert "Sign in with your mobile number" in Client().get("/masuk/", headers={"Accept-Language": "en"}).content.decode()
