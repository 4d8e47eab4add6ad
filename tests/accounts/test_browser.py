"""Pages of sign-in and of the administrator in a real Chromium: accessibility, width, size of targets.

Pages are drawn first and given to the browser by a route: no server, no port, no network."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Route, sync_playwright

from okoce.accounts import services
from okoce.accounts.queries import Actor
from okoce.accounts.rules import totp
from tests.accounts.people import OTHER_PHONE, PASSWORD, PHONE, administrator, latest_code, officer, sign_in

CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://testserver"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".js": "text/javascript"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


@pytest.fixture
def pages() -> Mapping[str, bytes]:
    """Each page by a name, drawn as its reader sees it."""
    by = administrator()
    user_id = officer(by)
    visitor, member, desk = Client(), Client(), Client()
    sign_in(desk, "sari")
    member.post("/masuk/", {"phone": PHONE})
    link = services.invite(by=by, username="budi", full_name="Budi Santoso", grants=[]).token
    short = {"password": "tempe", "repeated": PASSWORD}
    values: dict[str, Any] = {
        "masuk": visitor.get("/masuk/"),
        "masuk-galat": visitor.post("/masuk/", {"phone": "0215551234"}),
        "kode": member.get("/masuk/kode/?lagi=1"),
        "kode-galat": member.post("/masuk/kode/", {"code": "12"}),
        "petugas": visitor.get("/masuk/petugas/?siap=1"),
        "undangan": visitor.get(f"/undangan/{link}/"),
        "undangan-galat": visitor.post(f"/undangan/{link}/", short),
        "tautan-habis": visitor.get("/undangan/salah/"),
        "ditolak": desk.get("/uji/petugas/"),
        "akun": desk.get("/pengelola/akun/"),
        "akun-baru": desk.get("/pengelola/akun/baru/"),
        "akun-satu": desk.get(f"/pengelola/akun/{user_id}/"),
        "akun-sendiri": desk.get(f"/pengelola/akun/{by.user_id}/"),
        **_second_factor_pages(desk, by),
        **_session_pages(),
    }
    return {name: answer.content for name, answer in values.items()}


def _second_factor_pages(desk: Client, by: Actor) -> dict[str, Any]:
    """Setting up and being asked; the administrator has an app at the end."""
    drawn = {
        "kedua-pilih": desk.get("/akun/kedua/"),
        "kedua-aplikasi": desk.get("/akun/kedua/aplikasi/"),
        "kedua-aplikasi-galat": desk.post("/akun/kedua/aplikasi/", {"code": "12"}),
        "kedua-kunci": desk.get("/akun/kedua/kunci/"),
        "kedua-kunci-galat": desk.post("/akun/kedua/kunci/", {}),
    }
    step = totp.step_of(timezone.now().timestamp())
    services.add_totp(by=by, secret=b"s" * 20, code=totp.code_at(b"s" * 20, step))
    half = Client()
    sign_in(half, "sari")
    return drawn | {
        "kedua-cadangan": desk.post("/akun/kedua/cadangan/"),
        "kedua-langkah": half.get("/masuk/petugas/kedua/"),
        "kedua-langkah-galat": half.post("/masuk/petugas/kedua/", {"code": "12"}),
        "kedua-bukti": desk.get("/akun/bukti/?next=/pengelola/akun/"),
        "akun-saya": desk.get("/akun/"),
        "sandi": desk.get("/akun/sandi/"),
    }


def _session_pages() -> dict[str, Any]:
    """A member's devices."""
    services.ensure_phone_account(OTHER_PHONE)
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/masuk/", {"phone": OTHER_PHONE})
        browser.post("/masuk/kode/", {"code": latest_code()})
    return {"perangkat": browsers[0].get("/akun/perangkat/")}


def serve(route: Route, pages: Mapping[str, bytes]) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        assert isinstance(found, str), path
        route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
    else:
        route.fulfill(body=pages.get(path.strip("/"), b""), content_type="text/html; charset=utf-8")


def test_pages_are_accessible_on_a_small_phone(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.route("**/*", lambda route: serve(route, pages))
        for name in pages:
            page.goto(f"{HOST}/{name}/")
            page.screenshot(path=str(tmp_path / f"{name}.png"), full_page=True)
            violations = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
            wide = page.evaluate("document.documentElement.scrollWidth > 360")
            found[name] = [violation["id"] for violation in violations] + (["wider than the screen"] if wide else [])
        browser.close()
    assert found == {name: [] for name in pages}
