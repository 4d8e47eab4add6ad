"""The programme's native period: 14 days, number 0 starts on Monday 1 January 2018, dates in Asia/Jakarta."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")
EPOCH = date(2018, 1, 1)
LENGTH = timedelta(days=14)


@dataclass(frozen=True, slots=True, order=True)
class Fortnight:
    """A fortnight by its number; may be negative before the epoch."""

    number: int

    @classmethod
    def of(cls, day: date) -> "Fortnight":
        return cls((day - EPOCH).days // LENGTH.days)

    @property
    def first_day(self) -> date:
        return EPOCH + self.number * LENGTH

    @property
    def last_day(self) -> date:
        return self.first_day + LENGTH - timedelta(days=1)

    @property
    def cut_off(self) -> datetime:
        """First instant (UTC) that no longer belongs to the fortnight: the end of its last day in Asia/Jakarta."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), JAKARTA).astimezone(UTC)

    def next(self, steps: int = 1) -> "Fortnight":
        return Fortnight(self.number + steps)

    def contains(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def jakarta_date(instant: datetime) -> date:
    """The calendar day in Asia/Jakarta on which an aware instant falls."""
    return instant.astimezone(JAKARTA).date()
