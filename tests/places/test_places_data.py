"""The shipped places are complete, and the register answers from them."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from okoce.core.decisions import NotAllowed
from okoce.places import queries, rules, services, texts
from okoce.places.enums import PlaceLevel
from okoce.places.models import Place, PlaceAlias

pytestmark = pytest.mark.django_db

# Kecamatan of each city and kelurahan of each kecamatan, in the order of their codes (Kepmendagri 300.2.2-2138/2025).
KELURAHAN_COUNTS = {
    "31.01": (3, 3),
    "31.71": (6, 5, 8, 6, 3, 5, 7, 4),
    "31.72": (5, 7, 6, 7, 3, 3),
    "31.73": (6, 7, 8, 11, 7, 5, 6, 6),
    "31.74": (7, 8, 5, 7, 6, 5, 10, 6, 6, 5),
    "31.75": (6, 7, 8, 7, 5, 7, 7, 5, 5, 8),
}
RESIDENTS_2024 = 11_038_216


@pytest.fixture(autouse=True)
def _loaded() -> None:
    services.load_shipped_places()


def test_jakarta_is_complete() -> None:
    jakarta = Place.objects.inside("31")
    assert Counter(jakarta.values_list("level", flat=True)) == {
        "province": 1,
        "city": 6,
        "kecamatan": 44,
        "kelurahan": 267,
    }
    counts = {
        city.code: tuple(len(queries.children(kecamatan.code)) for kecamatan in queries.children(city.code))
        for city in queries.children("31")
    }
    assert counts == KELURAHAN_COUNTS


def test_every_province_is_storable_as_a_home() -> None:
    assert Place.objects.at(PlaceLevel.PROVINCE).count() == 38
    assert len(queries.province_choices()) == 37
    assert "31" not in dict(queries.province_choices())
    assert dict(queries.province_choices())["96"] == "Papua Barat Daya"


def test_residents_of_all_kecamatan_are_there() -> None:
    residents = queries.residents()
    assert len(residents) == 44
    assert sum(count for count, _on in residents.values()) == RESIDENTS_2024


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Palmerah", ["31.73.07", "31.73.07.1001"]),
        ("Pal Merah", ["31.73.07", "31.73.07.1001"]),
        ("Kec. Palmerah", ["31.73.07"]),
        ("Kramat Jati", ["31.75.04", "31.75.04.1001"]),
        ("KRAMATJATI", ["31.75.04", "31.75.04.1001"]),
        ("Kel. Kramat Jati", ["31.75.04.1001"]),
        ("Tamansari", ["31.73.03", "31.73.03.1001"]),
        ("Pulo Gadung", ["31.75.02", "31.75.02.1001"]),
        ("Grogol-Petamburan", ["31.73.02"]),
        ("Kep. Seribu", ["31.01"]),
        ("Kepulauan Seribu", ["31.01"]),
        ("Kepulauan Seribu Utara", ["31.01.01"]),
        ("Jaktim", ["31.75"]),
        ("Jakarta Timur", ["31.75"]),
        ("Kota Jakarta Timur", ["31.75"]),
        ("DKI Jakarta", ["31"]),
        ("Kota Bambu Utara", ["31.73.07.1003"]),
        ("Pondok Rangon", ["31.75.10.1003"]),
        ("Atlantis", []),
        ("", []),
        ("Kec.", []),
    ],
)
def test_names_and_other_names_resolve(name: str, codes: list[str]) -> None:
    assert [place.code for place in queries.find(name)] == codes


def test_a_scope_narrows_the_search() -> None:
    assert {place.code for place in queries.find("Jatinegara")} == {"31.75.03", "31.75.06.1001"}
    assert [place.code for place in queries.find("Jatinegara", within="31.75.06")] == ["31.75.06.1001"]


def test_loading_again_changes_nothing() -> None:
    before = list(Place.objects.order_by("code").values()), PlaceAlias.objects.count()
    assert services.load_shipped_places() == services.Loaded(created=0, changed=0, aliases=0)
    assert (list(Place.objects.order_by("code").values()), PlaceAlias.objects.count()) == before


def test_reading_names_and_choices_costs_no_query_once_read(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    queries.forget()
    with django_assert_num_queries(1):
        groups = queries.kelurahan_choices()
    with django_assert_num_queries(0):
        assert queries.kelurahan_choices() == groups
        assert queries.ref("31.74.01.1003") == queries.PlaceRef(
            "31.74.01.1003", "Menteng Dalam", PlaceLevel.KELURAHAN, "Tebet", "Jakarta Selatan"
        )
        assert queries.ref("32").city_name == ""
    assert len(groups) == 44
    assert sum(len(choices) for _label, choices in groups) == 267
    assert groups[2] == ("Gambir, Jakarta Pusat", queries.kelurahan_choices("31.71.01")[0][1])
    assert [len(choices) for _city, choices in queries.kecamatan_choices()] == [2, 8, 6, 8, 10, 10]


def test_a_load_is_seen_at_once_and_ended_places_are_not_offered(tmp_path: Path) -> None:
    assert "31.75.10.1008" in dict(queries.kelurahan_choices("31.75.10")[0][1])
    file = tmp_path / "changes.csv"
    file.write_text(
        "# source: a test\ncode,name,aliases,valid_to\n31.75.10.1008,Ceger,Tjeger,2001-01-01\n32,Jawa Barat,,\n"
        "32.76,Kota Depok,,\n32.01,Kabupaten Bogor,,\n32.71,Kota Bogor,,\n"
    )
    assert services.load_places(by="tester", path=file) == services.Loaded(created=3, changed=1, aliases=1)
    assert "31.75.10.1008" not in dict(queries.kelurahan_choices("31.75.10")[0][1])
    assert queries.ref("31.75.10.1008").name == "Ceger"
    assert [place.code for place in queries.find("Depok")] == ["32.76"]
    assert [place.code for place in queries.find("Kota Bogor")] == ["32.71"]
    assert [place.code for place in queries.find("Bogor")] == ["32.01", "32.71"]
    assert [place.code for place in queries.find("tjeger")] == ["31.75.10.1008"]


def test_what_another_process_loaded_is_seen_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(queries, "_clock", lambda: now)
    queries.forget()
    assert queries.ref("32").name == "Jawa Barat"
    Place.objects.filter(code="32").update(name="Pasundan")
    assert queries.ref("32").name == "Jawa Barat"
    now += queries.KEPT_SECONDS + 1
    assert queries.ref("32").name == "Pasundan"
    queries.forget()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("3171,Jakarta Pusat,,,,,", "place.code_malformed"),
        ("32,,,,,,", "place.name_missing"),
        ("32.76,Kota Depok,,many,2024-12-31,,", "place.value_unreadable"),
        ("32.76,Kota Depok,,,,31-12-2024,", "place.value_unreadable"),
        ("32.76,Kota Depok,,5,,,", "place.residents_undated"),
        ("32.76,Kota Depok,,-5,2024-12-31,,", "place.residents_undated"),
        ("32.76,Kota Depok,,,,2020-01-01,2019-01-01", "place.ends_before_it_begins"),
        ("32.76.01,Pancoran Mas,,,,,", "place.parent_unknown"),
        ("33,Jawa Tengah,,,,,", "place.code_twice"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_changes(tmp_path: Path, line: str, reason: str) -> None:
    before = list(Place.objects.order_by("code").values())
    file = tmp_path / "wrong.csv"
    file.write_text(f"code,name,aliases,residents,residents_on,valid_from,valid_to\n33,Tengah,,,,,\n# a comment\n{line}\n")
    with pytest.raises(NotAllowed) as refused:
        services.load_places(by="tester", path=file)
    assert refused.value.decision.codes == (reason,)
    assert refused.value.decision.reasons[0].params["line"] == 4
    assert list(Place.objects.order_by("code").values()) == before
    with translation.override("id"), pytest.raises(CommandError, match="Baris 4"):
        call_command("load_places", str(file))


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("kode,nama\n32,Jawa Barat\n")
    with pytest.raises(NotAllowed) as refused:
        services.load_places(by="tester", path=file)
    assert refused.value.decision.codes == ("place.columns_missing",)
    assert "code" in texts.sentence(refused.value.decision.reasons[0])


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "99", "level": "city"},
        {"code": "99.01", "level": "city", "parent_id": "31"},
        {"code": "99.01", "level": "city"},
        {"code": "9901", "level": "province"},
        {"code": "99", "level": "province", "residents": 5},
        {"code": "99", "level": "province", "name": ""},
    ],
)
def test_the_database_refuses_a_place_that_contradicts_its_code(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(**{"name": "Nowhere", "key": "nowhere", **wrong})


def test_every_shipped_key_is_the_one_that_search_uses() -> None:
    for place in Place.objects.all():
        assert place.key == rules.key_of(place.name, PlaceLevel(place.level))
        assert place in queries.find(place.name)
