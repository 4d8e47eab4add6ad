"""How numbers, money and dates are written. Pure functions of a value and a language code ("id" or "en")."""

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

MINUS = "\u2212"

MONTHS: dict[str, tuple[str, ...]] = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
SHORT_MONTHS: dict[str, tuple[str, ...]] = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
SCALES: tuple[tuple[int, dict[str, str]], ...] = (
    (10**12, {"id": "triliun", "en": "trillion"}),
    (10**9, {"id": "miliar", "en": "billion"}),
    (10**6, {"id": "juta", "en": "million"}),
    (10**3, {"id": "ribu", "en": "thousand"}),
)
UNITS: tuple[tuple[int, tuple[str, str, str]], ...] = (
    (365, ("tahun", "year", "years")),
    (30, ("bulan", "month", "months")),
    (7, ("minggu", "week", "weeks")),
    (1, ("hari", "day", "days")),
)


def language_of(code: str | None) -> str:
    """Everything that is not English is written the Indonesian way: that is the programme's language."""
    return "en" if (code or "").lower().startswith("en") else "id"


def number(value: Decimal | float, language: str, *, decimals: int = 0) -> str:
    """1.234.567 or, with decimals, 1.234,5; trailing zeros are dropped."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    fraction = fraction.rstrip("0")
    if language == "id":
        whole = whole.replace(",", ".")
    point = "," if language == "id" else "."
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{whole}{point + fraction if fraction else ''}"


def rupiah(value: Decimal | int, language: str) -> str:
    """Rp1.250.000. Money is whole rupiah; a fraction here would be a defect upstream, so it is refused."""
    if value != int(value):
        raise ValueError(f"money is whole rupiah, got {value!r}")
    sign = MINUS if value < 0 else ""
    return f"{sign}Rp{number(abs(int(value)), language)}"


def rupiah_short(value: Decimal | int, language: str) -> str:
    """Rp1,2 juta: at most one decimal, for places where the full amount does not fit."""
    amount = abs(int(value))
    sign = MINUS if value < 0 else ""
    for index, (scale, words) in enumerate(SCALES):
        if amount < scale:
            continue
        share = (Decimal(amount) / scale).quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
        if share >= 1000 and index > 0:
            # 999.96 million rounds to "1,000 million": say one billion instead.
            share, words = Decimal(1), SCALES[index - 1][1]
        return f"{sign}Rp{number(share, language, decimals=1)} {words[language]}"
    return f"{sign}Rp{amount}"


def percent(share: Decimal | float, language: str) -> str:
    """A share of one as 12,5%. What is not nothing is never shown as 0%, what is not all never as 100%."""
    hundredths = (share if isinstance(share, Decimal) else Decimal(str(share))) * 100
    if 0 < hundredths < Decimal("0.05"):
        return f"<{number(Decimal('0.1'), language, decimals=1)}%"
    if Decimal("99.95") <= hundredths < 100:
        return f">{number(Decimal('99.9'), language, decimals=1)}%"
    return f"{number(hundredths, language, decimals=1)}%"


def date_long(value: date, language: str) -> str:
    return f"{value.day} {MONTHS[language][value.month - 1]} {value.year}"


def date_short(value: date, language: str, *, today: date | None = None) -> str:
    """24 Nov; the year is added when it is not today's year, because a bare day would mislead."""
    text = f"{value.day} {SHORT_MONTHS[language][value.month - 1]}"
    return text if today is not None and today.year == value.year else f"{text} {value.year}"


def clock(value: datetime, language: str) -> str:
    """14.30 in Indonesian, 14:30 in English."""
    return f"{value.hour:02d}{'.' if language == 'id' else ':'}{value.minute:02d}"


def relative(value: date, today: date, language: str) -> str:
    """2 minggu lalu. Stands beside a date, never instead of it."""
    days = (today - value).days
    near = {
        "id": {0: "hari ini", 1: "kemarin", -1: "besok"},
        "en": {0: "today", 1: "yesterday", -1: "tomorrow"},
    }[language]
    if days in near:
        return near[days]
    size, (word, one, many) = next(unit for unit in UNITS if abs(days) >= unit[0])
    count = abs(days) // size
    if language == "id":
        return f"{count} {word} lalu" if days > 0 else f"{count} {word} lagi"
    unit_word = one if count == 1 else many
    return f"{count} {unit_word} ago" if days > 0 else f"in {count} {unit_word}"
