"""A whole programme for the journeys: its own database, web server and worker, with a small synthetic programme inside."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bench.stack import Stack, stack

CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
PHONE_SCREEN = {"width": 360, "height": 740}
DESK_SCREEN = {"width": 1280, "height": 860}


@dataclass
class Visit:
    """A programme and a browser to visit it with."""

    programme: Stack
    browser: Browser
    password: str

    def page(self, *, desk: bool = False) -> Page:
        """A page of a new visitor; a citizen's phone runs no JavaScript."""
        context = self.browser.new_context(
            viewport=DESK_SCREEN if desk else PHONE_SCREEN,  # type: ignore[arg-type]  # a TypedDict with these keys
            locale="id-ID",
            java_script_enabled=desk,
            base_url=self.programme.url,
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    def staff(self, username: str) -> Page:
        """A page of somebody of the staff, signed in."""
        page = self.page(desk=True)
        page.goto("/masuk/petugas/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", self.password)
        page.click("main form button")
        page.wait_for_url(lambda url: "/masuk/" not in url)
        return page

    def codes(self, phone: str) -> list[str]:
        """The one-time codes that were sent to a number (E.164) so far, the newest last."""
        file = self.programme.var / "messages.log"
        lines = file.read_text().splitlines() if file.exists() else []
        return [found[1] for line in lines if line.startswith(phone) and (found := re.search(r"\b(\d{6})\b", line))]

    def code(self, phone: str, *, after: int = 0) -> str:
        """The newest code, once more than so many were sent: the worker sends it a moment after it was asked for."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            codes = self.codes(phone)
            if len(codes) > after:
                return codes[-1]
            time.sleep(0.2)
        raise AssertionError(f"no code arrived for {phone}")


@pytest.fixture(scope="session")
def programme() -> Iterator[Stack]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with stack(demo=True) as running:
        # Until two weeks ago: the last finished fortnight waits for the evaluator to freeze it.
        last_day = datetime.now(UTC).date() - timedelta(days=14)
        running.manage("load_demo", "--members", "500", "--today", last_day.isoformat())
        running.start_web()
        running.start_worker()
        yield running


@pytest.fixture
def visit(programme: Stack) -> Iterator[Visit]:
    """A browser of this test alone: one that lives on keeps an event loop, beside which Django's tests refuse to run."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield Visit(programme, browser, (programme.var / "demo-password").read_text().strip())
        browser.close()
