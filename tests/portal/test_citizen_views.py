"""Every page of citizens as it arrives: small, without script, in both languages, readable by everybody."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from okoce.audit.services import log_opening
from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.services import correct
from okoce.places.queries import refs
from okoce.ui.catalogues import entries, our_apps, read_catalogue
from tests.portal.citizen_world import (
    FIRST_VIEW,
    Answer,
    centre,
    claim_filled,
    community,
    compressed,
    filled,
    happened,
    registered,
    signed_in_as,
    tree,
)
from tests.world import make_draft, nik, phone

pytestmark = pytest.mark.django_db
CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://testserver"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG_NAME = "Raden Ajeng Siti Nurhaliza Kusumawardhani binti Muhammad Abdurrahman"
COMMUNITIES = 60
NAMES = (
    "front",
    "form",
    "form-refused",
    "find",
    "find-refused",
    "receipt",
    "waiting",
    "code",
    "code-refused",
    "outcome",
    "claim-form",
    "claim",
    "home",
    "home-new",
    "facts",
    "openings",
    "consents",
    "community",
    "community-choice",
    "pick",
)


def pages(language: str) -> dict[str, Any]:
    """Every page, with long names, many communities and all that can stand on it."""
    for n in range(COMMUNITIES):
        community(f"Perkumpulan Wirausaha {n} Bersama", ["31.74.01", "31.74", "31.75.07", "31"][n % 4])
    centre()
    anybody = Client()
    anybody.cookies["bahasa"] = language
    number = anybody.post("/daftar/", filled(nik=nik(3)))["location"]
    waiting = anybody.post(f"{number}kirim-kode/")
    receipt, found = registered(1, name=LONG_NAME, is_synthetic=True)
    wrong = {
        "nik": "123",
        "phone": "021",
        "name": "1",
        "business": "",
        "consents": ["contact"],
        "entry_status": None,
        "referral": "",
    }
    anybody.post(f"{number}kirim-kode/")
    claim = anybody.post("/klaim-nik/", claim_filled())["location"]
    _lived_through(found)
    hers = signed_in_as(found, language)
    new = signed_in_as(registered(2, name="Budi", phone=phone(2))[1], language)
    found_pages = {
        "front": anybody.get("/"),
        "form": anybody.get("/daftar/"),
        "form-refused": anybody.post("/daftar/", filled(**wrong)),
        "find": anybody.get("/resi/"),
        "find-refused": anybody.get("/resi/7K2-QX4-PBM/"),
        "receipt": anybody.get(number),
        "waiting": waiting,
        "code": anybody.get(f"{number}kode/"),
        "code-refused": anybody.post(f"{number}kode/", {"code": "12"}),
        "outcome": hers.get(f"/resi/{receipt.number}/"),
        "claim-form": anybody.get("/klaim-nik/"),
        "claim": anybody.get(claim),
        "home": hers.get("/saya/"),
        "home-new": new.get("/saya/"),
        "facts": hers.get("/saya/catatan/"),
        "openings": hers.get("/saya/dibuka/"),
        "consents": hers.get("/saya/izin/"),
        "community": hers.get("/saya/komunitas/"),
        "community-choice": new.get("/saya/komunitas/"),
        "pick": hers.get("/saya/pilih/?ganti=1"),
    }
    assert tuple(found_pages) == NAMES
    return found_pages


def _lived_through(found: Any) -> None:
    happened(found, "training.attended", 40, skill="soft", hours=4)
    typed = happened(found, "training.attended", 30, skill="hard", hours=4)
    draft = make_draft(found, measures={"skill": "hard", "hours": 6})
    correct(by=new_id(), original=typed, correction=Correction.AMEND, reason=CorrectionReason.MISTYPED, draft=draft)
    happened(found, "licence.issued", 20, licence="nib")
    happened(found, "books.month", 10, revenue=5_000_000, expense=3_500_000)
    happened(found, "loan.declined", 5)
    for n in range(3):
        log_opening(by=new_id(), label=f"Ratna Sari {n} · Kecamatan", person_id=found.person_id, surface="record")


def test_pages_are_small_and_need_nothing_else() -> None:
    for name, answer in pages("id").items():
        page = tree(answer)
        assert compressed(answer) <= FIRST_VIEW, f"{name}: {compressed(answer)} bytes"
        assert page.cssselect("script, img, iframe, link[rel=stylesheet], [style]") == [], name
        assert len(page.cssselect("h1")) == 1, name
        assert page.cssselect("title")[0].text_content().strip(), name


def indonesian_words() -> set[str]:
    """Words that our Indonesian texts use and their English never does."""
    indonesian, english = set(), set()
    for app in our_apps():
        for message in entries(read_catalogue(app.po)):
            texts = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
            indonesian |= {word for text in texts for word in _words(text)}
            english |= {word for text in strings for word in _words(text)}
    return indonesian - english


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", re.sub(r"%\(\w+\)s|<[^>]+>", " ", text.lower())))


def test_english_pages_hold_no_indonesian() -> None:
    data = f"{LONG_NAME} budi siti aminah keripik tempe perkumpulan wirausaha bersama pusat kewirausahaan timur dalam nomor tebet"
    named = _words(data) | {word for ref in refs().values() for word in _words(f"{ref.name} {ref.city_name}")}
    # Editions are laws: their titles stay in the language of the law.
    wrong = indonesian_words() - named - _words("jakpreneur layanan dipilih sendiri pendamping kecamatan kelurahan")
    left = {name: sorted(_read_words(answer) & wrong) for name, answer in pages("en").items()}
    assert {name: words for name, words in left.items() if words} == {}
    assert len(_read_words(Client().get("/")) & wrong) > 20, "the same look at an Indonesian page finds its words"


def _read_words(answer: Answer) -> set[str]:
    page = tree(answer)
    for other in page.cssselect("style, [lang=id], option"):
        other.text = ""
    return _words(" ".join(page.text_content().split()))


def _opened(browser: Browser, body: bytes) -> Page:
    page = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID").new_page()

    def answer(route: Route) -> None:
        assert urlsplit(route.request.url).path == "/page", "a page loads nothing else"
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(f"{HOST}/page")
    return page


SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, select, input, textarea')]
  .filter(e => !e.matches('.skip, [type=hidden]') && e.offsetParent)
  .filter(e => !(e.matches('a') && getComputedStyle(e).display === 'inline'))
  .map(e => [(e.matches('[type=checkbox], [type=radio]') ? e.closest('label') : e), e])
  .filter(([box]) => box.getBoundingClientRect().height < 43.5)
  .map(([, e]) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 30)}`)"""


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")
def test_axe_finds_nothing_and_pages_fit() -> None:
    # All pages are made before the browser starts: its event loop would keep Django from the database.
    bodies = {name: cast(bytes, answer.content) for name, answer in pages("id").items()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        wrong = [line for name, body in bodies.items() for line in _faults(browser, name, body)]
        browser.close()
    assert wrong == []


def _faults(browser: Browser, name: str, body: bytes) -> Iterator[str]:
    page = _opened(browser, body)
    for scheme, rules in (("light", {"type": "tag", "values": TAGS}), ("dark", {"type": "rule", "values": ["color-contrast"]})):
        page.emulate_media(color_scheme=cast(Any, scheme))
        result = Axe().run(page, options={"runOnly": rules})
        if result.violations_count:
            yield f"{name} {scheme}: {result.generate_report()}"
    # 320 pixels are a screen of 640 at 200 %.
    page.set_viewport_size({"width": 320, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 320:
        yield f"{name}: {wide} pixels wide"
    for target in page.evaluate(SMALL_TARGETS):
        yield f"{name}: too small for a thumb: {target}"
    page.context.close()
