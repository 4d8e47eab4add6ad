"""Pages: server time and queries of a member's home, size of citizen pages, accessibility in a real browser."""

import gzip
import json
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.figures import Measured
from bench.stack import Stack, stack

CHROMIUM = Path("/usr/bin/chromium")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HOUSEHOLD, HOUSEHOLD_E164 = "0899000999999", "+62899000999999"
PUBLIC = ("/", "/daftar/", "/resi/", "/klaim-nik/", "/komunitas/", "/komunitas/periksa/", "/pusat/", "/angka/", "/masuk/")
MEMBER = ("/saya/", "/saya/catatan/", "/saya/izin/", "/saya/dibuka/", "/saya/komunitas/")
STAFF = {"kecamatan": ("/meja/", "/meja/anggota/", "/meja/loket/"), "komunitas": ("/meja/komunitas/",), "penilai": ("/evaluasi/",)}

HOME = """
import datetime, json, time, django; django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from okoce.accounts.models import User
from okoce.facts.queries import live_facts
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append
from okoce.members.models import Enrolment, Person
from collections import Counter
counts = Counter(fact.person_id for fact in live_facts())
person = max(counts, key=counts.get)
def visit(person):
    client = Client()
    client.force_login(User.objects.get(phone_hash=Person.objects.get(id=person).phone_hash))
    session = client.session; session["person_id"] = str(person); session.save()
    assert client.get("/saya/").status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get("/saya/")
    asked = len(queries)
    times = []
    for _time in range(ROUNDS):
        start = time.perf_counter(); client.get("/saya/"); times.append((time.perf_counter() - start) * 1000)
    return {"facts": counts[person], "queries": asked, "times": times}
before = visit(person)
append(by=None, drafts=[
    FactDraft(kind="market.stall_day", person_id=person, enrolment_id=Enrolment.objects.get(person=person, ended_on=None).id,
        occurred_on=datetime.date.today(), place_id="31.74.01.1001", channel=Channel.COUNTER, grade=Grade.CONFIRMED,
        measures={"sales": 50_000}, details={"event": "bazar"})
    for _number in range(30)
])
counts[person] += 30
print(json.dumps([before, visit(person)]))
"""


def measure(quick: bool) -> Iterator[Measured]:
    with stack(demo=True) as programme:
        programme.manage("load_demo", "--members", "500")
        yield from _home(programme, quick)
        programme.start_web()
        programme.start_worker()
        with sync_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
            yield from _pages(programme, browser)
            browser.close()


def _home(programme: Stack, quick: bool) -> Iterator[Measured]:
    few, many = json.loads(programme.python(HOME.replace("ROUNDS", "30" if quick else "200")).splitlines()[-1])
    times = sorted(few["times"] + many["times"])
    p95, median = times[int(len(times) * 0.95)], statistics.median(times)
    yield Measured("core.home.time", round(p95, 1), f"median {median:.1f} ms; {few['facts']} and {many['facts']} facts")
    if not few["queries"]:
        raise AssertionError("no query was counted")
    more = abs(many["queries"] - few["queries"])
    yield Measured("core.home.queries", more, f"{few['queries']} with {few['facts']} facts, {many['queries']} with {many['facts']}")


def _pages(programme: Stack, browser: Browser) -> Iterator[Measured]:
    sizes: dict[str, int] = {}
    violations: dict[str, list[str]] = {}
    visits = 0
    for context, paths, is_citizen in _visitors(programme, browser):
        page = context.new_page()
        for path in paths:
            page.goto(path)
            found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
            if found:
                violations[path] = [item["id"] for item in found]
            if is_citizen:
                sizes[path] = _first_view(page, path)
            visits += 1
        context.close()
    largest = max(sizes, key=lambda path: sizes[path])
    yield Measured(
        "core.citizen.size", round(sizes[largest] / 1024, 1), f"{largest}, of {len(sizes)} pages; styles inlined, no script"
    )
    total = sum(len(found) for found in violations.values())
    yield Measured(
        "core.axe.violations", total, f"{visits} pages of visitor, member, officer, community, evaluator {violations or ''}"
    )


def _first_view(page: Page, path: str) -> int:
    """Compressed bytes of the page; a script or a sheet beside it would have to be added, and there must be none."""
    content = page.context.request.get(path).body()
    if re.search(rb"<script|<link[^>]+stylesheet|<img", content):
        raise AssertionError(f"{path} loads more than itself")
    return len(gzip.compress(content, 6))


def _visitors(programme: Stack, browser: Browser) -> Iterator[tuple[BrowserContext, tuple[str, ...], bool]]:
    phone = {"width": 360, "height": 740}
    yield browser.new_context(base_url=programme.url, viewport=phone), PUBLIC, True  # type: ignore[arg-type]
    member = browser.new_context(base_url=programme.url, viewport=phone)  # type: ignore[arg-type]
    _sign_in_member(programme, member.new_page())
    yield member, MEMBER, True
    password = (programme.var / "demo-password").read_text().strip()
    for username, paths in STAFF.items():
        context = browser.new_context(base_url=programme.url, viewport={"width": 1280, "height": 860})
        page = context.new_page()
        page.goto("/masuk/petugas/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", password)
        page.click("main form button")
        page.wait_for_url(lambda url: "/masuk/" not in url)
        yield context, paths, False


def _sign_in_member(programme: Stack, page: Page) -> None:
    page.goto("/masuk/")
    page.fill("[name=phone]", HOUSEHOLD)
    page.click("main form button")
    file = programme.var / "messages.log"
    for _look in range(100):
        lines = [line for line in file.read_text().splitlines() if line.startswith(HOUSEHOLD_E164)] if file.exists() else []
        if lines:
            break
        page.wait_for_timeout(200)
    code = re.findall(r"\b(\d{6})\b", lines[-1])[-1]
    page.fill("[name=code]", code)
    page.click("main form button")
    page.locator("main form button").first.click()  # she picks herself
