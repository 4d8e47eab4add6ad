"""What the project ships about KBLI: no invented code, no number that converts by itself, and nothing half said."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from okoce.classifications.enums import ClassGroup, Relation, TermKind
from okoce.classifications.rules.rows import CLASS_COLUMNS, CONVERSION_COLUMNS, TERM_COLUMNS, is_code
from okoce.classifications.rules.words import listed
from tests.classifications.shipped import VERSIONS, classes, official, rows

PERMANENT = Path(__file__).with_name("permanent_classes.txt")
NOT_IN_THE_SOURCE = {"11020", "92000", "93232", "93233"}
"""Classes of 2020 that the public transcription lacks; they are not shipped."""
FRAME = listed(
    """
    industri pengolahan kegiatan aktivitas jasa usaha dan atau di toko khusus perdagangan eceran kaki lima los pasar komoditi
    lainnya pembuatan penyediaan untuk dari yang pelayanan sejenisnya ytdl pertanian perkebunan pembibitan budidaya budi daya serta
    beserta
    pengawetan penyewaan sewa guna tanpa hak opsi
    """
)
"""Words of titles that name no good and no work, or the places of selling that 2025 gave up."""
SPELLINGS = {
    "piranti": "perangkat", "mie": "mi", "coklat": "cokelat", "konveksi": "konfeksi", "apotik": "apotek", "atsiri": "asiri",
    "cengkeh": "cengkih", "elpiji": "lpg", "mebeller": "furnitur", "konsultasi": "konsultansi", "umroh": "umrah",
    "laundry": "binatu",
}  # fmt: skip
RESEARCHED = {
    ("56101", "56101"), ("56102", "56101"), ("56109", "56101"), ("56103", "56102"), ("56104", "56102"),
    ("56303", "56303"), ("56304", "56304"), ("56306", "56306"), ("10391", "10307"), ("10392", "10308"),
    ("96111", "96210"), ("96112", "96220"), ("96200", "96100"), ("45407", "95320"),
}  # fmt: skip
"""Changes of 2025 that were found described elsewhere, and that the titles bear out."""
REUSED = {"10120", "10762", "10772", "11040", "13133", "13912", "13922", "13923", "47630", "74201", "56102"}
"""Numbers of 2020 that name another business in 2025."""


def spelled(title: str) -> list[str]:
    return [SPELLINGS.get(word, word) for word in re.findall(r"[a-z0-9]+", title.lower().replace("kaca mata", "kacamata"))]


def says(title: str) -> set[str]:
    return set(spelled(title)) - FRAME


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("kbli_2020.csv", CLASS_COLUMNS),
        ("kbli_2025.csv", CLASS_COLUMNS),
        ("conversion.csv", CONVERSION_COLUMNS),
        ("terms.csv", TERM_COLUMNS),
    ],
)
def test_columns_and_clean_cells(name: str, columns: tuple[str, ...]) -> None:
    assert tuple(rows(name)[0]) == columns
    assert [row for row in rows(name) for cell in row.values() if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_class_is_whole(version: str) -> None:
    shipped = classes(version)
    assert len(shipped) >= 300
    assert len(shipped) == len(rows(f"kbli_{version}.csv"))
    for code, row in shipped.items():
        assert is_code(code)
        assert all(row[name] for name in CLASS_COLUMNS), row
        assert ClassGroup(row["group"])
        assert row["verified"] == "true"
        assert row["description"].endswith(".")
        assert row["description_en"].endswith(".")
        assert len(row["description"]) <= 200, row


@pytest.mark.parametrize("version", VERSIONS)
def test_codes_and_titles_are_the_official_ones(version: str) -> None:
    listed = official(version)
    if listed is None:
        pytest.skip("the complete official lists do not lie beside this checkout")
    assert {
        code: row["official_title"] for code, row in classes(version).items() if listed.get(code) != row["official_title"]
    } == {}


def test_what_the_source_lacks_is_not_shipped() -> None:
    assert NOT_IN_THE_SOURCE.isdisjoint(classes("2020"))


@pytest.mark.parametrize("version", VERSIONS)
def test_shipped_classes_stay(version: str) -> None:
    """Answers and permits point at them."""
    lines = dict(line.split(":") for line in PERMANENT.read_text("utf-8").splitlines() if not line.startswith("#"))
    permanent = set(lines[version].split())
    assert permanent - classes(version).keys() == set(), "bring these classes back"
    assert classes(version).keys() - permanent == set(), f"add these classes to {PERMANENT.name}"


def test_every_class_of_2020_converts_and_every_class_of_2025_was_something() -> None:
    pairs = [(row["code_2020"], row["code_2025"]) for row in rows("conversion.csv")]
    assert len(set(pairs)) == len(pairs)
    assert {old for old, _new in pairs} == classes("2020").keys()
    assert {new for _old, new in pairs} == classes("2025").keys()


def test_relations_say_what_the_rows_show() -> None:
    olds, news = (Counter(row[column] for row in rows("conversion.csv")) for column in ("code_2020", "code_2025"))
    for row in rows("conversion.csv"):
        relation = Relation(row["relation"])
        assert row["source"]
        if olds[row["code_2020"]] > 1:
            assert relation is Relation.SPLIT, row
        elif news[row["code_2025"]] > 1:  # the class itself may have stayed, and others were merged into it
            assert relation is Relation.MERGED or (relation is Relation.SAME_MEANING and row["reviewed"] == "true"), row
        else:
            assert relation is not Relation.SPLIT
            assert (relation is Relation.MOVED) == (row["code_2020"] != row["code_2025"]), row


def test_reviewed_rows_are_borne_out_by_both_lists() -> None:
    for row in rows("conversion.csv"):
        pair = row["code_2020"], row["code_2025"]
        one, other = classes("2020")[pair[0]]["official_title"], classes("2025")[pair[1]]["official_title"]
        same = spelled(one) == spelled(other) or (says(one) == says(other) != set())
        assert (row["reviewed"] == "true") == (same or pair in RESEARCHED), row


@pytest.mark.parametrize("code", sorted(REUSED & classes("2020").keys()))
def test_a_number_with_another_meaning_does_not_convert_by_number(code: str) -> None:
    assert [row for row in rows("conversion.csv") if row["code_2020"] == row["code_2025"] == code] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("10772", {"10779"}),  # seasoning; 10772 is salt now
        ("11040", {"11053"}),  # soft drinks; 11040 is malt now
        ("74201", {"74209"}),  # photography; 74201 is from the air now
        ("10130", {"10120"}),  # meat; 10120 was the slaughter of poultry
        ("56102", {"56101"}),  # permanent building
        ("56104", {"56102"}),  # on the move
        ("47832", {"47711"}),  # clothes, wherever they are sold
        ("45407", {"95320"}),
        ("96112", {"96220"}),
        ("10391", {"10307"}),
    ],
)
def test_conversions_that_matter(old: str, new: set[str]) -> None:
    assert {row["code_2025"] for row in rows("conversion.csv") if row["code_2020"] == old} == new


def test_stalls_online_and_mobile_retail_convert_by_good_alone() -> None:
    """Nothing of 478, 4791 and 4799 keeps its number: these mean vehicles and intermediaries now, or nothing."""
    gone = [row for row in rows("conversion.csv") if row["code_2020"].startswith(("478", "4791", "4799"))]
    assert len(gone) > 60
    assert [row for row in gone if not row["code_2025"].startswith(("471", "472", "473", "474", "475", "476", "477"))] == []


def test_terms() -> None:
    terms = rows("terms.csv")
    assert len({row["term"] for row in terms}) > 1500
    keys = [(row["term"], row["code_2025"], row["code_2020"]) for row in terms]
    assert len(set(keys)) == len(keys)
    for row in terms:
        assert TermKind(row["kind"])
        assert row["code_2025"] or row["code_2020"]
        assert row["code_2025"] in ("", *classes("2025"))
        assert row["code_2020"] in ("", *classes("2020"))
        assert row["term"] == row["term"].lower()
        assert len(row["term"]) <= 80


def test_every_class_of_2025_has_everyday_words() -> None:
    kinds = defaultdict(set)
    for row in rows("terms.csv"):
        kinds[row["code_2025"]].add(row["kind"])
    assert [code for code in classes("2025") if code not in kinds] == []
