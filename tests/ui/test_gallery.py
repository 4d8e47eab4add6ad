"""The gallery shows everything, in both languages, and only where it is switched on."""

import gzip
import logging
import re
from pathlib import Path

import pytest
from django.test import Client
from lxml import html
from pytest_django.fixtures import Settings

from okoce.ui import catalogues, csp, presentation, styles

TEMPLATES = Path(styles.__file__).parent / "templates"
COMPONENTS = sorted(path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "ui" / "components").glob("*.html"))
CITIZEN = ["/galeri/", *(f"/galeri/galat/{name}/" for name in ("400", "403", "404", "500", "csrf", "luring"))]
PAGES = [*CITIZEN, "/galeri/meja/", "/galeri/meja/?halaman=2", "/galeri/cetak/"]


def get(url: str, language: str = "id") -> str:
    response = Client(headers={"accept-language": language}).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_every_component_is_on_the_gallery() -> None:
    presentation.stairs_svg.cache_clear()
    shown = {template.name for url in PAGES for template in Client().get(url).templates}
    assert [name for name in COMPONENTS if name not in shown] == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_says_what_it_is_and_takes(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    header = re.search(r"\{#(.*?)#\}|\{% comment %\}(.*?)\{% endcomment %\}", source, re.S)
    assert header is not None
    assert "Takes:" in (header[1] or header[2])
    assert "|safe" not in source
    assert "autoescape off" not in source


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_pages_are_whole(url: str, language: str) -> None:
    catalogues.compile_all()
    page = get(url, language)
    root = html.document_fromstring(page)
    assert "[unknown" not in page
    assert "{%" not in page
    assert "{{" not in page
    assert root.get("lang") == language
    assert len(root.cssselect("h1")) == 1
    assert root.cssselect("meta[name=viewport]")
    assert not re.search(r"\s(style|on[a-z]+)=", page), "the Content-Security-Policy would drop it"
    ids = [item.get("id") for item in root.iter() if isinstance(item.tag, str) and item.get("id")]
    assert len(ids) == len(set(ids))
    addresses = [item.get("src") or item.get("href") for item in root.iter() if isinstance(item.tag, str)]
    assert not [address for address in addresses if address and re.match(r"(https?:)?//", address)]


def test_english_pages_have_no_indonesian_left() -> None:
    page = get("/galeri/", "en")
    assert "3 of 7 stages done" in page
    assert "Rp1,250,000 · Rp1.2 million · 12.5% · 200,000" in page
    assert "data as of 22 January 2018 at 14:30" in page
    assert "belum" not in page.lower()


@pytest.mark.parametrize("url", CITIZEN)
def test_citizen_pages_have_no_script_and_fit_the_first_flight(url: str) -> None:
    page = get(url)
    assert "<script" not in page
    assert '<link rel="stylesheet"' not in page
    # The gallery is many pages in one; a page of its own stays far below.
    assert len(gzip.compress(page.encode(), 6)) <= 14 * 1024


def test_the_policy_allows_exactly_the_style_on_the_page() -> None:
    (style,) = html.document_fromstring(get("/galeri/")).cssselect("style")
    assert csp.style_hashes() == [styles.sha256_source(style.text)]


@pytest.mark.parametrize("url", PAGES)
def test_gallery_is_closed_where_it_is_switched_off(url: str, settings: Settings) -> None:
    settings.OKOCE_GALLERY = False
    assert Client().get(url).status_code == 404


def test_language_is_chosen_by_a_plain_link() -> None:
    client = Client()
    page = html.document_fromstring(client.get("/galeri/").content.decode())
    (link,) = page.cssselect("a[hreflang=en]")
    answer = client.get(link.get("href"))
    assert (answer.status_code, answer["Location"]) == (302, "/galeri/")
    assert 'lang="en"' in client.get("/galeri/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_language_link_leads_nowhere_else(back: str) -> None:
    answer = Client().get("/bahasa/en/", {"kembali": back})
    assert answer["Location"] in ("/", "")
    assert answer["Location"] == "/"


def test_an_unknown_language_does_not_exist() -> None:
    assert Client().get("/bahasa/xx/").status_code == 404


def test_errors_carry_a_reference_that_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "okoce.ui.errors"):
        missing = Client().get("/tidak-ada/3174054106820001/")
        client = Client(raise_request_exception=False)
        broken = client.get("/rusak/")
        forged = Client(enforce_csrf_checks=True).post("/galeri/")
    assert [answer.status_code for answer in (missing, broken, forged)] == [404, 500, 403]
    for answer in (missing, broken, forged):
        (reference,) = re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", answer.content.decode())
        assert reference in caplog.text
    ours = [record.getMessage() for record in caplog.records if record.name == "okoce.ui.errors"]
    assert not [line for line in ours if "3174054106820001" in line], "a path may name a person"
