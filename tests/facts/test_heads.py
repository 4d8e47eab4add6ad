"""The daily file: one line a day that has ended, appended, never rewritten, and a witness against the database."""

import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.facts.models import Batch
from okoce.facts.queries import day_heads, parse_heads
from okoce.facts.services import heads_file, write_day_heads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: object, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def batch(number: int, sealed_at: datetime) -> Batch:
    head = bytes([number]) * 32
    return Batch.objects.create(number=number, first=number, last=number, sealed_at=sealed_at, root=head, head=head)


@pytest.fixture
def three_days() -> list[Batch]:
    """Days end in Jakarta: 16.59 UTC is 23.59 there, 17.00 UTC is the next day."""
    return [
        batch(1, datetime(2026, 1, 5, 3, tzinfo=UTC)),
        batch(2, datetime(2026, 1, 5, 16, 59, tzinfo=UTC)),
        batch(3, datetime(2026, 1, 5, 17, 0, tzinfo=UTC)),
        batch(4, datetime(2026, 1, 8, 3, tzinfo=UTC)),
    ]


def test_a_day_has_the_last_seal_of_its_day_in_jakarta(three_days: list[Batch]) -> None:
    now = datetime(2026, 1, 9, 3, tzinfo=UTC)
    assert [(item.day, item.batch) for item in day_heads(now=now)] == [
        (date(2026, 1, 5), 2),
        (date(2026, 1, 6), 3),
        (date(2026, 1, 8), 4),
    ]
    assert [item.batch for item in day_heads(first=date(2026, 1, 6), now=now)] == [3, 4]


def test_a_day_that_runs_has_no_line(three_days: list[Batch]) -> None:
    assert [item.batch for item in day_heads(now=datetime(2026, 1, 8, 16, 59, tzinfo=UTC))] == [2, 3]
    assert [item.batch for item in day_heads(now=datetime(2026, 1, 8, 17, 0, tzinfo=UTC))] == [2, 3, 4]


def test_nothing_sealed_is_no_line() -> None:
    assert day_heads() == ()
    assert write_day_heads() == 0
    assert heads_file().read_text() == ""


def test_lines_are_appended_once(three_days: list[Batch]) -> None:
    assert write_day_heads() == 3
    first = heads_file().read_text()
    assert first.splitlines()[0] == f"2026-01-05 2 2 {'02' * 32}"
    assert [item.line for item in parse_heads(first)] == first.splitlines()
    assert write_day_heads() == 0
    assert heads_file().read_text() == first
    batch(5, datetime(2026, 1, 10, 3, tzinfo=UTC))
    assert write_day_heads() == 1
    assert heads_file().read_text() == f"{first}2026-01-10 5 5 {'05' * 32}\n"


def test_a_head_that_differs_is_reported_and_the_file_kept(three_days: list[Batch], caplog: pytest.LogCaptureFixture) -> None:
    kept = f"2026-01-06 3 3 {'ff' * 32}\n"
    heads_file().parent.mkdir()
    heads_file().write_text(kept)
    with caplog.at_level(logging.ERROR):
        assert write_day_heads() == 0
    assert "2026-01-06" in caplog.text
    assert heads_file().read_text() == kept


def test_today_is_never_written() -> None:
    batch(1, timezone.now() - timedelta(seconds=1))
    write_day_heads()
    assert all(item.day < jakarta_date(timezone.now()) for item in parse_heads(heads_file().read_text()))
