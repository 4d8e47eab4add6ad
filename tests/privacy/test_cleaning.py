"""The space of emptied rows is freed outside of a transaction."""

from django.utils import timezone

from okoce.privacy import services
from okoce.privacy.models import Erasure
from tests.world import make_member


def test_cleaning_waits_for_what_is_done(own_database: str) -> None:
    """VACUUM runs outside of a transaction; once for all erasures that are done."""
    Erasure.objects.create(person_id=make_member(1).person_id, ordered_at=timezone.now())
    assert services.clean_up() == 0
    Erasure.objects.update(done_at=timezone.now())
    assert (services.clean_up(), services.clean_up()) == (1, 0)
