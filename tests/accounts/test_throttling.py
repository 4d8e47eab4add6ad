"""Limits that all processes share."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from okoce.accounts import services
from okoce.accounts.models import Throttle
from okoce.accounts.web.requests import client_address

WINDOW = timedelta(minutes=10)


def _shift(by: timedelta) -> None:
    """Let time pass: what was done is longer ago."""
    for row in Throttle.objects.all():
        row.hits = [hit - by for hit in row.hits]
        row.save()


def test_as_many_as_allowed(db: None) -> None:
    answers = [services.throttle("a", 3, WINDOW) for _ in range(5)]
    assert [answer.allowed for answer in answers] == [True, True, True, False, False]
    assert services.throttle("b", 3, WINDOW), "another key has tries of its own"


def test_it_says_when_to_come_back_and_keeps_its_word(db: None) -> None:
    before = timezone.now()
    services.throttle("a", 2, WINDOW)
    _shift(timedelta(minutes=4))
    services.throttle("a", 2, WINDOW)
    again_at = services.throttle("a", 2, WINDOW).reasons[0].params["again_at"]
    assert isinstance(again_at, datetime)
    assert timedelta(minutes=5, seconds=59) < again_at - before < timedelta(minutes=6, seconds=5)
    _shift(timedelta(minutes=5, seconds=50))
    assert not services.throttle("a", 2, WINDOW)
    _shift(timedelta(seconds=11))
    assert services.throttle("a", 2, WINDOW)
    assert not services.throttle("a", 2, WINDOW)


def test_no_span_of_the_window_holds_more(db: None) -> None:
    """A count for each window would allow twice the limit around its change."""
    services.throttle("a", 3, WINDOW)
    _shift(timedelta(minutes=9))
    assert [services.throttle("a", 3, WINDOW).allowed for _ in range(3)] == [True, True, False]
    _shift(timedelta(minutes=2))
    assert [services.throttle("a", 3, WINDOW).allowed for _ in range(2)] == [True, False]


def test_a_try_is_one_statement(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(2):
        with django_assert_num_queries(1):
            services.throttle("a", 5, WINDOW)


def test_the_key_is_not_readable(db: None) -> None:
    services.throttle("code-phone:+6281234567890", 5, WINDOW)
    assert b"81234567890" not in bytes(Throttle.objects.get().key_hash)


def test_counting_does_not_wait_for_the_disk(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'accounts_throttle'")
        assert cursor.fetchone() == ("u",)


def test_parallel_tries_do_not_outrun_the_limit(own_database: str) -> None:
    def attempt(_number: int) -> bool:
        try:
            return services.throttle("a", 7, WINDOW).allowed
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(40))) == 7


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "address"),
    [
        (0, "", "203.0.113.9", "203.0.113.9"),
        (0, "198.51.100.1", "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1", "10.0.0.1"),
        (1, "'; DROP", "10.0.0.1", "unknown"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (0, "", "::ffff:203.0.113.9", "203.0.113.9"),
        (0, "", "", "unknown"),
    ],
)
def test_whose_address_counts(settings: Settings, proxies: int, forwarded: str, remote: str, address: str) -> None:
    settings.OKOCE_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)) == address
