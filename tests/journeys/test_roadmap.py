"""Licence roadmaps in a real browser: from everyday words to the packet, and on at the counter on the same answers."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE_SCREEN, Visit
from tests.journeys.test_journeys import ask_code, picture, register, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ANSWERS = {"place": "home", "zone": "allowed", "capital": "upto_1bn", "product": "dry", "inputs": "simple"}


def accessible(page: Page) -> None:
    """No violation that a machine can see, and nothing wider than the screen. Needs a page that runs scripts."""
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [item["id"] for item in found] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]  # it has one


def choose_class(page: Page, words: str) -> None:
    page.fill("[name=cari]", words)
    page.get_by_role("button", name="Cari").click()
    page.locator(".cards .button, .cards button").first.click()


def answer(page: Page, *questions: str) -> None:
    for question in questions:
        page.check(f"[name={question}][value={ANSWERS[question]}]")
        page.get_by_role("button", name="Lanjut").click()


def test_from_everyday_words_to_the_packet_without_script_and_on_at_the_counter(visit: Visit) -> None:
    page = visit.page()
    page.goto("/")
    page.get_by_role("link", name="Cek izin apa yang perlu").click()
    choose_class(page, "kripik singkong")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Di mana usaha")
    answer(page, "place", "zone")
    page.go_back()  # the zone once more: nothing is lost
    expect(page.locator("[name=capital]").or_(page.locator("[name=zone]")).first).to_be_visible()
    page.go_forward()
    answer(page, "capital", "product", "inputs")
    expect(page.locator("main")).to_contain_text("SPP-IRT")
    picture(page, "roadmap")
    page.get_by_role("link", name="SPP-IRT", exact=False).first.click()
    expect(page.locator("main")).to_contain_text("Mengapa ini ada di daftar saya?")
    expect(page.locator("main")).to_contain_text("rumah tapak")
    page.get_by_role("link", name="Kembali ke peta").click()
    tried = page.url

    page.get_by_role("link", name="Simpan peta ini").click()
    page.get_by_role("link", name="Daftar sekarang").click()
    receipt = register(page, name="Wati Contoh", nik="3174015007901235", phone="081234567805")
    ask_code(page, receipt)
    page.fill("[name=code]", visit.code("+6281234567805"))
    page.click("main form button")
    page.goto("/izin/saya/")
    page.get_by_role("link", name="Lihat dan simpan").click()
    expect(page.locator("main")).to_contain_text("Jawaban baru")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("SPP-IRT")
    assert "class=" not in page.url
    assert "class=2025" in tried

    page.get_by_role("link", name=re.compile("Berkas untuk OSS")).click()
    page.get_by_role("link", name="Isi atau ubah").click()
    page.fill("[name=business]", "Keripik Wati")
    page.fill("[name=composition]", "singkong, minyak, garam")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("Keripik Wati")
    expect(page.locator("main")).to_contain_text("3174015007901235")
    picture(page, "packet")

    officer = visit.staff("kecamatan")
    officer.goto("/meja/anggota/")
    officer.fill("main input[type=search], main [name=cari]", "Wati Contoh")
    officer.click("main form button")
    officer.get_by_role("link", name="Wati Contoh").first.click()
    officer.get_by_role("link", name="Peta izin", exact=True).last.click()
    expect(officer.locator("main")).to_contain_text("Pertanyaan lain")
    accessible(officer)
    officer.get_by_role("link", name=re.compile("nama atau logo")).click()
    officer.check("[name=brand][value=yes]")
    officer.get_by_role("button", name="Lanjut").click()
    expect(officer.locator("main")).to_contain_text("Daftar merek")
    page.goto("/izin/saya/")
    expect(page.locator("main")).to_contain_text("Daftar merek")
    page.goto("/saya/dibuka/")
    expect(page.locator("main")).to_contain_text("Petugas Kecamatan Tebet")


def test_the_same_way_with_script_on_a_phone_is_accessible_and_copies_a_line(visit: Visit) -> None:
    context = visit.browser.new_context(viewport=PHONE_SCREEN, locale="id-ID", base_url=visit.programme.url)  # type: ignore[arg-type]  # these keys
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/izin/")
    accessible(page)
    choose_class(page, "jual nasi goreng gerobak")
    accessible(page)
    page.check("[name=place][value=street]")
    page.get_by_role("button", name="Lanjut").click()
    page.check("[name=zone][value=green]")
    page.get_by_role("button", name="Lanjut").click()
    for question, value in (("capital", "upto_1bn"), ("product", "ready"), ("inputs", "meat")):
        page.check(f"[name={question}][value={value}]")
        page.get_by_role("button", name="Lanjut").click()
    expect(page.locator("main")).to_contain_text("Ada yang tertahan karena lokasi")
    accessible(page)
    picture(page, "roadmap_blocked")
    page.get_by_role("link", name="Izin yang saya harapkan tidak ada").click()
    page.select_option("[name=izin]", "spp_irt")
    page.get_by_role("button", name="Jelaskan").click()
    expect(page.locator("main")).to_contain_text("SPP-IRT")
    accessible(page)

    sign_in(visit, page, "0899000999999", "+62899000999999")
    page.locator("main form button").first.click()
    page.goto("/izin/saya/usaha/")
    choose_class(page, "jahit baju")
    page.goto("/izin/saya/berkas/")
    page.get_by_role("link", name="Isi atau ubah").click()
    accessible(page)
    page.fill("[name=business]", "Jahit Contoh")
    page.get_by_role("button", name="Simpan").click()
    accessible(page)
    page.get_by_role("button", name="Salin: Nama usaha").first.click()
    expect(page.get_by_role("status")).to_contain_text("Tersalin")
    assert page.evaluate("navigator.clipboard.readText()") == "Jahit Contoh"
    context.close()
