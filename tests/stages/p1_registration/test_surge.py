"""Sixty-four people press the button at once with one NIK: one member, and nobody is told anything."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from okoce.members.models import Person
from okoce.stages.p1_registration.enums import Outcome
from okoce.stages.p1_registration.models import Registration
from okoce.stages.p1_registration.services import settle_due
from tests.portal.citizen_world import filled
from tests.world import phone

AT_ONCE, SETTLERS = 64, 4


def _submit(n: int) -> int:
    try:
        # Typed with spaces by some, it is still the same NIK.
        return (
            Client().post("/daftar/", filled(phone=phone(n), nik="3174015708900001" if n % 2 else "317401 570890 0001")).status_code
        )
    finally:
        connection.close()


def _settle(_n: int) -> int:
    try:
        settled = 0
        while found := settle_due(7):
            settled += found
        return settled
    finally:
        connection.close()


@pytest.mark.slow
def test_sixty_four_at_once_are_one_member(own_database: str, django_db_blocker: object) -> None:
    with django_db_blocker.unblock(), ThreadPoolExecutor(8) as pool:  # type: ignore[attr-defined]  # pytest-django's own
        assert list(pool.map(_submit, range(AT_ONCE))) == [302] * AT_ONCE
        assert sum(pool.map(_settle, range(SETTLERS))) == AT_ONCE
        outcomes = list(Registration.objects.values_list("outcome", flat=True))
        assert Person.objects.count() == 1
        assert (outcomes.count(Outcome.NEW), outcomes.count(Outcome.EXISTING)) == (1, AT_ONCE - 1)
