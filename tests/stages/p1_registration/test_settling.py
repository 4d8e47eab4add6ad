"""One submission that cannot be settled holds up nobody."""

import logging

import pytest

from okoce.accounts.queries import NOBODY
from okoce.stages.p1_registration.models import Registration
from okoce.stages.p1_registration.services import settle_due, submit
from tests.world import make_submission

pytestmark = pytest.mark.django_db


def test_one_that_cannot_be_opened_waits_and_the_others_are_settled(caplog: pytest.LogCaptureFixture) -> None:
    damaged = submit(by=NOBODY, submission=make_submission(1))
    sound = [submit(by=NOBODY, submission=make_submission(number)) for number in (2, 3)]
    Registration.objects.filter(id=damaged.submission_id).update(sealed_body=b"damaged")

    with caplog.at_level(logging.ERROR):
        settled = settle_due()

    assert settled == 2
    assert str(damaged.submission_id) in caplog.text
    waiting = Registration.objects.filter(outcome="").values_list("id", flat=True)
    assert list(waiting) == [damaged.submission_id]
    assert {row.outcome for row in Registration.objects.filter(id__in=[item.submission_id for item in sound])} == {"new"}
    assert settle_due() == 0
