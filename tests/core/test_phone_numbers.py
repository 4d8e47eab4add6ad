"""Phone numbers as people in Jakarta type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.phone_numbers import NotAPhone, masked, normalise


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812 3456 7890",
        "0812-3456-7890",
        "(0812) 3456.7890",
        "6281234567890",
        "+6281234567890",
        "+62 812-3456-7890",
        "00 62 812 3456 7890",
        "81234567890",
        "  081234567890 ",
        "+62 0812 3456 7890",
    ],
)
def test_one_number_however_it_is_typed(typed: str) -> None:
    assert normalise(typed) == "+6281234567890"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "phone_empty"),
        ("   ", "phone_empty"),
        ("0812 TEMPE AYAM", "phone_unreadable"),
        ("-", "phone_unreadable"),
        ("0" * 41, "phone_unreadable"),
        ("081234567", "phone_too_short"),
        ("0812", "phone_too_short"),
        ("08123456789012", "phone_too_long"),
        ("081234567890123456789", "phone_too_long"),
        ("021-5551234", "phone_not_mobile"),
        ("0800 1234567", "phone_not_mobile"),
        ("+65 9123 4567", "phone_foreign"),
        ("+1 415 555 2671", "phone_foreign"),
    ],
)
def test_refusals_say_why(typed: str, code: str) -> None:
    with pytest.raises(NotAPhone) as refused:
        normalise(typed)
    assert refused.value.code == code


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        e164 = normalise(text)
    except NotAPhone:
        return
    assert e164.startswith("+628")
    assert normalise(e164) == e164


@pytest.mark.parametrize(("e164", "shown"), [("+6281234567890", "0812-••••-•890"), ("+628170001123", "0817-••••-•123")])
def test_masked(e164: str, shown: str) -> None:
    assert masked(e164) == shown
