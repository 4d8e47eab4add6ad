"""Pages of the licence roadmap: server time, bytes of the first view, accessibility in a real browser."""

import gzip
import json
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import Measured
from bench.stack import Stack, stack

CHROMIUM = Path("/usr/bin/chromium")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FULL = "class=2025:10794&place=home&zone=green&capital=upto_1bn&product=dry&inputs=simple"
VISITOR = (
    "/izin/",
    "/izin/?cari=keripik+singkong",
    "/izin/tanya/?class=2025:10794",
    f"/izin/peta/?{FULL}",
    f"/izin/peta/nib/?{FULL}",
    f"/izin/peta/spp_irt/?{FULL}",
    f"/izin/harapan/?{FULL}&izin=bpom_md",
    f"/izin/simpan/?{FULL}",
)

TIMES = """
import json, time, django; django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
from django.test import Client
from okoce.accounts.models import User
from okoce.members.models import Business
from okoce.stages.p4_licensing.models import RoadmapDecision
made = RoadmapDecision.objects.order_by("decided_at").first()
person = Business.objects.get(id=made.business_id).person
member = Client()
member.force_login(User.objects.get(phone_hash=person.phone_hash))
session = member.session; session["person_id"] = str(person.pk); session.save()
def times(client, url):
    assert client.get(url).status_code == 200, url
    found = []
    for _round in range(ROUNDS):
        start = time.perf_counter(); client.get(url); found.append((time.perf_counter() - start) * 1000)
    return sorted(found)
pages = {name: member.get(url).content.decode() for name, url in MEMBER.items()}
print(json.dumps({
    "times": {"member": times(member, "/izin/saya/"), "visitor": times(Client(), VISITOR)},
    "pages": pages,
}))
"""
MEMBER = {
    "roadmap": "/izin/saya/",
    "question": "/izin/saya/tanya/place/",
    "task": "/izin/saya/tugas/nib/",
    "edit": "/izin/saya/berkas/isi/",
}


def measure(quick: bool) -> Iterator[Measured]:
    with stack(demo=True) as programme:
        programme.manage("load_demo", "--members", "500")
        code = TIMES.replace("ROUNDS", "30" if quick else "200").replace("MEMBER", repr(MEMBER))
        found = json.loads(programme.python(code.replace("VISITOR", repr(f"/izin/peta/?{FULL}"))).splitlines()[-1])
        every = sorted(found["times"]["member"] + found["times"]["visitor"])
        medians = {whose: statistics.median(times) for whose, times in found["times"].items()}
        beside = ", ".join(f"median of a {whose} {median:.1f} ms" for whose, median in medians.items())
        yield Measured("p4.pages.time", round(every[int(len(every) * 0.95)], 1), beside)
        sizes = {name: len(gzip.compress(text.encode(), 6)) for name, text in found["pages"].items()}
        programme.start_web()
        with sync_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
            yield from _visited(programme, browser, sizes)
            browser.close()


def _visited(programme: Stack, browser: Browser, sizes: dict[str, int]) -> Iterator[Measured]:
    violations: dict[str, list[str]] = {}
    context = browser.new_context(base_url=programme.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for path in VISITOR:
        page.goto(path)
        broken = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        if broken:
            violations[path] = [item["id"] for item in broken]
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            violations.setdefault(path, []).append("wider than the screen")
        sizes[path] = _first_view(page, path)
    context.close()
    largest = max(sizes, key=lambda path: sizes[path])
    yield Measured("p4.pages.size", round(sizes[largest] / 1024, 1), f"{largest}, of {len(sizes)} pages; styles inlined, no script")
    yield Measured("p4.pages.axe", sum(map(len, violations.values())), f"{len(VISITOR)} pages at 360 px {violations or ''}")


def _first_view(page: Page, path: str) -> int:
    """Compressed bytes of the page; nothing else may be loaded beside it."""
    content = page.context.request.get(path).body()
    if re.search(rb"<script|<link[^>]+stylesheet|<img", content):
        raise AssertionError(f"{path} loads more than itself")
    return len(gzip.compress(content, 6))
