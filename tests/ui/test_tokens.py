"""The style sheets hold what the design promises: contrast, sizes, weight, motion."""

import gzip
import re
from pathlib import Path

import pytest

from okoce.ui import csp, styles

DESK = Path(styles.__file__).parent / "static" / "ui" / "desk.css"
SOURCE = styles.SHEET.read_text("utf-8")

TEXT_PAIRS = [
    (ink, ground)
    for ink in ("ink", "soft", "accent", "better", "worse", "alert")
    for ground in ("paper", "card", "tint", "warn-tint", "alert-tint")
] + [("on-accent", "accent")]
SHAPE_PAIRS = [("edge", "paper"), ("edge", "card"), ("accent", "paper"), ("focus", "paper"), ("focus", "alert-tint")]


def tokens(theme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", SOURCE, re.S)[:2]
    )
    return light if theme == "light" else light | dark


def luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_in_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(theme: str, ink: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_and_edges_are_visible(theme: str, shape: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[shape], colours[ground]) >= 3


def test_dark_changes_every_colour() -> None:
    light, dark = tokens("light"), tokens("dark")
    assert [name for name in light if light[name] == dark[name]] == []


def test_every_token_used_is_defined() -> None:
    defined = set(re.findall(r"--([a-z-]+):", SOURCE))
    used = set(re.findall(r"var\(--([a-z-]+)\)", SOURCE + DESK.read_text("utf-8")))
    assert used - defined == set()


def test_inlined_sheet_is_light() -> None:
    assert len(gzip.compress(styles.citizen_css().encode(), 9)) <= 4096


def test_minified_sheet_keeps_its_rules() -> None:
    css = styles.minify("a :hover , b > c {\n margin : 0 ; width: calc(1px + 2px) ; } /* gone */")
    assert css == "a :hover,b>c{margin : 0;width: calc(1px + 2px)}" or css == "a :hover,b>c{margin : 0;width:calc(1px + 2px)}"
    assert styles.citizen_css().count("{") == re.sub(r"/\*.*?\*/", "", SOURCE, flags=re.S).count("{")


def test_body_text_is_at_least_16_pixels() -> None:
    found = re.search(r"html \{ font: ([\d.]+)%", SOURCE)
    assert found is not None
    assert float(found[1]) >= 100
    assert ".desk { font-size: 100%; }" in DESK.read_text("utf-8")


def test_motion_is_short_and_can_be_refused() -> None:
    for sheet in (SOURCE, DESK.read_text("utf-8")):
        for seconds in re.findall(r"transition: [a-z]+ (\.\d+)s", sheet):
            assert float(seconds) <= 0.15
        assert ("transition" in sheet) <= ("prefers-reduced-motion" in sheet)


def test_nothing_comes_from_elsewhere() -> None:
    for sheet in (SOURCE, DESK.read_text("utf-8")):
        assert "url(" not in sheet
        assert "@import" not in sheet


def test_policy_names_the_sheet_by_its_hash() -> None:
    (source,) = csp.style_hashes()
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", source)
