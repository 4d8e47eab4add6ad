"""Passkeys in a real browser with a virtual authenticator: made, used, refused where they are old or of another site."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from playwright.sync_api import CDPSession, Page, Route, sync_playwright

from okoce.accounts import services
from okoce.accounts.models import SecondFactor, User
from okoce.accounts.queries import actor_of, recovery_codes_left
from okoce.audit.queries import changes_of
from tests.accounts.people import PASSWORD, administrator, officer
from tests.accounts.test_browser import CHROMIUM, TYPES

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")]
HOST = "http://localhost"
SETUP, SECOND = "/akun/kedua/kunci/", "/masuk/petugas/kedua/"
HERE = {"username": "ratna", "password": PASSWORD}


@dataclass
class Served:
    """Django's pages for a browser: each request is answered in a thread of its own, because a browser keeps an event loop here."""

    client: Client = field(default_factory=Client)

    def answer(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            assert isinstance(found, str), path
            route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
            return
        with ThreadPoolExecutor(1) as pool:
            response = pool.submit(self._ask, request.method, request.url, request.post_data_buffer).result()
        headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        route.fulfill(status=response.status_code, headers=headers, body=response.content)

    def _ask(self, method: str, url: str, body: bytes | None) -> Any:
        try:
            content = "application/x-www-form-urlencoded"
            response = self.client.generic(method, urlsplit(url).path, body or b"", content, headers={"host": "localhost"})
            while response.status_code == 302:
                response = self.client.get(response.headers["Location"], headers={"host": "localhost"})
            return response
        finally:
            connections.close_all()


@dataclass
class Browser:
    """A page with a device that answers for passkeys."""

    page: Page
    device: CDPSession
    served: Served

    def open(self, path: str) -> None:
        self.page.goto(HOST + path)

    def press(self) -> str:
        """Ask the device; the heading of the page that follows."""
        with self.page.expect_navigation():
            self.page.click("[data-passkey] button[type=button]")
        return self.page.inner_text("h1")


@pytest.fixture
def browser(own_database: str) -> Iterator[Browser]:
    officer(administrator())
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
        device.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
        served = Served()
        page.route("**/*", served.answer)
        yield Browser(page, device, served)
        chromium.close()


def _in_thread(work: Any) -> Any:
    """Whatever touches the database while the browser lives."""

    def done() -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


def _sign_in(browser: Browser) -> None:
    _in_thread(lambda: browser.served.client.post("/masuk/petugas/", HERE, headers={"host": "localhost"}))


def _made(browser: Browser) -> None:
    _sign_in(browser)
    browser.open(SETUP)
    browser.page.fill("[name=name]", "HP kantor")
    assert browser.press() == "Kode cadangan Anda"


def test_a_passkey_is_made_and_signs_in(browser: Browser) -> None:
    errors: list[str] = []
    browser.page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    _made(browser)
    assert browser.page.locator(".codes li").count() == 10
    user = _in_thread(lambda: User.objects.get(username="ratna"))
    factor = _in_thread(SecondFactor.objects.get)
    assert (factor.kind, factor.name, factor.user_id, factor.used_at) == ("passkey", "HP kantor", user.id, None)
    assert _in_thread(lambda: recovery_codes_left(user.id)) == 10
    assert _in_thread(lambda: changes_of("account", user.id)[0].verb) == "account.factor_added"
    browser.open("/akun/")
    assert "HP kantor" in browser.page.inner_text("main")

    browser.served.client.cookies.clear()
    _sign_in(browser)
    browser.open(SECOND)
    assert browser.page.inner_text("h1") == "Langkah kedua"
    assert browser.press() == "Selamat bekerja, Ratna Sari"
    used = _in_thread(SecondFactor.objects.get)
    assert used.used_at is not None
    assert used.sign_count > factor.sign_count
    assert errors == [], "the policy of the pages lets all of it happen"


def test_an_answer_counts_once_for_its_question_its_account_and_its_site(browser: Browser) -> None:
    _made(browser)
    browser.served.client.cookies.clear()
    _sign_in(browser)
    browser.open(SECOND)
    with browser.page.expect_request(lambda request: request.method == "POST") as sent:
        browser.press()
    posted = sent.value.post_data_json
    assert posted is not None
    answer = posted["answer"]
    assert set(json.loads(answer)["response"]) >= {"clientDataJSON", "authenticatorData", "signature"}

    def again(host: str = "localhost", said: str = answer) -> int:
        client = Client()
        client.post("/masuk/petugas/", HERE, headers={"host": host})
        client.get(SECOND, headers={"host": host})
        return client.post(SECOND, {"answer": said}, headers={"host": host}).status_code

    assert _in_thread(again) == 422, "another question was asked"
    assert _in_thread(lambda: again("testserver")) == 422, "another site"
    for broken in ("{}", "[]", "null", "ini bukan JSON", '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'):
        assert _in_thread(lambda said=broken: again(said=said)) == 422, broken


def test_a_copy_of_a_passkey_falls_behind_and_is_refused(browser: Browser) -> None:
    _made(browser)
    _in_thread(lambda: SecondFactor.objects.update(sign_count=10_000))
    browser.served.client.cookies.clear()
    _sign_in(browser)
    browser.open(SECOND)
    assert browser.press() == "Langkah kedua"
    assert "Kunci sandi ini tidak diterima" in browser.page.inner_text("main")


def test_another_persons_passkey_opens_nothing(browser: Browser) -> None:
    _made(browser)
    budi = _in_thread(lambda: officer(actor_of(User.objects.get(username="sari")), "budi"))
    _in_thread(lambda: SecondFactor.objects.update(user_id=budi))
    _sign_in(browser)
    assert _in_thread(lambda: services.ask_for_known(user_id=User.objects.get(username="ratna").id, host="localhost")) is None


def test_one_device_makes_one_passkey_and_a_refusal_is_said_in_words(browser: Browser) -> None:
    _made(browser)
    browser.open(SETUP)
    browser.page.fill("[name=name]", "HP yang sama")
    browser.page.click("[data-passkey] button[type=button]")
    browser.page.wait_for_function("document.querySelector('[data-told]').textContent !== ''")
    assert "Perangkat Anda tidak membuat kunci sandi" in browser.page.inner_text("[data-told]")
    assert _in_thread(SecondFactor.objects.count) == 1
