"""The day from which a halal certificate is a duty moves: proposed by one official, approved by another, read by citizens."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.test_editing import clean, press, small, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OPEN = "/meja/ketentuan/kode/{code}/"
DUTY = "p4.param.halal_duty_from"


def open_form(page: Page, code: str) -> None:
    page.goto(OPEN.format(code=code))
    clean(page)
    press(page, "link", "Usulkan pengganti")
    clean(page)


def test_a_duty_date_is_changed_by_two_officials(visit: Visit) -> None:
    page = small(visit, "penilai")
    page.goto("/meja/ketentuan/?cari=halal")
    clean(page)
    expect(page.locator("main")).to_contain_text("Sertifikat halal wajib sejak")
    open_form(page, DUTY)
    page.locator("[name='nilai']").fill("2027-10-17")
    press(page, "button", "Simpan ke usulan")
    expect(page.locator("main")).to_contain_text("orang kedua membacanya")
    expect(page.locator("[name='nilai']")).to_have_value("2027-10-17")
    clean(page)
    write(page, "reason", "Kewajiban ditunda setahun")
    press(page, "button", "Simpan ke usulan")
    expect(page.locator("main")).to_contain_text("17 Oktober 2027")
    clean(page)
    press(page, "button", "Buat pratinjau")
    expect(page.locator("main")).to_contain_text("17 Oktober 2026")
    expect(page.locator("main")).to_contain_text("Peta jalan izin")
    clean(page)
    address = page.url
    press(page, "button", "Ajukan untuk disetujui")
    expect(page.locator("main")).to_contain_text("Menunggu persetujuan")
    clean(page)

    second = small(visit, "pengelola")
    second.goto("/meja/ketentuan/")
    clean(second)
    expect(second.locator("#menunggu")).to_contain_text("Menunggu Anda")
    second.goto(address)
    press(second, "button", "Setujui usulan ini")
    expect(second.locator("main")).to_contain_text("Disetujui dan berlaku")
    second.goto(OPEN.format(code=DUTY))
    expect(second.locator("main")).to_contain_text("Diganti sejak")
    clean(second)

    citizen = visit.page()  # a phone without script
    citizen.goto("/ketentuan/")
    citizen.get_by_role("link", name="Tanggal dan batas perizinan").click()
    expect(citizen.locator("main")).to_contain_text("17 Oktober 2027")
    expect(citizen.locator("main")).to_contain_text("PP 42/2024")
    for url in ("/ketentuan/", "/ketentuan/p4-param/", "/ketentuan/p4-clause/"):
        page.goto(url)
        clean(page)


def test_forms_of_a_task_and_of_a_clause_fit_a_telephone(visit: Visit) -> None:
    page = small(visit, "penilai")
    page.goto("/meja/ketentuan/?kelompok=p4-clause")
    clean(page)
    code = page.locator("main tbody a.rowlink").first.get_attribute("href") or ""
    page.goto(code)
    press(page, "link", "Usulkan pengganti")
    clean(page)
    expect(page.get_by_role("checkbox").first).to_be_visible()
    open_form(page, "p4.task.nib")
    page.locator("[name='isi.papers']").fill("KTP\nNPWP bila ada")
    page.locator("[name='isi.en.papers']").fill("Identity card\nTax number if there is one")
    write(page, "reason", "Suratnya berubah")
    press(page, "button", "Simpan ke usulan")
    expect(page.locator("main")).to_contain_text("NPWP bila ada")
    clean(page)
    page.get_by_text("Hapus usulan ini").click()
    press(page, "button", "Ya, hapus usulan")
    expect(page.locator("main")).not_to_contain_text("Suratnya berubah")
