"""Spellings, affixes and spoken forms."""

import pytest

from okoce.classifications.rules.words import informal_keys, keys, plain_spelling, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jahit Baju", ("jahit", "baju")),
        ("  saya mau jual   keripik ", ("jual", "keripik")),
        ("anak-anak", ("anak",)),
        ("sayur2", ("sayur",)),
        ("café", ("cafe",)),
        ("SERVIS A.C.", ("servis", "c")),
        ("kue / roti", ("kue", "roti")),
        ("3d printing", ("3d", "printing")),
        ("", ()),
        ("!!!", ()),
        ("dan atau yang", ()),
    ],
)
def test_tokens(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


def test_a_very_long_question_is_cut() -> None:
    assert len(tokens("kue roti " * 1000)) < 60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kripik", "keripik"),
        ("krupuk", "kerupuk"),
        ("klontong", "kelontong"),
        ("coklat", "cokelat"),
        ("mie", "mi"),
        ("taxi", "taksi"),
        ("ayaaam", "ayam"),
        ("bakpao", "bakpau"),
        ("djahit", "jahit"),
        ("snack", "snak"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert plain_spelling(one) == plain_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("menjahit", "jahit"),
        ("jahitan", "jahit"),
        ("penjahit", "jahit"),
        ("jualan", "jual"),
        ("pelatihan", "latih"),
        ("gorengan", "goreng"),
        ("mencuci", "cuci"),
    ],
)
def test_affixes(one: str, other: str) -> None:
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    ("spoken", "word"),
    [
        ("ngejahit", "jahit"),
        ("njahit", "jahit"),
        ("nyuci", "cuci"),
        ("nyablon", "sablon"),
        ("benerin", "bener"),
        ("ngopi", "kopi"),
        ("nambal", "tambal"),
        ("ngelas", "las"),
        ("mijit", "pijit"),
    ],
)
def test_spoken_forms(spoken: str, word: str) -> None:
    assert set(keys(word)) & set(informal_keys(spoken))
