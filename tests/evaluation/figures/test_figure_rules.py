"""Reading what sources print, and each check: one case that it finds beside one that it must leave alone."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from okoce.evaluation import figures as package
from okoce.evaluation.figures.queries import vocabulary
from okoce.evaluation.figures.rules import Figure, check_all, read_axes, read_note
from okoce.evaluation.figures.rules.notes import approximation
from okoce.evaluation.figures.web.texts import CHECKS, sentence
from tests.evaluation.figures.building import KNOWN, figure, shipped

RESIDENTS, KECAMATAN, PERCENT = 11_000_000, 44, 20


def codes(*figures: Figure) -> list[str]:
    found = check_all(figures, vocabulary(), residents=RESIDENTS, kecamatan=KECAMATAN, percent=PERCENT)
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("scope", "area", "channel", "agency", "period", "is_own"),
    [
        ("DKI", "ID/DKI", "", "", "", False),
        ("okoce.me, DKI only", "ID/DKI", "okoce.me", "", "", False),
        ("okoce.me, all Indonesia", "ID", "okoce.me", "", "", False),
        ("DKI, online channel okoce.me", "ID/DKI", "okoce.me", "", "", False),
        ("kota Jakarta Barat, 2018 (later count)", "ID/DKI/Jakarta Barat", "", "", "2018", False),
        ("kec. Duren Sawit (GPMI)", "ID/DKI/*/Duren Sawit", "", "GPMI", "", True),
        ("Sudin PE Jakarta Timur, Mar-Aug 2019", "ID/DKI/Jakarta Timur", "", "Sudin PE", "Mar-Aug 2019", True),
        ("Dinas PPKUKM, 2020", "", "", "Dinas PPKUKM", "2020", True),
        ("PGO incl. campaign era", "", "", "PGO", "incl. campaign era", False),
        ("DKI, cumulative", "ID/DKI", "", "", "cumulative", False),
    ],
)
def test_axes_of_a_scope(scope: str, area: str, channel: str, agency: str, period: str, is_own: bool) -> None:
    axes = read_axes(scope, vocabulary())
    assert (axes.area, axes.channel, axes.agency, axes.period, axes.is_own) == (area, channel, agency, period, is_own)


def test_what_is_not_recognised_is_kept_and_never_becomes_an_axis() -> None:
    assert read_axes("DKI, kecamatan trained", vocabulary()).detail == "kecamatan trained"


@pytest.mark.parametrize(
    ("value", "note", "low", "high"),
    [
        (331_000, "rounded", "330500", "331500"),
        (176_000, "rounded, PDI-P", "175500", "176500"),
        (300, '"300-400" (DPRD)', "300", "400"),
        (40_000, '"40.000 lebih"', "40000", "44000"),
        (4_230, '"hampir 4.230"', "3807", "4230"),
        (450, '"450-an"', "405", "495"),
        (608, "OK OCE members", "608", "608"),
    ],
)
def test_how_far_a_printed_value_may_stand_from_the_count(value: int, note: str, low: str, high: str) -> None:
    says = approximation(Decimal(value), note)
    assert (says.low, says.high) == (Decimal(low), Decimal(high))


def test_notes_are_read_by_their_form() -> None:
    note = read_note("OK OCE members; 1.18% of 51,226", Decimal(608))
    assert [(share.percent, share.base) for share in note.shares] == [(Decimal("1.18"), Decimal(51226))]
    assert read_note("manual + online (source also prints 17.222)", Decimal(17722)).others == (Decimal(17222),)
    assert read_note("1,000 per kecamatan x 8", Decimal(8000)).product == 8000
    assert read_note("50 in each kecamatan", Decimal(50)).per_kecamatan is None


PARTS = [
    figure(value, scope=f"kota Jakarta {name}", source="list")
    for name, value in {"Pusat": 10, "Utara": 20, "Barat": 30, "Selatan": 40, "Timur": 50}.items()
]


@pytest.mark.parametrize(
    ("found", "left_alone", "code"),
    [
        ([*PARTS, figure(200, source="list")], [*PARTS, figure(150, source="list")], "parts_and_total"),
        ([*PARTS, figure(200, source="list")], [*PARTS, figure(200, source="another")], "parts_and_total"),
        ([figure(10, note="also prints 12")], [figure(10, note="also prints 10")], "two_numbers"),
        ([figure(608, note="1.5% of 51,226")], [figure(608, note="1.18% of 51,226")], "wrong_share"),
        ([figure(608, note="0.01% of 45,183")], [figure(67_037, note="target 54,260 = 123.55%")], "wrong_share"),
        ([figure(9_000, note="1,000 per kecamatan x 8")], [figure(8_000, note="1,000 per kecamatan x 8")], "wrong_product"),
        ([figure(100, note="of which IUMK ~450")], [figure(1_000, note="of which IUMK ~450")], "part_larger"),
        (
            [figure(100, scope="kota Jakarta Barat"), figure(90)],
            [figure(100, scope="kota Jakarta Barat"), figure(190)],
            "part_larger",
        ),
        (
            [figure(608, definition="P4_IUMK"), figure(450, definition="P4")],
            [figure(450, definition="P4_IUMK"), figure(608, definition="P4")],
            "part_larger",
        ),
        (
            [figure(150, definition="P7", source="a"), figure(300, definition="P7", source="b", note='"300-400"')],
            [figure(300_400, source="a"), figure(300_000, source="b", note="rounded")],
            "sources_disagree",
        ),
        (
            [figure(51_346, scope="okoce.me, all Indonesia"), figure(45_183, scope="okoce.me, DKI only")],
            [figure(51_346, scope="okoce.me"), figure(51_346, scope="okoce.me, DKI")],
            "area_differs",
        ),
        (
            [figure(100, definition="P3"), figure(120, definition="P5")],
            [figure(100, definition="P3"), figure(80, definition="P5")],
            "later_above_earlier",
        ),
        (
            [figure(100, as_of=date(2018, 1, 1)), figure(90, as_of=date(2018, 2, 1))],
            [figure(100, as_of=date(2018, 1, 1)), figure(90, as_of=date(2018, 2, 1), scope="Dinas PPAPP")],
            "falls",
        ),
        (
            [figure(35_000, as_of=date(2018, 3, 22)), figure(25_483, as_of=date(2018, 4, 3), scope="okoce.me counter", source="b")],
            [figure(35_000, as_of=date(2018, 3, 22)), figure(25_483, as_of=date(2018, 6, 3), scope="okoce.me counter", source="b")],
            "falls_between_sources",
        ),
        (
            [figure(8_637, as_of=date(2020, 12, 7)), figure(8_637, as_of=date(2021, 3, 1), source="b")],
            [figure(8_637, as_of=date(2020, 12, 7)), figure(8_637, as_of=date(2020, 12, 27), source="b")],
            "stale",
        ),
        ([figure(20, note='"200.000 per kecamatan"')], [figure(20, note='"200 per kecamatan"')], "implausible_rate"),
        ([figure(2_900_000)], [figure(290_000)], "implausible"),
        ([figure(5, note="article swaps the names of P2 and P3")], [figure(5, note="names of P2 and P3")], "swapped_names"),
    ],
)
def test_each_check_finds_its_case_and_leaves_the_other(found: list[Figure], left_alone: list[Figure], code: str) -> None:
    assert code in codes(*found)
    assert code not in codes(*left_alone)


def test_every_listed_contradiction_of_the_history_is_found_by_rule() -> None:
    """Each listed set of rows is covered by findings that concern nothing outside the listed day's rows alone."""
    found = check_all(list(shipped()), vocabulary(), residents=RESIDENTS, kecamatan=KECAMATAN, percent=PERCENT)
    rows = [{one.key for one in finding.figures} for finding in found]
    for name, listed in KNOWN.items():
        covered = set().union(*(each & listed for each in rows if each & listed))
        assert covered == listed, name


def test_no_check_names_a_row_or_a_source() -> None:
    """A rule that knows a row, a day or a number of the history would prove nothing."""
    rules = Path(package.__file__).parent / "rules"
    text = "\n".join(path.read_text("utf-8") for path in sorted(rules.rglob("*.py")))
    code = re.sub(r'""".*?"""|#.*', "", text, flags=re.DOTALL)
    assert not re.search(r"\b20(1[7-9]|2\d)\b", code)
    assert not [one.source for one in shipped() if one.source in code]
    assert not [one for one in shipped() if one.value > 1_000 and re.search(rf"\b{one.value}\b", code)]


def test_every_finding_has_its_sentence() -> None:
    rules = Path(package.__file__).parent / "rules" / "checks"
    said = {code for path in rules.glob("*.py") for code in re.findall(r'Finding\(\s*"([a-z_]+)"', path.read_text("utf-8"))}
    assert said == CHECKS.keys()
    found = check_all(list(shipped()), vocabulary(), residents=RESIDENTS, kecamatan=KECAMATAN, percent=PERCENT)
    assert all(sentence(one).endswith(".") and "%(" not in sentence(one) for one in found)
