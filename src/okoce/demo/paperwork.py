"""What made-up lives have to do with permits: applications, permits that end, reports that wait for an officer. Pure."""

from datetime import date, timedelta
from random import Random
from typing import Protocol

SELF = 0
OFFICES = {"nib": "oss", "sku": "kelurahan", "pirt": "oss", "halal": "bpjph", "slhs": "health", "brand": "djki"}
USUAL_WAIT = {"nib": 2, "sku": 3, "pirt": 12, "halal": 30, "slhs": 15, "brand": 90}
"""Days that an application usually takes in the demonstration: invented."""


class Course(Protocol):
    """What this module needs of :class:`okoce.demo.courses.Course`."""

    today: date
    chance: Random

    def add(
        self,
        kind: str,
        day: date,
        measures: dict[str, object] | None = None,
        details: dict[str, str] | None = None,
        grade: int = 1,
        channel: str = "counter",
    ) -> None: ...

    def between(self, first: date, last: date) -> date: ...


def number_of(licence: str, chance: Random, year: int) -> str:
    """A number of the right shape that says of itself that it is an example."""
    digits = chance.randrange(10**12, 10**13)
    if licence == "pirt":
        return f"CONTOH P-IRT 2063171{digits % 10**6:06}-{year % 100:02}"
    return f"CONTOH {digits}"


def applied_for(course: Course, licence: str, since: date, on: date) -> None:
    """The application before a permit, where somebody wrote it down."""
    chance = course.chance
    if chance.random() < 0.45:
        waited = timedelta(days=int(chance.expovariate(1 / USUAL_WAIT[licence])))
        course.add("licence.applied", max(since, on - waited), {"licence": licence, "office": OFFICES[licence]})


def waiting(course: Course, since: date) -> None:
    """An application that no office has answered yet; some for too long, some refused."""
    chance, last = course.chance, course.today - timedelta(days=1)
    if chance.random() >= 0.35:
        return
    licence = chance.choice(("nib", "pirt", "halal", "slhs"))
    day = course.between(max(since, last - timedelta(days=200)), last)
    course.add("licence.applied", day, {"licence": licence, "office": OFFICES[licence]}, grade=SELF)
    if chance.random() < 0.3:
        measures: dict[str, object] = {"licence": licence, "reason": chance.choice(("papers", "green_zone")), "outcome": "refused"}
        course.add("licence.declined", course.between(day, last), measures)


def ending_soon(course: Course, on: date) -> None:
    """A permit that ends around today: reminders, lists and calendars have something to say."""
    chance = course.chance
    if chance.random() >= 0.06:
        return
    licence = chance.choice(("pirt", "slhs"))
    until = course.today + timedelta(days=chance.choice((-20, 3, 6, 20, 29, 45, 80, 120)))
    issued = max(on, until - timedelta(days=365 * (5 if licence == "pirt" else 1)))
    measures: dict[str, object] = {"licence": licence, "valid_until": until}
    course.add("licence.issued", min(issued, until), measures, {"number": number_of(licence, chance, until.year)})


def told_lately(course: Course, on: date) -> None:
    """A permit that somebody only told of, lately: it waits for an officer."""
    chance, last = course.chance, course.today - timedelta(days=1)
    if chance.random() < 0.07:
        day = course.between(max(on, last - timedelta(days=40)), last)
        course.add("licence.issued", day, {"licence": "halal"}, {"number": f"CONTOH ID{chance.randrange(10**10):010}"}, SELF)
