"""Short words for what these tests do again and again."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from lxml import html

from okoce.audit.models import Opening
from okoce.core.ids import new_id
from okoce.members.models import Enrolment
from okoce.members.queries import Member
from tests.world import make_member, record, today


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def enrolled_ago(n: int, days: int, **changes: Any) -> Member:
    """The n-th person, enrolled so many days ago."""
    return make_member(n, started_on=ago(days), **changes)


def ended(member: Member, days: int) -> Member:
    """She left so many days ago."""
    Enrolment.objects.filter(person_id=member.person_id).update(ended_on=ago(days), end_reason="withdrew")
    return record(member.person_id)


def openings(person_id: UUID) -> list[tuple[str, str]]:
    """Surface and reason of each opening of a record."""
    return list(Opening.objects.filter(person_id=person_id).order_by("opened_at", "id").values_list("surface", "reason"))


def page(response: Any) -> Any:
    """A response as a tree."""
    return html.fromstring(response.content.decode())


def text_of(response: Any) -> str:
    """All words of a page, single-spaced."""
    return " ".join(page(response).cssselect("body")[0].text_content().split())


def errors_of(response: Any, field: str) -> list[str]:
    """The errors that stand beside a field, tied to it by its id."""
    return [node.text_content().strip() for node in page(response).cssselect(f"#id_{field}_error .error")]


def names_on(response: Any) -> list[str]:
    return [link.text_content() for link in page(response).cssselect(".rowlink")]


def fact_url(person_id: UUID, kind: str = "") -> str:
    return reverse("desk:record_fact", args=[person_id]) + (f"?kind={kind}" if kind else "")


def training(**changes: str) -> dict[str, str]:
    """A filled form of a training attended."""
    filled = {
        "id": str(new_id()),
        "occurred_on": today().isoformat(),
        "ukuran_skill": "hard",
        "ukuran_hours": "6",
        "rincian_evidence": "DH-0071",
        "grade": "1",
    }
    return {**filled, **changes}


def post_fact(client: Client, person_id: UUID, kind: str, filled: dict[str, str]) -> Any:
    return client.post(fact_url(person_id, kind), filled)
