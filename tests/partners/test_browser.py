"""The register and the centres in a real Chromium: accessibility in both themes, width of the page, size of targets.

Pages come from Django's test client: no server, no port, no network."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Route, sync_playwright

from okoce.accounts.enums import Role
from okoce.partners import services
from okoce.partners.queries import Room, Staff
from okoce.partners.rules import Hours
from tests.partners.builders import ADMINISTRATOR, TEBET, community

CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://testserver"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".js": "text/javascript"}
# Links inside sentences are exempt (WCAG 2.5.8); a tick is tapped on its label.
SMALL_TARGETS = """() => [...document.querySelectorAll('main a, main button, main summary, main select, main input')]
  .filter(e => e.offsetParent && e.type !== 'hidden' && !e.matches('.rowlink'))
  .filter(e => !(e.matches('a') && getComputedStyle(e).display === 'inline'))
  .map(e => [(e.matches('[type=checkbox]') ? e.closest('label') : e).getBoundingClientRect().height, e.outerHTML])
  .filter(([height]) => height < 43.5).map(([height, text]) => `${height} ${text.slice(0, 80)}`)"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


def answering(pages: Mapping[str, bytes]) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            assert isinstance(found, str), parts.path
            route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
        else:
            # Whatever is not one of our pages comes from elsewhere: a KeyError.
            route.fulfill(body=pages[route.request.url.removeprefix(HOST)], content_type="text/html; charset=utf-8")

    return answer


def problems(browser: Browser, pages: Mapping[str, bytes], width: int, scheme: Any) -> dict[str, list[object]]:
    """What is wrong, by address; nothing is the answer that we want."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="id-ID")
    page = context.new_page()
    page.route("**/*", answering(pages))
    seen: dict[str, list[object]] = {}
    for url in pages:
        page.goto(HOST + url)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        axe = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        found = [*(item["id"] for item in axe), *page.evaluate(SMALL_TARGETS)]
        wide = page.evaluate("document.documentElement.scrollWidth") - width
        if found or wide > 0:
            seen[url] = [*found, f"{wide} px too wide"]
    context.close()
    return seen


def fetched(client: Client, addresses: Sequence[str]) -> dict[str, bytes]:
    answers = {url: client.get(url, headers={"accept-language": "id"}) for url in addresses}
    assert {url: answer.status_code for url, answer in answers.items()} == dict.fromkeys(addresses, 200)
    return {url: answer.content for url, answer in answers.items()}


def test_pages_are_for_everybody(signed_in: Callable[..., Client]) -> None:
    found = community("Dapur Bersama")
    stopped = community("Melawai 16")
    services.suspend(by=ADMINISTRATOR, organisation_id=stopped.id, reason="Meminta uang pendaftaran kepada warga.")
    services.add_representative(by=ADMINISTRATOR, organisation_id=found.id, name="Sri Wahyuni", function="Ketua")
    services.save_centre(
        by=ADMINISTRATOR,
        place_code=TEBET,
        address="Jl. Tebet Timur Dalam Raya No. 1",
        public_contact="(021) 555 0100",
        staff=[Staff("Ratna Sari", "petugas pendaftaran")],
        rooms=[Room("Ruang pelatihan", 40)],
        hours=[Hours(1, time(8), time(16))],
    )
    public = ["", "?cari=tidak+ada", "periksa/", f"periksa/?nomor={found.register_number}", "periksa/?nomor=Dapur+Besar"]
    public += [f"{found.register_number}/", f"{stopped.register_number}/"]
    addresses = [*(f"/komunitas/{part}" for part in public), "/pusat/", "/pusat/31.74.01/"]
    desk = ["/komunitas/kelola/", "/komunitas/kelola/baru/", reverse("partners:centre_edit", args=[TEBET])]
    desk += [reverse("partners:organisation", args=[item.id]) for item in (found, stopped)]
    pages = fetched(Client(), addresses) | fetched(signed_in(Role.KECAMATAN, TEBET), desk)
    # Fetched before: while Playwright runs its loop in this thread, Django would ask through another connection.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        for width, scheme in ((360, "light"), (360, "dark"), (1280, "light")):
            assert problems(browser, pages, width, scheme) == {}
        browser.close()
