"""Numbers of permits as people type them: a table, and properties that hold for every number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.decisions import NotAllowed
from okoce.stages.p4_licensing.enums import Licence
from okoce.stages.p4_licensing.rules.formats import key_of, masked, names_a_paper, pirt_year_differs, read
from okoce.stages.p4_licensing.web.permits.texts import part_words, sentence

GOOD = (
    (Licence.NIB, "8120001234567", "8120001234567"),
    (Licence.NIB, " 8120 0012 3456 7 ", "8120001234567"),
    (Licence.NIB, "NIB: 8120.0012.34567", "8120001234567"),
    (Licence.NIB, "No. NIB 2411260012345", "2411260012345"),
    (Licence.PIRT, "P-IRT 2063171010001-27", "P-IRT 2063171010001-27"),
    (Licence.PIRT, "pirt 2063171010001 27", "P-IRT 2063171010001-27"),
    (Licence.PIRT, "P.IRT. No. 206317101000127", "P-IRT 2063171010001-27"),
    (Licence.PIRT, "SPP-IRT: 2063171010001–27", "P-IRT 2063171010001-27"),
    (Licence.HALAL, "ID31110000123450321", "ID31110000123450321"),
    (Licence.BRAND, "IDM000 123 456", "IDM000 123 456"),
    (Licence.SKU, "12/SKU/IV/2019", "12/SKU/IV/2019"),
    (Licence.IUMK, "503/17/IUMK", "503/17/IUMK"),
)
WRONG: tuple[tuple[Licence, str, str, dict[str, object]], ...] = (
    (Licence.NIB, "", "permit.number_missing", {}),
    (Licence.NIB, "   ", "permit.number_missing", {}),
    (Licence.NIB, "812000123456", "permit.nib_length", {"typed": "812000123456", "given": 12}),
    (Licence.NIB, "81200012345678", "permit.nib_length", {"typed": "81200012345678", "given": 14}),
    (Licence.NIB, "812OOO1234567", "permit.nib_not_digits", {"typed": "812OOO1234567"}),
    (Licence.NIB, "٨١٢٠٠٠١٢٣٤٥٦٧", "permit.nib_not_digits", {"typed": "٨١٢٠٠٠١٢٣٤٥٦٧"}),
    (Licence.PIRT, "206317101000", "permit.pirt_length", {"typed": "206317101000", "given": 12}),
    (Licence.PIRT, "P-IRT dua", "permit.pirt_not_digits", {"typed": "P-IRT dua"}),
    (Licence.HALAL, "belum tahu", "permit.number_without_digit", {"typed": "belum tahu"}),
    (Licence.OTHER, "1" * 61, "permit.number_too_long", {"given": 61, "longest": 60}),
)


@pytest.mark.parametrize(("licence", "typed", "stored"), GOOD)
def test_right_numbers(licence: Licence, typed: str, stored: str) -> None:
    assert read(licence, typed).text == stored


@pytest.mark.parametrize(("licence", "typed", "code", "params"), WRONG)
def test_wrong_numbers_say_what_was_typed_what_is_expected_and_what_to_do(
    licence: Licence, typed: str, code: str, params: dict[str, object]
) -> None:
    with pytest.raises(NotAllowed) as caught:
        read(licence, typed)
    (reason,) = caught.value.decision.reasons
    assert (reason.code, dict(reason.params)) == (code, params)
    words = sentence(reason)
    assert all(str(value) in words for value in params.values())


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("8120001234567", ()),
        ("9120001234567", ()),
        ("0220001234567", ()),
        ("2411260012345", ()),
        ("9999990012345", ("permit.nib_begins_unusually",)),
        ("3102260012345", ("permit.nib_begins_unusually",)),
    ],
)
def test_the_beginning_of_a_nib_only_warns(typed: str, codes: tuple[str, ...]) -> None:
    assert tuple(reason.code for reason in read(Licence.NIB, typed).warnings) == codes


def test_a_pirt_number_is_explained_digit_by_digit() -> None:
    number = read(Licence.PIRT, "P-IRT 2063171010001-27")
    assert [part_words(part) for part in number.parts] == [
        ("2", "kemasan", "plastik"),
        ("06", "jenis pangan", "tepung dan olahannya"),
        ("3171", "wilayah", "DKI Jakarta"),
        ("01", "nomor urut produk pembuat ini", ""),
        ("0001", "nomor pembuat di wilayah itu", ""),
        ("27", "berakhir tahun", "2027"),
    ]
    assert "".join(part.digits for part in number.parts) == number.key


def test_digits_that_nobody_knows_are_left_without_meaning() -> None:
    number = read(Licence.PIRT, "9993201010001-27")
    assert [part_words(part)[2] for part in number.parts][:3] == ["", "", ""]
    assert {reason.code for reason in number.warnings} == {"permit.pirt_pack_unknown", "permit.pirt_elsewhere"}


def test_the_year_in_a_pirt_number_is_compared_with_its_end() -> None:
    number = read(Licence.PIRT, "2063171010001-27")
    assert pirt_year_differs(number, date(2027, 5, 1)) is None
    assert pirt_year_differs(number, None) is None
    assert pirt_year_differs(read(Licence.NIB, "8120001234567"), date(2027, 5, 1)) is None
    differs = pirt_year_differs(number, date(2030, 5, 1))
    assert differs is not None
    assert dict(differs.params) == {"on_number": 2027, "given": 2030}
    assert "2027" in sentence(differs)


def test_shapes_that_no_rule_gives_are_taken_and_said_to_be_unconfirmed() -> None:
    assert [reason.code for reason in read(Licence.HALAL, "ID311").warnings] == ["permit.shape_unconfirmed"]
    assert read(Licence.SKU, "12/2019").warnings == ()


def test_old_texts_and_typed_numbers_meet() -> None:
    assert key_of(Licence.NIB, "8120001234567 (contoh)") == read(Licence.NIB, "8120 0012 34567").key
    assert key_of(Licence.PIRT, "No P-IRT 2063171010001-27, lama") == read(Licence.PIRT, "206317101000127").key
    assert key_of(Licence.HALAL, "id 311-1") == key_of(Licence.HALAL, "ID3111")
    assert not names_a_paper(key_of(Licence.NIB, "menurut anggota 12"))


DIGITS = st.text("0123456789", min_size=1, max_size=20)
BETWEEN = st.sampled_from(["", " ", "-", ".", " - "])


@given(DIGITS, BETWEEN)
def test_thirteen_digits_are_a_nib_and_nothing_else_is(digits: str, between: str) -> None:
    typed = between.join(digits)
    if len(digits) == 13:
        number = read(Licence.NIB, typed)
        assert (number.text, number.key) == (digits, digits)
        assert read(Licence.NIB, number.text) == number, "what is stored reads as itself"
    else:
        with pytest.raises(NotAllowed):
            read(Licence.NIB, typed)


@given(st.text("0123456789", min_size=15, max_size=15), st.sampled_from(["", "P-IRT ", "pirt", "SPP-IRT no. ", "P. IRT "]))
def test_fifteen_digits_are_a_pirt_number_however_they_are_written(digits: str, before: str) -> None:
    number = read(Licence.PIRT, f"{before}{digits[:13]} - {digits[13:]}")
    assert number.text == f"P-IRT {digits[:13]}-{digits[13:]}"
    assert number.key == digits
    assert read(Licence.PIRT, number.text) == number
    assert key_of(Licence.PIRT, number.text) == number.key


@given(st.text(max_size=80), st.sampled_from(list(Licence)))
def test_anything_is_read_or_refused_with_a_sentence(typed: str, licence: Licence) -> None:
    try:
        number = read(licence, typed)
    except NotAllowed as refused:
        sentences = [sentence(reason) for reason in refused.decision.reasons]
    else:
        sentences = [number.text]
        assert key_of(licence, number.text) == number.key
        assert len(masked(number.text)) <= 5
    assert all(sentences)
