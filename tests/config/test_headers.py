"""Every answer carries the headers that protect whoever reads it, and no page needs an exception from them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from okoce.ui.csp import style_hashes
from tests.access.objects import OWN, sides_of
from tests.access.requests import METHODS, ask
from tests.access.routes import all_routes
from tests.world import World

ROUTES = all_routes()
WANTED = {
    "Content-Security-Policy": r"default-src 'none'.*frame-ancestors 'none'|frame-ancestors 'none'.*default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": r"camera=\(\).*publickey-credentials-get=\(self\)",
    "Referrer-Policy": "same-origin|no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": ".+",
}
VISITORS = ("anonymous", "member", "kecamatan", "evaluator", "administrator")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:|<(?:iframe|object|embed|base)\b", re.IGNORECASE
)


def lacking(headers: Mapping[str, str], wanted: Mapping[str, str] = WANTED) -> list[str]:
    return [name for name, value in wanted.items() if not re.search(value, headers.get(name, ""), re.DOTALL)]


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_route_and_method(world: World, visitor: str) -> None:
    """Whatever the answer is: a page, a refusal, a redirect, a method that is not there."""
    problems = []
    for name, route in ROUTES.items():
        for method in (*METHODS, "HEAD", "OPTIONS", "DELETE"):
            for side in sides_of(route, method) if method in METHODS else (OWN,):
                response = ask(world, visitor, route, method, side).response
                problems += [f"{method} {name} {side}: {header}" for header in lacking(response.headers)]
                if visitor != "anonymous" and "private" not in response.headers["Cache-Control"]:
                    problems.append(f"{method} {name}: {response.headers['Cache-Control']}")
    assert problems == []


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_page_needs_inline_style_or_script(world: World, visitor: str) -> None:
    problems = []
    for name, route in ROUTES.items():
        response = ask(world, visitor, route, "GET", OWN).response
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        text = response.content.decode()
        problems += [f"{name}: {found.group()}" for found in INLINE.finditer(text)]
        problems += [f"{name}: a second style sheet" for _more in re.findall(r"<style", text)[1:]]
    assert problems == []


def test_the_policy_lets_nothing_inline_through() -> None:
    directives: dict[str, list[str]] = project.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    words = {word for values in directives.values() for word in values}
    assert not words & {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "https:", "http:"}
    assert directives["script-src"] == ["'self'"]
    assert directives["style-src"] == ["'self'", *style_hashes()]


def _answers(client: Client) -> Iterator[tuple[int, Mapping[str, str]]]:
    """One answer of each kind that no view of ours gives."""
    for answer in (
        client.get("/masuk/", HTTP_HOST="jahat.example"),
        client.post("/keluar/"),
        client.get("/tidak-ada/"),
        client.get("/rusak/"),
        client.get("/masuk"),
    ):
        yield answer.status_code, answer.headers


def test_errors_too(db: None, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.config.broken"
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    found = [(status, lacking(headers)) for status, headers in _answers(client)]
    assert found == [(400, []), (403, []), (404, []), (500, []), (301, [])]


def test_files_and_their_absence(db: None, settings: Settings) -> None:
    settings.MIDDLEWARE = [*project.MIDDLEWARE[:5], "whitenoise.middleware.WhiteNoiseMiddleware", *project.MIDDLEWARE[5:]]
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    client = Client()
    client.cookies[project.SESSION_COOKIE_NAME] = "x"
    for path, status in (("/static/ui/desk.css", 200), ("/static/accounts/passkey.js", 200), ("/static/tidak-ada.js", 404)):
        answer = client.get(path)
        assert (path, answer.status_code, lacking(answer.headers)) == (path, status, [])
        if status == 200:
            assert "no-store" not in answer.headers["Cache-Control"], "files of the project may be kept"
            assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # read to its end, so that the file is closed
        answer.close()


def test_over_https_browsers_are_told_to_stay_there(db: None, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True, 31_536_000, True
    plain = Client().get("/masuk/")
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/masuk/")
    assert lacking(plain.headers) == []
    secure = Client().get("/masuk/", secure=True)
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert lacking(secure.headers) == []


def test_a_page_of_somebody_signed_in_is_kept_nowhere(world: World) -> None:
    for visitor, page in (("member", "/saya/"), ("kecamatan", "/meja/"), ("administrator", "/akun/")):
        kept = world.client(visitor).get(page).headers["Cache-Control"]
        assert {"private", "no-store"} <= {word.strip() for word in kept.split(",")}, page


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_deployment_checks_find_nothing_to_warn_of(tmp_path: Path, proxies: str) -> None:
    """``manage check --deploy`` under the settings of production, its warnings being errors."""
    (tmp_path / "django.key").write_text("".join(f"{number:x}kunci" for number in range(40)))
    names = {"OKOCE_HTTPS": "1", "OKOCE_PROXIES": proxies, "OKOCE_HOSTS": "okoce.example", "OKOCE_SECRETS_DIR": str(tmp_path)}
    environment = {**{name: value for name, value in os.environ.items() if not name.startswith("OKOCE_")}, **names}
    environment["PYTHONPATH"] = "src"
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level=WARNING", "--settings=okoce.config.settings"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
