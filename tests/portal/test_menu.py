"""One menu for all desks: what each role finds in it, and which place is marked."""

import pytest

from okoce.accounts.enums import Role
from tests.world import World

pytestmark = pytest.mark.django_db

ROUNDS = ("/evaluasi/", "/evaluasi/paket/")
OFFICER = ("/meja/", "/meja/anggota/", "/meja/loket/", "/meja/lembar/", "/meja/izin/", "/meja/jemput-bola/", "/meja/peta-izin/")
EXPECTED = {
    Role.MENTOR: ("/meja/", "/meja/anggota/", "/meja/peta-izin/", "/aturan/", "/meja/ketentuan/", "/angka/"),
    Role.COMMUNITY: ("/meja/komunitas/", "/komunitas/kelola/", "/aturan/", "/meja/ketentuan/", "/angka/"),
    Role.KELURAHAN: (*OFFICER, "/aturan/", "/meja/ketentuan/", "/angka/"),
    Role.KECAMATAN: (
        *OFFICER,
        "/meja/klaim/",
        "/meja/data-pribadi/",
        *ROUNDS,
        "/komunitas/kelola/",
        "/aturan/",
        "/meja/ketentuan/",
        "/angka/",
    ),
    Role.CITY: (
        *OFFICER,
        "/meja/klaim/",
        "/meja/data-pribadi/",
        *ROUNDS,
        "/komunitas/kelola/",
        "/aturan/",
        "/meja/ketentuan/",
        "/angka/",
    ),
    Role.AGENCY: (
        "/aturan/",
        "/meja/ketentuan/",
        "/angka/",
    ),
    Role.LENDER: (
        "/aturan/",
        "/meja/ketentuan/",
        "/angka/",
    ),
    Role.EVALUATOR: ("/meja/izin/waktu-layanan/", *ROUNDS, "/komunitas/kelola/", "/aturan/", "/meja/ketentuan/", "/angka/"),
    Role.ADMINISTRATOR: (
        "/komunitas/kelola/",
        "/pengelola/akun/",
        "/meja/data-pribadi/ringkasan/",
        "/aturan/",
        "/meja/ketentuan/",
        "/angka/",
    ),
}


@pytest.mark.parametrize("role", EXPECTED)
def test_each_role_finds_its_places_and_each_place_opens_with_the_same_menu(world: World, role: Role) -> None:
    client = world.client(role)
    page = client.get("/meja/mulai/", follow=True)
    urls = [item.url for item in page.context["desk_nav"]]
    assert urls == list(EXPECTED[role])
    for url in urls[:-1]:  # the last is the public page, which has no desk's menu
        place = client.get(url)
        assert place.status_code == 200
        menu = place.context["desk_nav"]
        assert [item.url for item in menu] == urls
        assert [item.url for item in menu if item.current] == [url]


@pytest.mark.parametrize("role", [Role.AGENCY, Role.LENDER])
def test_a_role_without_a_desk_is_told_what_to_do(world: World, role: Role) -> None:
    page = world.client(role).get("/meja/mulai/")
    assert page.status_code == 200
    assert "petugas kecamatan tempat anggota tinggal" in page.content.decode()


def test_the_menu_covers_every_role_of_staff() -> None:
    assert set(EXPECTED) == set(Role) - {Role.MEMBER}
