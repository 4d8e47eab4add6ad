"""The gallery in a real Chromium: accessibility, size of targets, width of the page, the keyboard of the desks.

Pages come from Django's test client inside the same process: no server, no port, no network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://testserver"
PAGES = ["/galeri/", "/galeri/meja/", "/galeri/cetak/", "/galeri/galat/500/"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".js": "text/javascript"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]

SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, select, input, textarea')]
  .filter(e => !e.matches('.skip') && e.offsetParent)
  .filter(e => !(e.matches('a') && getComputedStyle(e).display === 'inline'))
  .map(e => [(e.matches('[type=checkbox], [type=radio]') ? e.closest('label') : e), e])
  .map(([box, e]) => [box.getBoundingClientRect(), e])
  .filter(([r]) => r.height < 43.5)
  .map(([r, e]) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 30)} ${r.height}`)"""
LONG_LINES = """() => [...document.querySelectorAll('main p, main li')].filter(e => {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim().length > 70);
    const width = e.getBoundingClientRect().width;
    const ruler = e.appendChild(document.createElement('span'));
    ruler.style.cssText = 'display: inline-block; width: 1ch';
    const ch = ruler.getBoundingClientRect().width;
    ruler.remove();
    return own && width / ch > 70; }).map(e => e.textContent.slice(0, 40))"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def _answer(route: Route) -> None:
    parts = urlsplit(route.request.url)
    if parts.path.startswith("/static/"):
        found = finders.find(parts.path.removeprefix("/static/"))
        assert isinstance(found, str), parts.path
        route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
        return
    assert f"{parts.scheme}://{parts.netloc}" == HOST, "nothing comes from elsewhere"
    answer = Client(headers={"accept-language": "id"}).get(f"{parts.path}?{parts.query}")
    route.fulfill(status=answer.status_code, body=answer.content, content_type="text/html; charset=utf-8")


def opened(browser: Browser, url: str, *, width: int = 360, height: int = 740, scheme: Any = "light") -> Page:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="id-ID")
    page = context.new_page()
    page.route("**/*", _answer)
    page.goto(HOST + url)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", PAGES)
def test_axe_finds_nothing(chromium: Browser, url: str, scheme: str) -> None:
    page = opened(chromium, url, scheme=scheme)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    page.context.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_page_fits_its_width_and_the_thumb(chromium: Browser, url: str, width: int) -> None:
    page = opened(chromium, url, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(LONG_LINES) == []
    page.context.close()


def test_keyboard_walks_the_rows(chromium: Browser) -> None:
    page = opened(chromium, "/galeri/meja/", width=1280, height=800)
    focused = "document.activeElement.textContent"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == "Budi Santoso"
    page.keyboard.press("k")
    assert page.evaluate(focused) == "Sri Wahyuni"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "cari"
    page.keyboard.type("jk/")
    assert page.input_value("#cari") == "jk/", "letters typed into a field stay letters"
    page.context.close()


def test_shortcuts_can_be_switched_off(chromium: Browser) -> None:
    page = opened(chromium, "/galeri/meja/", width=1280, height=800)
    page.click("[data-shortcuts]")
    assert page.text_content("[data-shortcuts]") == "Nyalakan pintasan"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-row]')") is False
    page.context.close()


def test_heading_of_a_table_stays_in_sight(chromium: Browser) -> None:
    page = opened(chromium, "/galeri/meja/", width=1280, height=500)
    page.evaluate("window.scrollTo(0, document.querySelector('tbody').getBoundingClientRect().top + 200)")
    assert page.evaluate("document.querySelector('thead th').getBoundingClientRect().top") == 0
    page.context.close()


def test_skip_link_is_first(chromium: Browser) -> None:
    page = opened(chromium, "/galeri/cetak/")
    page.goto(HOST + "/galeri/galat/404/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#isi"
    page.context.close()
