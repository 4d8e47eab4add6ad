"""Pages of the round and the public figures in a real Chromium: accessibility, width, in both themes.

The pages are asked for first, because a browser's own loop and the database do not share a thread; then they are only drawn.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Route, sync_playwright

from okoce.accounts.enums import Role
from okoce.evaluation.rounds.services import decide, freeze
from tests.evaluation.building import EVALUATOR, ended, seal_here, someone
from tests.world import KECAMATAN, KELURAHAN, OTHER_KELURAHAN, make_account, sign_in, today

CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://testserver"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".js": "text/javascript"}
SIZES = ((1280, 800, "light"), (360, 740, "dark"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


def drawn(pages: dict[str, bytes]) -> list[str]:
    """What is wrong with pages that were asked for."""

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            assert isinstance(found, str), parts.path
            route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
        else:
            route.fulfill(body=pages[route.request.url.removeprefix(HOST)], content_type="text/html; charset=utf-8")

    wrong = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for width, height, scheme in SIZES:
            for url in pages:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
                page.route("**/*", answer)
                page.goto(HOST + url)
                found: Any = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
                wrong += [f"{url} {width}: {found.generate_report()}"] if found.violations_count else []
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append(f"{url}: wider than {width}")
                page.close()
        browser.close()
    return wrong


def asked(client: Client, *urls: str) -> dict[str, bytes]:
    return {url: client.get(url).content for url in urls}


def test_pages_are_accessible_and_fit_their_width() -> None:
    first = ended().first_day
    people = [someone(n, first, OTHER_KELURAHAN if n > 9 else KELURAHAN) for n in range(1, 13)]
    people[0].trained(first)
    seal_here()
    empty = asked(Client(), "/angka/", "/angka/definisi/", "/angka/segel/")
    pack = freeze(by=EVALUATOR, fortnight=ended())
    decide(by=EVALUATOR, pack=pack, action="Buka kelas tambahan", owner="Sudin", due_on=today())
    people[1].trained(first)
    seal_here()
    figure = f"/evaluasi/daftar/?putaran={ended().number}&edisi=JAKPRENEUR-2020&ukuran=stock&baris=1&tempat="
    evaluator = sign_in(make_account("penilai", Role.EVALUATOR))
    officer = sign_in(make_account("petugas", Role.KECAMATAN, place=KECAMATAN))
    pages = {
        **asked(evaluator, "/evaluasi/", "/evaluasi/bekukan/", "/evaluasi/paket/", "/evaluasi/paket/1/"),
        **asked(evaluator, "/evaluasi/paket/1/perubahan/", f"{figure}all"),
        **asked(officer, f"{figure}{KECAMATAN}", f"{figure}31.75.01"),
        **asked(Client(), "/angka/", "/angka/segel/"),
    }
    assert drawn(empty) == []
    assert drawn(pages) == []
