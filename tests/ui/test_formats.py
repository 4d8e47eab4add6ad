from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.ui import formats

LANGUAGES = ("id", "en")
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "Rp0", "Rp0"),
        (999, "Rp999", "Rp999"),
        (1_250_000, "Rp1.250.000", "Rp1,250,000"),
        (-75_000, "−Rp75.000", "−Rp75,000"),
        (Decimal("1000"), "Rp1.000", "Rp1,000"),
    ],
)
def test_rupiah(amount: int, indonesian: str, english: str) -> None:
    assert (formats.rupiah(amount, "id"), formats.rupiah(amount, "en")) == (indonesian, english)


def test_a_fraction_of_a_rupiah_is_refused() -> None:
    with pytest.raises(ValueError, match="whole rupiah"):
        formats.rupiah(Decimal("10.5"), "id")


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "Rp0", "Rp0"),
        (950, "Rp950", "Rp950"),
        (75_000, "Rp75 ribu", "Rp75 thousand"),
        (1_250_000, "Rp1,2 juta", "Rp1.2 million"),
        (1_000_000, "Rp1 juta", "Rp1 million"),
        (999_960_000, "Rp1 miliar", "Rp1 billion"),
        (2_340_000_000, "Rp2,3 miliar", "Rp2.3 billion"),
        (-1_500_000, "−Rp1,5 juta", "−Rp1.5 million"),
        (1_234_000_000_000_000, "Rp1.234 triliun", "Rp1,234 trillion"),
    ],
)
def test_rupiah_short(amount: int, indonesian: str, english: str) -> None:
    assert (formats.rupiah_short(amount, "id"), formats.rupiah_short(amount, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("share", "indonesian", "english"),
    [
        (0, "0%", "0%"),
        (0.37, "37%", "37%"),
        (0.125, "12,5%", "12.5%"),
        (0.0001, "<0,1%", "<0.1%"),
        (0.9999, ">99,9%", ">99.9%"),
        (1, "100%", "100%"),
        (-0.034, "−3,4%", "−3.4%"),
        (Decimal("1.5"), "150%", "150%"),
    ],
)
def test_percent(share: float, indonesian: str, english: str) -> None:
    assert (formats.percent(share, "id"), formats.percent(share, "en")) == (indonesian, english)


def test_dates() -> None:
    assert formats.date_long(DAY, "id") == "24 November 2026"
    assert formats.date_long(date(2018, 8, 1), "id") == "1 Agustus 2018"
    assert formats.date_long(date(2018, 8, 1), "en") == "1 August 2018"
    assert formats.date_short(DAY, "id", today=date(2026, 1, 1)) == "24 Nov"
    assert formats.date_short(DAY, "id", today=date(2027, 1, 1)) == "24 Nov 2026"
    assert formats.date_short(date(2018, 5, 9), "en") == "9 May 2018"
    assert formats.clock(datetime(2026, 1, 1, 7, 5, tzinfo=UTC), "id") == "07.05"
    assert formats.clock(datetime(2026, 1, 1, 7, 5, tzinfo=UTC), "en") == "07:05"


@pytest.mark.parametrize(
    ("days_ago", "indonesian", "english"),
    [
        (0, "hari ini", "today"),
        (1, "kemarin", "yesterday"),
        (-1, "besok", "tomorrow"),
        (6, "6 hari lalu", "6 days ago"),
        (7, "1 minggu lalu", "1 week ago"),
        (14, "2 minggu lalu", "2 weeks ago"),
        (29, "4 minggu lalu", "4 weeks ago"),
        (30, "1 bulan lalu", "1 month ago"),
        (364, "12 bulan lalu", "12 months ago"),
        (365, "1 tahun lalu", "1 year ago"),
        (-3, "3 hari lagi", "in 3 days"),
        (-21, "3 minggu lagi", "in 3 weeks"),
    ],
)
def test_relative(days_ago: int, indonesian: str, english: str) -> None:
    then = DAY - timedelta(days=days_ago)
    assert (formats.relative(then, DAY, "id"), formats.relative(then, DAY, "en")) == (indonesian, english)


@pytest.mark.parametrize(("code", "language"), [("en", "en"), ("en-gb", "en"), ("id", "id"), (None, "id"), ("jv", "id")])
def test_language_of(code: str | None, language: str) -> None:
    assert formats.language_of(code) == language


@given(st.integers(-(10**15), 10**15))
def test_rupiah_can_be_read_back(amount: int) -> None:
    written = formats.rupiah(amount, "id")
    assert int(written.replace("Rp", "").replace(".", "").replace(formats.MINUS, "-")) == amount


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_short_rupiah_never_says_a_larger_amount_for_a_smaller_one(one: int, other: int) -> None:
    words = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}

    def meant(amount: int) -> Decimal:
        figure, _, word = formats.rupiah_short(amount, "id").removeprefix("Rp").partition(" ")
        return Decimal(figure.replace(".", "").replace(",", ".")) * words.get(word, 1)

    assert (meant(one) <= meant(other)) or one > other
    assert abs(meant(one) - one) * 20 <= one


@given(st.floats(0, 1), st.sampled_from(LANGUAGES))
def test_only_nothing_is_zero_per_cent_and_only_all_is_a_hundred(share: float, language: str) -> None:
    written = formats.percent(share, language)
    assert (written == "0%") == (share == 0)
    assert (written == "100%") == (share == 1)


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)), st.dates(date(1900, 1, 1), date(2199, 1, 1)))
def test_relative_knows_before_from_after(value: date, today: date) -> None:
    written = formats.relative(value, today, "id")
    if abs((today - value).days) > 1:
        assert written.endswith("lalu" if value < today else "lagi")
