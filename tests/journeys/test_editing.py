"""A rule is drafted, previewed and approved by two people, with the keyboard alone, on a screen of 360 px."""

import time
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from okoce.progression.queries import KEPT_SECONDS
from tests.journeys.conftest import PHONE_SCREEN, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAR = 120
"""No control is further than so many presses of Tab."""


def small(visit: Visit, username: str) -> Page:
    """Somebody of the staff at a small screen, signed in."""
    page = visit.staff(username)
    page.set_viewport_size(PHONE_SCREEN)  # type: ignore[arg-type]  # a TypedDict with these keys
    return page


def reach(page: Page, target: Locator) -> None:
    """Press Tab until a control has the focus."""
    target.wait_for()
    for _time in range(FAR):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached by Tab")


def press(page: Page, role: Any, name: str) -> None:
    """Reach a link or button by Tab and press Enter."""
    reach(page, page.get_by_role(role, name=name).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Reach a field by Tab and replace what it says."""
    reach(page, page.locator(f"[name='{name}']"))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def clean(page: Page) -> None:
    """No violation that axe finds, and nothing wider than the screen."""
    found: Any = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_SCREEN["width"]


def test_an_edition_is_drafted_previewed_and_approved(visit: Visit) -> None:
    page = small(visit, "penilai")
    page.goto("/aturan/")
    clean(page)
    press(page, "link", "Mulai rancangan baru")
    write(page, "code", "UJI-2027")
    press(page, "button", "Mulai rancangan")
    clean(page)

    page.goto(page.locator("#p3 a").get_attribute("href") or "")
    write(page, "g.at_least", "dua")
    press(page, "button", "Simpan syarat")
    expect(page.locator("main")).to_contain_text("Isi dengan angka bulat")
    assert page.locator("[name='g.at_least']").input_value() == "dua"
    clean(page)
    write(page, "g.at_least", "2")
    press(page, "button", "Tambah pilihan: salah satu cukup")
    expect(page.locator("main")).to_contain_text("Syaratnya belum lengkap")
    press(page, "button", "Hapus bagian ini 2.")
    press(page, "button", "Lihat bunyinya")
    expect(page.locator(".step")).to_contain_text("Paling sedikit 2 kali sesi pendampingan atau kunjungan pendamping")
    clean(page)
    press(page, "button", "Simpan syarat")

    press(page, "link", "Buat pratinjau")
    press(page, "button", "Buat pratinjau")
    expect(page.locator("main")).to_contain_text("tidak lagi lulus P3")
    clean(page)
    address = page.url
    press(page, "link", "Lihat orangnya")
    clean(page)
    page.goto(address)
    press(page, "button", "Ajukan untuk disetujui")
    expect(page.locator("main")).to_contain_text("Menunggu persetujuan")

    second = small(visit, "pengelola")
    second.goto(address)
    clean(second)
    press(second, "button", "Setujui aturan ini")
    expect(second.locator("main")).to_contain_text("Disetujui")

    # Four editions side by side on a telephone, public pages too.
    until = time.monotonic() + KEPT_SECONDS + 15  # so long another web process may show the rules of before
    page.goto("/evaluasi/")
    while "UJI-2027" not in page.locator("main").inner_text() and time.monotonic() < until:
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator("main")).to_contain_text("UJI-2027")
    for url in ("/evaluasi/", "/aturan/", "/angka/definisi/", "/angka/"):
        page.goto(url)
        clean(page)
