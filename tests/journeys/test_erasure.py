"""From the phone of a member to the last trace: she asks, two officers decide, the number tells what happened."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.test_journeys import ask_code, register

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_member_asks_for_erasure_and_two_officers_carry_it_out(visit: Visit) -> None:
    phone = visit.page()
    receipt = register(phone, name="Ratna Contoh", nik="3174015207911234", phone="081234567855")
    ask_code(phone, receipt)
    phone.fill("[name=code]", visit.code("+6281234567855"))
    phone.click("main form button")
    phone.goto("/saya/data/minta/hapus/")
    phone.fill("[name=words]", "Saya pindah ke luar kota")
    phone.check("[name=sure]")
    phone.click("main form button")
    expect(phone.locator("main")).to_contain_text("Kami menjawab paling lambat")
    found = re.search(r"/permintaan/([0-9a-f-]{36})/", phone.url)
    assert found is not None
    number = phone.locator("main .number").inner_text()

    first = visit.staff("kecamatan")
    first.goto(f"/meja/data-pribadi/{found[1]}/")
    expect(first.locator("main")).to_contain_text("Saya pindah ke luar kota")
    first.get_by_role("button", name="Setujui penghapusan").click()
    expect(first.locator("main")).to_contain_text("disetujui, menunggu petugas kedua")
    assert first.get_by_role("button", name="Hapus untuk selamanya").count() == 0

    second = visit.staff("kota")
    second.goto(f"/meja/data-pribadi/{found[1]}/")
    second.get_by_role("button", name="Hapus untuk selamanya").click()
    expect(second.locator("main")).to_contain_text("Penghapusan diperintahkan")
    expect(second.locator("main")).not_to_contain_text("Ratna Contoh")

    anyone = visit.page()
    for _time in range(40):
        anyone.goto(f"/data-pribadi/bukti/{number}/")
        if anyone.get_by_text("Data sudah dihapus").count():
            break
        anyone.wait_for_timeout(1000)
    expect(anyone.locator("main")).to_contain_text("Data sudah dihapus")
    phone.goto("/saya/")
    assert "Ratna Contoh" not in phone.content()  # her session ended with her account
    file = visit.programme.var / "messages.log"
    assert "+6281234567855" not in file.read_text()
