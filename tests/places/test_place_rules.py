"""Codes and names of places, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.places import rules
from okoce.places.enums import PlaceLevel

PARTS = st.tuples(
    st.integers(11, 96).map(str),
    st.integers(1, 99).map("{:02}".format),
    st.integers(1, 99).map("{:02}".format),
    st.integers(1001, 2999).map(str),
)
CODES = st.builds(lambda parts, depth: ".".join(parts[:depth]), PARTS, st.integers(1, 4))


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("31", PlaceLevel.PROVINCE, None),
        ("31.71", PlaceLevel.CITY, "31"),
        ("31.71.01", PlaceLevel.KECAMATAN, "31.71"),
        ("31.71.01.1001", PlaceLevel.KELURAHAN, "31.71.01"),
    ],
)
def test_level_and_parent_follow_the_code(code: str, level: PlaceLevel, parent: str | None) -> None:
    assert rules.level_of(code) == level
    assert rules.parent_code(code) == parent


@pytest.mark.parametrize("code", ["", "3", "3171", "31.7", "31.71.", "31.71.01.100", "31.71.01.1001.1", "31 ", "31\n", "٣١"])
def test_a_malformed_code_is_no_place(code: str) -> None:
    assert not rules.is_code(code)
    with pytest.raises(ValueError, match="not a place code"):
        rules.level_of(code)


@pytest.mark.parametrize(
    ("scope", "code", "expected"),
    [
        ("31", "31.71.01.1001", True),
        ("31.71", "31.71", True),
        ("31.71.01", "31.71", False),
        ("31.7", "31.71", False),
        ("31.71.0", "31.71.01", False),
        ("3", "31", False),
        ("", "31", False),
        ("31", "", False),
        ("", "", False),
    ],
)
def test_containment_is_a_prefix_at_a_dot(scope: str, code: str, expected: bool) -> None:
    assert rules.contains(scope, code) is expected


@given(CODES)
def test_a_place_lies_in_itself_and_in_each_place_above(code: str) -> None:
    above: str | None = code
    while above is not None:
        assert rules.contains(above, code)
        assert rules.code_at(code, rules.level_of(above)) == above
        above = rules.parent_code(above)


@given(CODES, CODES)
def test_containment_is_antisymmetric(one: str, other: str) -> None:
    assert (rules.contains(one, other) and rules.contains(other, one)) == (one == other)


@given(CODES, CODES, CODES)
def test_containment_is_transitive(one: str, other: str, third: str) -> None:
    if rules.contains(one, other) and rules.contains(other, third):
        assert rules.contains(one, third)


@given(CODES, CODES)
def test_containment_means_being_among_the_places_above(scope: str, code: str) -> None:
    above = {code}
    while (upper := rules.parent_code(min(above, key=len))) is not None:
        above.add(upper)
    assert rules.contains(scope, code) == (scope in above)


@pytest.mark.parametrize(
    ("text", "key", "level"),
    [
        ("Pal Merah", "palmerah", None),
        ("PALMERAH", "palmerah", None),
        ("Grogol-Petamburan", "grogolpetamburan", None),
        ("Kec. Kramat Jati", "kramatjati", PlaceLevel.KECAMATAN),
        ("kec kramatjati", "kramatjati", PlaceLevel.KECAMATAN),
        ("Kel.Menteng", "menteng", PlaceLevel.KELURAHAN),
        ("Kelapa Dua", "kelapadua", None),
        ("Kecapi", "kecapi", None),
        ("Kota Administrasi Jakarta Timur", "jakartatimur", PlaceLevel.CITY),
        ("Kab. Adm. Kepulauan Seribu", "kepulauanseribu", PlaceLevel.CITY),
        ("Kota Bambu Utara", "bambuutara", PlaceLevel.CITY),
        ("Provinsi Banten", "banten", PlaceLevel.PROVINCE),
        ("Kecamatan", "kecamatan", None),
    ],
)
def test_a_typed_name_is_read(text: str, key: str, level: PlaceLevel | None) -> None:
    assert rules.NameReading(key, level) in rules.readings(text)


def test_a_level_word_may_belong_to_the_name() -> None:
    assert rules.NameReading("kotabambuutara", None) in rules.readings("Kota Bambu Utara")
    assert rules.key_of("Kota Bambu Utara", PlaceLevel.KELURAHAN) == "kotabambuutara"


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert rules.normalise(rules.normalise(text)) == rules.normalise(text)
