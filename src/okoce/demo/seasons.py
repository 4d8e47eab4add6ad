"""When people register: campaign weeks many times a usual one, a slow decay, office days, nearly nobody around Lebaran. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import exp, pi, sin

from okoce.core.fortnights import Fortnight

FORTNIGHTS = 52
# Where in the two years a campaign week begins, and how many times a usual week it brings.
CAMPAIGNS = ((0.02, 18.0), (0.27, 10.0), (0.52, 13.0), (0.8, 7.0))
LEBARAN = (
    date(2017, 6, 25), date(2018, 6, 15), date(2019, 6, 5), date(2020, 5, 24), date(2021, 5, 13), date(2022, 5, 2),
    date(2023, 4, 22), date(2024, 4, 10), date(2025, 3, 31), date(2026, 3, 20),
    date(2027, 3, 10), date(2028, 2, 27), date(2029, 2, 15),
)  # fmt: skip
WEEKDAYS = (1.3, 1.2, 1.1, 1.1, 0.9, 0.6, 0.3)


def first_day(today: date) -> date:
    """The first day of the two years that end with a day."""
    return Fortnight.of(today).next(1 - FORTNIGHTS).first_day


def registration_days(count: int, today: date) -> list[date]:
    """The days of ``count`` registrations in order, none later than yesterday: the hours of today are not over."""
    start = first_day(today)
    days = [start + timedelta(days=number) for number in range((today - start).days)]
    upto = list(accumulate(_weight(day, start, today) for day in days))
    return [days[bisect_left(upto, (number + 0.5) / count * upto[-1])] for number in range(count)]


def _weight(day: date, start: date, today: date) -> float:
    since = (day - start).days
    weight = exp(-since / 900) * WEEKDAYS[day.weekday()] * (1 + 0.25 * sin(2 * pi * Fortnight.of(day).number / 6.5))
    weight *= next((times for begins, times in CAMPAIGNS if 0 <= since - int(begins * (today - start).days) < 7), 1.0)
    if _near(day, LEBARAN):
        weight *= 0.12
    if (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2):
        weight *= 0.5
    return weight


def _near(day: date, feasts: Sequence[date]) -> bool:
    return any(-10 <= (day - feast).days <= 7 for feast in feasts)
