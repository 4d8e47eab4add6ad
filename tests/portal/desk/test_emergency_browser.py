"""Pages of access outside the scope in a real Chromium: accessibility and width on a small phone and on a desk."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from okoce.accounts.enums import Role
from tests.accounts.test_browser import CHROMIUM, HOST, TAGS, serve
from tests.world import World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]
REASON = "Ia ada di loket dan lupa membawa kartunya"
ASKED = {"number": "3174010101900999", "cause": "at_counter", "reason": REASON}


@pytest.fixture
def pages(world: World) -> Mapping[str, bytes]:
    asker, supervisor = world.client(Role.KELURAHAN), world.client(Role.KECAMATAN)
    answers = {
        "minta": asker.get("/meja/darurat/"),
        "minta-galat": asker.post("/meja/darurat/", {"reason": "singkat"}),
        "kota": world.client(Role.CITY).get("/meja/darurat/"),
    }
    asker.post("/meja/darurat/", ASKED)
    asker.post("/meja/darurat/", ASKED | {"number": world.other.nik})
    answers |= {
        "catatan": asker.get(f"/meja/anggota/{world.other.person_id}/"),
        "periksa": supervisor.get("/meja/darurat/periksa/"),
        "hari-ini": supervisor.get("/meja/"),
        "permintaan": asker.get("/meja/darurat/"),
    }
    return {name: answer.content for name, answer in answers.items()}


def test_pages_are_accessible_on_a_small_phone_and_on_a_desk(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for width in (360, 1200):
            page = browser.new_page(viewport={"width": width, "height": 740})
            page.route("**/*", lambda route: serve(route, pages))
            for name in pages:
                page.goto(f"{HOST}/{name}/")
                page.screenshot(path=str(tmp_path / f"{name}-{width}.png"), full_page=True)
                violations = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
                wide = page.evaluate(f"document.documentElement.scrollWidth > {width}")
                found[name, width] = [violation["id"] for violation in violations] + (["wider than the screen"] if wide else [])
        browser.close()
    assert found == {key: [] for key in found}
