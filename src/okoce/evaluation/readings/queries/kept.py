"""Which editions the warehouse keeps readings of."""

from django.utils import timezone

from okoce.core.fortnights import Fortnight, jakarta_date
from okoce.evaluation.readings.rules.plan import version_of
from okoce.progression.queries import Edition, approved_editions


def editions_kept() -> tuple[Edition, ...]:
    """The approved ones with the thresholds of today and of the last day of the fortnight that waits to be frozen, each once."""
    today = jakarta_date(timezone.now())
    days = (today, Fortnight.of(today).next(-1).last_day)
    return tuple({version_of(item): item for day in days for item in approved_editions(day)}.values())
