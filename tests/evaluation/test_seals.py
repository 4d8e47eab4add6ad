"""The public page of seals: heads for everybody, the daily file, and the verifier to take along."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client

from okoce.evaluation.rounds.services import freeze
from okoce.facts.models import Batch
from okoce.facts.queries import day_heads, parse_heads
from okoce.facts.rules import verify_facts
from tests.evaluation.building import EVALUATOR, ended, seal_here, someone

pytestmark = pytest.mark.django_db
PAGE = "/angka/segel/"


def test_without_a_seal_the_page_says_so(client: Client) -> None:
    assert "Belum ada fakta yang disegel." in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}harian.txt").content == b""


def test_the_page_shows_the_newest_head_days_and_packs(client: Client) -> None:
    someone(1, ended().first_day)
    newest = seal_here()
    pack = freeze(by=EVALUATOR, fortnight=ended())
    old = bytes(range(32))
    Batch.objects.create(
        number=0, first=0, last=0, sealed_at=newest.sealed_at - timedelta(days=3), root=old, head=old
    )  # what was sealed some days ago
    page = client.get(PAGE).content.decode()
    for text in (newest.head.hex(), old.hex(), bytes(pack.head).hex()):
        assert f"<code>{text}</code>" in page
    assert sha256(Path(verify_facts.__file__).read_bytes()).hexdigest() in page
    assert b"<script" not in client.get(PAGE).content
    text = client.get(f"{PAGE}harian.txt").content.decode()
    assert tuple(parse_heads(text)) == day_heads()
    assert old.hex() in text


def test_the_public_figures_name_position_and_head(client: Client) -> None:
    someone(1, ended().first_day)
    sealed = seal_here()
    freeze(by=EVALUATOR, fortnight=ended())
    page = client.get("/angka/").content.decode()
    assert f"<code>{sealed.head.hex()}</code>" in page
    assert f"sampai ke-{sealed.position}" in page
    assert f'href="{PAGE}"' in page


def test_the_verifier_that_is_offered_is_the_one_that_is_tested(client: Client) -> None:
    answer = client.get(f"{PAGE}verify_facts.py")
    assert answer.content == Path(verify_facts.__file__).read_bytes()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="verify_facts.py"'
