"""The five journeys in a real browser against a running programme. Set OKOCE_SCREENSHOTS=1 to write the pictures of the README."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SCREENSHOTS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PICTURES = os.environ.get("OKOCE_SCREENSHOTS") == "1"


def picture(page: Page, name: str) -> None:
    if PICTURES:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=False)


def register(page: Page, *, name: str, nik: str, phone: str) -> str:
    """Fill in the one form; the receipt number."""
    page.goto("/daftar/")
    page.fill("[name=name]", name)
    page.fill("[name=nik]", nik)
    page.fill("[name=phone]", phone)
    page.select_option("[name=place]", "31.74.01.1001")
    page.fill("[name=business]", "keripik tempe")
    page.check("[name=entry_status][value=trading]")
    page.select_option("[name=community]", "nearest")
    page.select_option("[name=referral]", "kader")
    page.check("[name=consents][value=programme]")
    page.click("main form button")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def ask_code(page: Page, receipt: str) -> None:
    """Ask for the code of a receipt; while the registration is still being recorded, the page says so and she asks again."""
    for _time in range(30):
        page.goto(f"/resi/{receipt}/")
        page.click("main form button")
        if page.locator("[name=code]").count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"registration {receipt} was not settled within half a minute")


def sign_in(visit: Visit, page: Page, phone: str, e164: str) -> None:
    page.goto("/masuk/")
    page.fill("[name=phone]", phone)
    sent = len(visit.codes(e164))
    page.click("main form button")
    page.fill("[name=code]", visit.code(e164, after=sent))
    page.click("main form button")


def test_a_citizen_registers_without_account_or_script_and_sees_her_seven_stages(visit: Visit) -> None:
    page = visit.page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    receipt = register(page, name="Siti Contoh", nik="3174014507901234", phone="0812 3456 7801")
    assert len(asked) == 3, asked  # the form, sending it, the receipt
    expect(page.locator("main")).to_contain_text(receipt)

    page.goto("/daftar/")
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("NIK")  # a wrong form says what to do

    ask_code(page, receipt)
    page.fill("[name=code]", visit.code("+6281234567801"))
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("Siti Contoh")
    page.goto("/saya/")
    expect(page.locator("main")).to_contain_text("Pelatihan")
    expect(page.locator("main")).to_contain_text("Permodalan")


def test_a_household_shares_a_phone_and_each_picks_herself(visit: Visit) -> None:
    page = visit.page()
    sign_in(visit, page, "0899000999999", "+62899000999999")
    choices = page.locator("main form button")
    assert choices.count() == 2
    choices.first.click()
    page.goto("/saya/")
    expect(page.locator("main")).to_contain_text("Data contoh")
    picture(page, "citizen")


def test_an_officer_registers_at_the_counter_records_a_fact_and_voids_it(visit: Visit) -> None:
    page = visit.staff("kecamatan")
    page.goto("/meja/")
    expect(page.locator("main")).to_contain_text("belum pelatihan")
    picture(page, "officer")
    page.goto("/meja/loket/")
    page.fill("[name=nik]", "3174015511881234")
    page.fill("[name=name]", "Aminah Contoh")
    page.select_option("[name=place_code]", "31.74.01.1001")
    page.fill("[name=phone]", "081234567802")
    page.fill("[name=business]", "jahit pakaian")
    page.check("[name=entry_status][value=none]")
    page.check("[name=consents][value=programme]")
    page.click("main form button")
    if page.locator("[name=checked]").count():
        page.check("[name=checked]")
        page.click("main form button")
    expect(page.locator("main")).to_contain_text("resi")
    page.goto("/meja/anggota/")
    page.fill("main input[type=search], main [name=cari]", "Aminah Contoh")
    page.click("main form button")
    page.get_by_role("link", name="Aminah Contoh").first.click()
    record = page.url

    page.goto(f"{record}catat/?kind=training.attended")
    page.locator("[name=ukuran_skill]").first.check()
    page.fill("[name=ukuran_hours]", "8")
    page.fill("[name=rincian_evidence]", "daftar hadir 12")
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("Hadir di pelatihan")
    page.goto(record)
    page.locator("a[href$='/batalkan/']").first.click()
    page.locator("[name=reason]").first.check()
    page.click("main form button")
    page.goto(record)
    expect(page.locator("main")).to_contain_text("Hadir di pelatihan")  # the old one stays visible

    citizen = visit.page()
    sign_in(visit, citizen, "081234567802", "+6281234567802")
    citizen.goto("/saya/dibuka/")
    expect(citizen.locator("main")).to_contain_text("Petugas kecamatan")  # she sees who looked


def test_a_community_takes_somebody_in_and_anybody_checks_it(visit: Visit) -> None:
    newcomer = visit.page()
    register(newcomer, name="Dewi Contoh", nik="3174016001921234", phone="081234567803")
    page = visit.staff("komunitas")
    page.goto("/meja/komunitas/")
    accept = page.locator("form[action$='/terima/'] button")
    if accept.count():
        accept.first.click()
        expect(page.locator("main")).to_contain_text("Diterima")
    anyone = visit.page()
    anyone.goto("/komunitas/")
    expect(anyone.locator("main")).to_contain_text("contoh")
    anyone.goto("/komunitas/periksa/")
    expect(anyone.locator("main form").first).to_be_visible()
    anyone.goto("/pusat/")
    expect(anyone.locator("main")).to_contain_text("Tebet")


def test_the_evaluator_reads_three_editions_opens_a_list_and_freezes_the_round(visit: Visit) -> None:
    page = visit.staff("penilai")
    page.goto("/evaluasi/")
    for edition in ("OKOCE-2018", "OKOCE-2018-09", "JAKPRENEUR-2020"):
        expect(page.locator("main")).to_contain_text(edition)
    picture(page, "evaluator")
    page.locator("main a[href*='/evaluasi/daftar/']").first.click()
    expect(page.locator("main")).to_contain_text("orang")
    before = frozen(page)
    page.goto("/evaluasi/bekukan/")
    page.click("main form button")
    assert frozen(page) == before + 1
    page.goto(f"/evaluasi/paket/{before + 1}/")
    expect(page.locator("main")).to_contain_text(f"Paket {before + 1}")


def frozen(page: Page) -> int:
    page.goto("/evaluasi/paket/")
    numbers = re.findall(r"/evaluasi/paket/(\d+)/", page.content())
    return max((int(number) for number in numbers), default=0)


def test_anyone_reads_the_latest_frozen_pack(visit: Visit) -> None:
    evaluator = visit.staff("penilai")
    newest = frozen(evaluator)
    page = visit.page()
    page.goto("/angka/")
    expect(page.locator("main")).to_contain_text("JAKPRENEUR-2020")
    assert re.search(r"[Pp]aket\D{0,40}\d+", page.locator("main").inner_text())
    assert newest >= 1
    download = page.request.get("/angka/unduh.csv")
    assert download.ok
    assert "JAKPRENEUR-2020" in download.text()
