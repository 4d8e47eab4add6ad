"""A permit from a member's phone to the officer's button and back, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.test_journeys import ask_code, register, sign_in
from tests.stages.p4_licensing.papers import png
from tests.world import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NIB = "2411260099001"


def test_a_permit_is_reported_without_script_and_confirmed_by_keyboard(visit: Visit) -> None:
    phone = visit.page()
    receipt = register(phone, name="Tini Contoh", nik="3174014507901235", phone="0812 3456 7811")
    ask_code(phone, receipt)  # until the registration is settled
    visit.code("+6281234567811")
    sign_in(visit, phone, "081234567811", "+6281234567811")
    phone.goto("/saya/surat-izin/lapor/")
    phone.select_option("[name=licence]", "nib")
    phone.fill("[name=number]", "24112600990")
    phone.fill("[name=issued_on]", f"{today() - timedelta(days=22):%Y-%m-%d}")
    phone.click("main form button")
    expect(phone.locator("main")).to_contain_text("Anda mengetik 11 angka")
    phone.fill("[name=number]", NIB)
    phone.set_input_files("[name=file]", {"name": "nib.png", "mimeType": "image/png", "buffer": png((b"tEXt", b"Comment\0rumah"))})
    phone.click("main form button")
    expect(phone.locator("main")).to_contain_text("laporan sendiri, belum dikonfirmasi")

    officer = visit.staff("kecamatan")
    officer.goto("/meja/izin/")
    row = officer.locator("a[data-row]", has_text="Tini Contoh")
    while not row.count() and officer.locator("a[rel=next]").count():
        officer.click("a[rel=next]")
    for _step in range(60):
        officer.keyboard.press("j")
        if officer.evaluate("document.activeElement.textContent").startswith("Tini Contoh"):
            break
    officer.keyboard.press("Enter")
    expect(officer.locator("main")).to_contain_text(NIB)
    officer.get_by_role("button", name="Suratnya cocok").press("Enter")
    expect(officer.locator("main")).to_contain_text("sudah dikonfirmasi dan dihitung")

    phone.goto("/saya/")
    expect(phone.locator("main")).to_contain_text("sudah dikonfirmasi")
    phone.goto("/saya/surat-izin/kalender/")
    expect(phone.locator("main")).to_contain_text("Tidak ada izin yang berakhir")
