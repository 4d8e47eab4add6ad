"""What other apps ask: find, describe, exists, convert, neighbours."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from okoce.classifications import queries
from okoce.classifications.enums import KbliVersion, Origin, TermKind
from okoce.classifications.models import DataStamp, KbliClass, SearchTerm
from okoce.core.ids import new_id
from tests.classifications.scoring import FILES, totals
from tests.classifications.shipped import VERSIONS, classes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "of_2025", "of_2020"),
    [
        ("keripik singkong", "10794", "10794"),
        ("jahit baju", "14120", "14120"),
        ("bengkel motor", "95320", "45407"),
        ("potong rambut", "96210", "96111"),
        ("bikin tempe", "10307", "10391"),
        ("laundry kiloan", "96100", "96200"),
        ("warteg", "56101", "56102"),
        ("kopi keliling", "56306", "56306"),
        ("isi ulang galon", "11052", "11052"),
        ("toko kelontong", "47112", "47112"),
        ("catfish farming", "03221", "03221"),
    ],
)
def test_everyday_words_find_the_class_of_each_version(words: str, of_2025: str, of_2020: str) -> None:
    assert queries.find(words, "2025")[0].kbli.key == f"2025:{of_2025}"
    assert queries.find(words, "2020")[0].kbli.key == f"2020:{of_2020}"


def test_a_hit_says_why() -> None:
    hit = queries.find("kripik singkon", "2025", 1)[0]
    assert (hit.kbli.code, hit.why) == ("10794", "keripik singkong")
    assert 0.5 < hit.score <= 1.2


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_search_answers_the_phrases(name: str, version: str) -> None:
    """Totals only: nobody is to learn what became of a single phrase that was held out."""
    found = totals(FILES[name], version, queries.find)
    shares = {"five": found["five"] / found["n"], "first": found["first"] / found["n"]}
    assert shares["five"] >= 0.9, shares
    assert shares["first"] >= 0.75, shares


@pytest.mark.parametrize("code", ["00000", "1079", "10794 ", "abcde", ""])
def test_what_does_not_exist(code: str) -> None:
    assert not queries.exists("2025", code)
    assert queries.convert("2025", code, "2020") == ()
    assert queries.convert("2025", code, "2025") == ()
    with pytest.raises(queries.UnknownClassError):
        queries.describe("2025", code)


def test_a_code_of_the_other_version_does_not_help() -> None:
    assert queries.exists("2020", "96111")
    assert not queries.exists("2025", "96111")


@pytest.mark.parametrize(
    ("version", "code", "to", "codes"),
    [
        ("2020", "10772", "2025", ["10779"]),
        ("2020", "56104", "2025", ["56102"]),
        ("2025", "56102", "2020", ["56103", "56104"]),
        ("2025", "10772", "2020", ["10774"]),
        ("2020", "75000", "2025", ["75001", "75002"]),
        ("2025", "10794", "2025", ["10794"]),
    ],
)
def test_conversion_goes_through_rows_both_ways(version: str, code: str, to: str, codes: list[str]) -> None:
    assert [found.to.code for found in queries.convert(version, code, to)] == codes
    assert {found.to.version for found in queries.convert(version, code, to)} == {to}


def test_imported_classes_without_a_row_do_not_convert() -> None:
    for version in KbliVersion:
        KbliClass.objects.create(version=version, code="01111", official_title="JAGUNG", source="contoh", origin=Origin.OFFICE)
    DataStamp.objects.update(value=new_id())
    assert queries.convert("2020", "01111", "2025") == ()


def test_neighbours_are_of_the_version_and_near() -> None:
    found = [ref.code for ref in queries.neighbours("2025", "56101")]
    assert found[0] == "56102"
    assert "56101" not in found
    assert {ref.version for ref in queries.neighbours("2020", "56102")} == {"2020"}
    assert {ref.code for ref in queries.neighbours("2020", "56102")} >= {"56101", "56103", "56104"}
    assert len(queries.neighbours("2025", "10794", limit=3)) == 3
    assert queries.neighbours("2025", "00000") == ()


def test_all_classes_of_a_version() -> None:
    assert [ref.code for ref in queries.all_classes("2025")] == sorted(classes("2025"))


def test_once_read_only_the_stamp_is_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    queries.find("keripik", "2025")
    with django_assert_num_queries(1):
        queries.find("jahit baju", "2025")
    with django_assert_num_queries(1):
        queries.describe("2025", "10794")


def test_the_index_is_rebuilt_when_the_stamp_changes() -> None:
    assert queries.find("frobnikasi", "2025") == ()
    chips = KbliClass.objects.get(version="2025", code="10794")
    SearchTerm.objects.create(kbli_class=chips, term="frobnikasi", kind=TermKind.SLANG, origin=Origin.OFFICE)
    assert queries.find("frobnikasi", "2025") == ()
    DataStamp.objects.update(value=new_id())
    assert [hit.kbli.code for hit in queries.find("frobnikasi", "2025")] == ["10794"]


def test_the_database_refuses_what_is_no_class() -> None:
    for values in ({"code": "1079"}, {"code": "1079A"}, {"version": "2015"}, {"code": "10794"}):
        given = {"version": "2025", "code": "01111", "official_title": "X", "source": "x", "origin": Origin.OFFICE} | values
        with pytest.raises(IntegrityError), transaction.atomic():
            KbliClass.objects.create(**given)
