"""The heads of the sealed record for everybody: a page, the daily file, and the verifier to take along."""

from hashlib import sha256
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce.accounts.web.access import open_to_all
from okoce.evaluation.rounds import queries
from okoce.facts.queries import day_heads, head
from okoce.facts.rules import verify_facts

SHOWN = 31
"""Days on the page; the file has them all."""


@open_to_all
@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The newest seal, the last one of each day, those of the packs, and how to compare them with an export."""
    days = day_heads()
    values = {
        "newest": head(),
        "days": days[: -SHOWN - 1 : -1],
        "all_days": len(days),
        "packs": [(pack, bytes(pack.head).hex()) for pack in queries.packs()[:SHOWN]],
        "verifier_digest": sha256(_verifier()).hexdigest(),
    }
    return render(request, "rounds/seals.html", values)


@open_to_all
@require_safe
def daily_file(request: HttpRequest) -> HttpResponse:
    """One line a day that has ended: date, batch, position, head. What stands in it never changes."""
    text = "".join(f"{item.line}\n" for item in day_heads())
    return _file(text.encode(), "okoce-segel-harian.txt", "text/plain; charset=utf-8")


@open_to_all
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier as it lies in this installation; it runs without the system."""
    return _file(_verifier(), "verify_facts.py", "text/x-python; charset=utf-8")


def _verifier() -> bytes:
    return Path(verify_facts.__file__).read_bytes()


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
