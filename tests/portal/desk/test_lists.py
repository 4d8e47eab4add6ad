"""Lists and search: the same number of queries however many rows, every row once, nothing personal in an address."""

from typing import Any

import pytest
from django.test import Client

from okoce.accounts.enums import Role
from okoce.members.queries import Member
from tests.portal.desk.looking import ago, ended, enrolled_ago, names_on, page, text_of
from tests.world import NEIGHBOUR_KELURAHAN, World, make_fact

pytestmark = pytest.mark.django_db
LIST = "/meja/daftar/belum-pelatihan/"
MEMBERS = "/meja/anggota/"
QUERIES_OF_A_LIST = 6
"""Session, account, roles, thresholds, rows, their facts."""
QUERIES_OF_MEMBERS = 5
QUERIES_OF_HOME = 10
"""Session, account, roles, thresholds, lists, claims, access outside the scope, requests about personal data."""


@pytest.fixture
def officer(world: World) -> Client:
    return world.client(Role.KECAMATAN)


def people(first: int, how_many: int) -> list[Member]:
    made = [enrolled_ago(n, 40 + n % 7, name=f"Ani {n:03}") for n in range(first, first + how_many)]
    for member in made:
        make_fact(member, "registration.submitted", occurred_on=member.started_on)
    return made


@pytest.mark.parametrize(("address", "queries"), [(LIST, QUERIES_OF_A_LIST), (MEMBERS, QUERIES_OF_MEMBERS)])
def test_queries_do_not_grow_with_rows(officer: Client, address: str, queries: int, django_assert_num_queries: Any) -> None:
    people(10, 1)
    officer.get(address)  # what a process keeps (places, editions) is read
    for first, more in ((20, 2), (30, 60)):
        with django_assert_num_queries(queries):
            response = officer.get(address)
        assert names_on(response)
        people(first, more)


def test_queries_of_the_first_page(officer: Client, django_assert_num_queries: Any) -> None:
    officer.get("/meja/")
    people(10, 30)
    with django_assert_num_queries(QUERIES_OF_HOME):
        officer.get("/meja/")


@pytest.mark.parametrize("order", ["nama", "-nama", "sejak", "-sejak", "tak-dikenal"])
def test_pages_show_everybody_once(officer: Client, order: str) -> None:
    made = people(10, 120)
    address, seen = f"{LIST}?urut={order}", []
    while address:
        response = officer.get(address)
        seen += names_on(response)
        following = page(response).cssselect("a[rel=next]")
        address = LIST + following[0].get("href") if following else ""
    assert sorted(seen) == sorted(member.name for member in made)
    if order.endswith("nama"):
        assert seen == sorted(seen, reverse=order.startswith("-"))


def test_a_place_in_the_list_that_is_no_person_shows_the_beginning(officer: Client) -> None:
    people(10, 3)
    assert names_on(officer.get(f"{LIST}?sesudah=besok")) == names_on(officer.get(LIST))


def test_filters_are_words_that_can_be_removed(officer: Client) -> None:
    trained, _untrained = people(10, 2)
    make_fact(trained, "training.attended", occurred_on=ago(3))
    response = officer.get(f"{MEMBERS}?sudah=2&belum=4")
    assert trained.name in names_on(response)
    assert "Ani 011" not in names_on(response)
    words = page(response).cssselect(".filters li a")
    assert [" ".join(word.text_content().split()) for word in words[:2]] == [
        "Sudah ada catatan: P2 Pelatihan ×hapus saringan ini",
        "Belum ada catatan: P4 Perizinan ×hapus saringan ini",
    ]
    assert words[0].get("href") == "?belum=4"


@pytest.mark.parametrize("query", ["sudah=9", "kel=99", "status=x", "sejak=kemarin", "kel=' OR 1=1"])
def test_a_filter_that_means_nothing_narrows_nothing(officer: Client, query: str) -> None:
    people(10, 2)
    assert len(names_on(officer.get(f"{MEMBERS}?{query}"))) == 3  # with the member of the world


def test_a_kelurahan_worker_sees_her_kelurahan_only(world: World) -> None:
    enrolled_ago(9, 50, name="Tetangga", domicile=NEIGHBOUR_KELURAHAN)
    assert "Tetangga" not in names_on(world.client(Role.KELURAHAN).get(MEMBERS))
    assert "Tetangga" in names_on(world.client(Role.KECAMATAN).get(MEMBERS))


@pytest.mark.parametrize("typed", ["Sity Aminah", "aminah", "SITI", "siti aminah"])
def test_names_are_found_as_people_write_them(officer: Client, typed: str) -> None:
    people(10, 3)
    assert names_on(officer.post(MEMBERS, {"cari": typed})) == ["Siti Aminah"]


def test_who_left_is_found(officer: Client) -> None:
    ended(enrolled_ago(9, 90, name="Kartini"), 3)
    response = officer.post(MEMBERS, {"cari": "kartini"})
    assert names_on(response) == ["Kartini"]
    assert "sudah keluar" in text_of(response)


def test_a_number_leads_to_its_person(world: World, officer: Client) -> None:
    own = world.own
    for typed in (own.nik, f"{own.nik[:6]} {own.nik[6:12]} {own.nik[12:]}", own.receipt, own.receipt.lower().replace("-", " ")):
        assert officer.post(MEMBERS, {"cari": typed}).headers["Location"] == f"{MEMBERS}{own.person_id}/"
    enhanced = officer.post(MEMBERS, {"cari": own.nik}, headers={"hx-request": "true"})
    assert enhanced.headers["HX-Redirect"] == f"{MEMBERS}{own.person_id}/"


def test_a_number_of_elsewhere_says_no_more_than_an_unknown_one(world: World, officer: Client) -> None:
    known, unknown = (officer.post(MEMBERS, {"cari": typed}) for typed in (world.other.nik, "3174010101900999"))
    assert text_of(known).replace(world.other.nik, "") == text_of(unknown).replace("3174010101900999", "")
    assert world.other.name not in text_of(known)


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.KELURAHAN, "/meja/"),
        (Role.MENTOR, "/meja/"),
        (Role.COMMUNITY, "/meja/komunitas/"),
        (Role.EVALUATOR, "/evaluasi/"),
        (Role.ADMINISTRATOR, "/pengelola/akun/"),
    ],
)
def test_everybody_comes_in_at_her_own_desk(world: World, role: Role, address: str) -> None:
    assert world.client(role).get("/meja/mulai/").headers["Location"] == address


def test_an_empty_list_says_how_to_go_on(officer: Client) -> None:
    assert "Tidak ada laporan yang terhenti." in text_of(officer.get("/meja/daftar/laporan-berhenti/"))


def test_unknown_lists_are_404(officer: Client) -> None:
    assert officer.get("/meja/daftar/semua/").status_code == 404
    assert officer.get("/meja/daftar/luar-jakarta/").status_code == 404  # a kecamatan holds nobody from elsewhere
