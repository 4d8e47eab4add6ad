"""Until when an office has promised to answer."""

from datetime import date, timedelta

SATURDAY = 5
WORKING_DAYS = "working days"


def due_on(submitted_on: date, days: int, unit: str) -> date:
    """The last day of a promise. Working days are Monday to Friday: public holidays are not known here, they would lengthen it."""
    if unit != WORKING_DAYS:
        return submitted_on + timedelta(days=days)
    day, left = submitted_on, days
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day
