"""From the list of the stuck to a closed counter day, in a real browser: the list drives the day, and is shorter afterwards."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.world import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STUCK = """
import django; django.setup()
from datetime import timedelta
from okoce.members.enums import Purpose
from okoce.stages.p4_licensing.services import wait_again
from tests.world import make_fact, make_member, today
both = frozenset({str(Purpose.PROGRAMME), str(Purpose.CONTACT)})
for n in range(7001, 7009):
    ago = timedelta(days=120 + n % 100)
    name = f"Wati Contoh {n}"
    made = make_member(n, name=name, consents=both, started_on=today() - ago - timedelta(days=9), is_synthetic=True)
    make_fact(made, occurred_on=today() - ago)
    wait_again(person_ids=[made.person_id])
"""
NIB = "2411260099002"


def waiting(officer: Page) -> int:
    officer.goto("/meja/jemput-bola/daftar/")
    return officer.locator("input[name=orang]").count()


def test_the_stuck_list_drives_a_real_counter_day(visit: Visit) -> None:
    visit.programme.python(STUCK)
    officer = visit.staff("kelurahan")
    officer.get_by_role("link", name="Jemput bola").click()
    officer.get_by_role("link", name="Tebet Timur").first.click()
    before = waiting(officer)
    assert before >= 8
    for name in ("7001", "7002", "7003", "7004", "7005"):
        officer.get_by_label(f"Undang Wati Contoh {name}").check()
    officer.get_by_role("button", name="Rencanakan hari loket baru").click()
    officer.fill("[name=address]", "Balai warga RW 04")
    officer.fill("[name=organiser]", "UP PTSP Tebet Timur")
    officer.fill("[name=on]", f"{today():%Y-%m-%d}")
    officer.get_by_role("button", name="Simpan dan undang").click()
    expect(officer.locator("main")).to_contain_text("5 orang diundang, 5 dikirimi pesan")
    day = officer.url
    assert waiting(officer) == before - 5

    officer.goto(day)
    turn = officer.locator(".turns > li", has_text="Wati Contoh 7001")
    turn.get_by_role("link", name="Terbit").click()
    officer.fill("[name=number]", NIB)
    officer.keyboard.press("Enter")
    expect(officer.locator("main")).to_contain_text("Tercatat untuk Wati Contoh 7001")
    officer.locator(".turns > li", has_text="Wati Contoh 7002").get_by_role("button", name="Diajukan").click()
    expect(officer.locator("main")).to_contain_text("Tercatat untuk Wati Contoh 7002")
    officer.locator(".turns > li", has_text="Wati Contoh 7003").get_by_role("link", name="Surat kurang").click()
    officer.get_by_label("KTP").check()
    officer.get_by_role("button", name="Simpan: surat kurang").click()
    officer.locator(".turns > li", has_text="Wati Contoh 7004").get_by_role("link", name="Tidak mau/bisa").click()
    officer.get_by_role("button", name="Biayanya berat").click()
    expect(officer.locator("main")).to_contain_text("Tercatat untuk Wati Contoh 7004")
    shots(officer, day)

    officer.goto(day)
    officer.get_by_role("link", name="Tutup hari ini").click()
    expect(officer.locator("main")).to_contain_text("1 orang belum ada hasilnya")
    officer.get_by_role("button", name="Ya, tutup hari ini").click()
    expect(officer.locator("main")).to_contain_text("Hari loket ditutup")
    # Issued, applied and declined have left the list; papers missing and not come are back on it.
    assert waiting(officer) == before - 3
    expect(officer.locator("main")).not_to_contain_text("Wati Contoh 7001")
    expect(officer.locator("main")).to_contain_text("Wati Contoh 7005")


def shots(officer: Page, day: str) -> None:
    """No page is wider than a phone."""
    officer.set_viewport_size({"width": 360, "height": 740})
    for path in (
        day,
        f"{day}cetak/",
        "/meja/jemput-bola/",
        "/meja/jemput-bola/daftar/",
        "/meja/jemput-bola/hari/",
        "/meja/jemput-bola/daftar-izin/",
    ):
        officer.goto(path)
        assert officer.evaluate("document.documentElement.scrollWidth") <= 360, path
    officer.set_viewport_size({"width": 1280, "height": 860})
