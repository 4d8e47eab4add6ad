"""The day from which a halal certificate is a duty moves: proposed by one official, approved by another, read by citizens."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.test_editing import clean, press, small, write
from tests.journeys.test_journeys import ask_code, register

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OPEN = "/meja/ketentuan/kode/{code}/"
DUTY = "p4.param.halal_duty_from"
CATERING = "class=2025:56210&place=home&zone=allowed&capital=upto_1bn&product=ready&inputs=simple&brand=yes"
HALAL = "Sertifikat halal gratis (SEHATI)"


def open_form(page: Page, code: str) -> None:
    page.goto(OPEN.format(code=code))
    clean(page)
    press(page, "link", "Usulkan pengganti")
    clean(page)


def level_of(page: Page, task: str) -> str:
    """What a roadmap says beside a task."""
    return page.locator("main li", has_text=task).first.inner_text()


def keep_a_roadmap(visit: Visit, address: str) -> Page:
    """Somebody tries a roadmap, registers, and keeps it; a phone without script."""
    citizen = visit.page()
    citizen.goto(address)
    citizen.get_by_role("link", name="Simpan peta ini").click()
    citizen.get_by_role("link", name="Daftar sekarang").click()
    ask_code(citizen, register(citizen, name="Sari Contoh", nik="3174015506850321", phone="081234567821"))
    citizen.fill("[name=code]", visit.code("+6281234567821"))
    citizen.click("main form button")
    citizen.goto("/izin/saya/")
    citizen.get_by_role("link", name="Lihat dan simpan").click()
    citizen.get_by_role("button", name="Simpan").click()
    return citizen


def propose(page: Page, code: str, now: str, value: str, joins: str = "") -> None:
    """Put another value in the place of the row that says `now`, in a new proposal or in the one of that reason."""
    page.goto(OPEN.format(code=code))
    with page.expect_navigation():
        page.locator("main section", has_text=now).get_by_role("link", name="Usulkan pengganti").click()
    page.locator("[name='nilai']").fill(value)
    if joins:
        page.locator("[name='change']").select_option(label=page.locator("[name='change'] option", has_text=joins).inner_text())
    else:
        write(page, "reason", "Tarif dan masa berlaku baru")
    press(page, "button", "Simpan ke usulan")


def test_a_duty_date_is_changed_by_two_officials(visit: Visit) -> None:
    kept = keep_a_roadmap(visit, f"/izin/peta/?{CATERING}")
    assert "Wajib" in level_of(kept, HALAL)
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
    citizen.goto(f"/izin/peta/?{CATERING}")
    assert "Disarankan" in level_of(citizen, HALAL), "not a duty before that day"
    kept.goto("/izin/saya/riwayat/")
    kept.locator("main a[href*='/riwayat/']").first.click()
    expect(kept.locator("main")).to_contain_text("Karena aturan berubah")
    stays = kept.locator("main li", has_text=HALAL).filter(has_text="Wajib")
    expect(stays.first, "what was kept stays as it was shown").to_be_visible()
    for url in ("/ketentuan/", "/ketentuan/p4-param/", "/ketentuan/p4-clause/"):
        page.goto(url)
        clean(page)


def test_a_fee_and_a_term_change_in_one_proposal_and_reach_the_roadmap(visit: Visit) -> None:
    page, citizen = small(visit, "penilai"), visit.page()
    citizen.goto(f"/izin/peta/brand/?{CATERING}")
    expect(citizen.locator("main")).to_contain_text("Rp500.000")
    citizen.goto(f"/izin/peta/slhs/?{CATERING}")
    expect(citizen.locator("main")).not_to_contain_text("5 tahun")
    propose(page, "p4.fee.brand", "Rp500.000", "450000")
    propose(page, "p4.term.slhs", "Permenkes 11/2025", "5", joins="Tarif dan masa berlaku baru")
    press(page, "button", "Buat pratinjau")
    clean(page)
    address = page.url
    press(page, "button", "Ajukan untuk disetujui")
    second = small(visit, "pengelola")
    second.goto(address)
    press(second, "button", "Setujui usulan ini")
    expect(second.locator("main")).to_contain_text("Disetujui dan berlaku")
    citizen.goto(f"/izin/peta/brand/?{CATERING}")
    expect(citizen.locator("main")).to_contain_text("Rp450.000")
    citizen.goto(f"/izin/peta/slhs/?{CATERING}")
    expect(citizen.locator("main")).to_contain_text("5 tahun")


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
