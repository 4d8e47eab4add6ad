"""The course of made-up lives in the programme: pure, the same for a seed. Loading replays them through the services.

The shares are those of the stock of 27 October 2021 (P1 284,164; P2 176,891; P3 157,498; P4 148,374; P5 44,456; P6 32,883;
P7 6,159) as ratios of one stage to the one before; 504 of 800 who were invited came (Pasar Minggu, 2018). Sources: docs/data.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from okoce.core.fortnights import Fortnight

PASSED = {
    2: 176_891 / 284_164,
    3: 157_498 / 176_891,
    4: 148_374 / 157_498,
    5: 44_456 / 148_374,
    6: 32_883 / 44_456,
    7: 6_159 / 32_883,
}
NO_SHOW = 1 - 504 / 800
OUTSIDE = 0.12  # 51,346 registered, 45,183 of them of Jakarta (10 September 2018)
FORTNIGHTS = 52
LATE = 0.07
SELF, CONFIRMED, REGISTER = 0, 1, 2


@dataclass(frozen=True)
class Event:
    """One fact of a life: when it happened, when the programme learnt it (``known_on``), and what is later found wrong with it."""

    kind: str
    occurred_on: date
    known_on: date
    measures: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    grade: int = CONFIRMED
    wrong: str = ""  # "", "void" or "amend": corrected in a later fortnight


@dataclass(frozen=True)
class Life:
    """One person from registration on. ``number`` makes her NIK and phone; ``household`` shares a phone with another number."""

    number: int
    woman: bool
    registered_on: date
    household: int | None
    at_counter: bool
    entry_status: str
    referral: str
    consents: frozenset[str]
    outside: bool
    answer: str  # of the community: accepted, declined, waiting, none
    answered_after: int
    events: tuple[Event, ...]
    leaves: str  # reason, or empty
    leaves_on: date | None


def lives(count: int, today: date, seed: int) -> Iterator[Life]:
    """``count`` lives over the two years up to a day, in order of registration."""
    chance = Random(seed)  # noqa: S311 - plausible, not secret
    days = sorted(_registration_day(chance, today) for _number in range(count))
    for number, day in enumerate(days):
        yield _life(number, day, today, chance)


def _registration_day(chance: Random, today: date) -> date:
    """Campaign weeks are many times a usual one; the weeks around Lebaran are nearly empty; interest fades slowly."""
    newest = Fortnight.of(today)
    while True:
        back = min(int(chance.expovariate(1 / 30)), FORTNIGHTS - 1) if chance.random() < 0.35 else chance.randrange(FORTNIGHTS)
        fortnight = newest.next(back - FORTNIGHTS + 1)
        weight = 1.0 if fortnight.number % 13 == 4 else 0.22 if fortnight.number % 13 in (5, 6) else 0.12
        if fortnight.first_day.month in (3, 4) and fortnight.number % 2:
            weight /= 3
        day = fortnight.first_day + timedelta(days=chance.randrange(14))
        if chance.random() < weight and day <= today:
            return day


def _life(number: int, day: date, today: date, chance: Random) -> Life:
    woman = chance.random() < 0.68
    answer = chance.choices(("accepted", "declined", "waiting", "none"), (0.62, 0.12, 0.12, 0.14))[0]
    leaves_on = day + timedelta(days=chance.randrange(60, 500))
    leaves = chance.random() < 0.05 and leaves_on < today
    consents = {"programme"} | {
        purpose for purpose, p in (("contact", 0.9), ("partners", 0.6), ("research", 0.4)) if chance.random() < p
    }
    events = tuple(
        event for event in _events(day, chance) if event.known_on <= today and not (leaves and event.known_on >= leaves_on)
    )
    return Life(
        number=number,
        woman=woman,
        registered_on=day,
        household=number - 1 if number and chance.random() < 0.06 else None,
        at_counter=chance.random() < 0.45,
        entry_status=chance.choices(("none", "trading", "licensed"), (0.48, 0.44, 0.08))[0],
        referral=chance.choices(("self", "kader", "community", "officer", "member", "social_media"), (15, 30, 20, 15, 10, 10))[0],
        consents=frozenset(consents),
        outside=chance.random() < OUTSIDE,
        answer=answer,
        answered_after=min(int(chance.expovariate(1 / 5)), 30),
        events=events,
        leaves=chance.choice(("found_job", "closed_business", "moved_away", "unreachable", "withdrew")) if leaves else "",
        leaves_on=leaves_on if leaves else None,
    )


class _Course:
    """Walks through one life's facts."""

    def __init__(self, day: date, chance: Random) -> None:
        self.day, self.chance = day, chance
        self.events: list[Event] = []

    def wait(self, least: int, most: int) -> None:
        self.day += timedelta(days=self.chance.randint(least, most))

    def add(
        self, kind: str, measures: Mapping[str, object], details: Mapping[str, str] | None = None, grade: int = CONFIRMED
    ) -> None:
        chance = self.chance
        delay = chance.randint(15, 60) if chance.random() < LATE else chance.randint(0, 4)
        wrong = chance.choices(("", "void", "amend"), (0.985, 0.006, 0.009))[0]
        known_on = self.day + timedelta(days=delay)
        self.events.append(Event(kind, self.day, known_on, measures, details or {}, grade, wrong))


def _events(day: date, chance: Random) -> list[Event]:
    course = _Course(day, chance)
    if chance.random() < 0.5:
        course.wait(1, 20)
        course.add("activity.joined", {"activity": "sosialisasi"})
    trained = _training(course)
    if not trained:
        return course.events
    if chance.random() < 0.04:  # sells before a mentor has come: an order breach under a strict rule
        _market(course, 1)
    if chance.random() >= PASSED[3] * 1.02:
        return course.events
    for _visit in range(chance.choice((1, 1, 2, 3))):
        course.wait(4, 25)
        kind = chance.choice(("mentoring.visit", "mentoring.session"))
        topic = chance.choice(("product", "selling", "books", "licence", "capital"))
        course.add(kind, {"topic": topic, "minutes": chance.choice((30, 45, 60, 90))}, {"agreed": "langkah berikutnya (contoh)"})
    if chance.random() >= PASSED[4] * 1.05:
        _no_licence(course)
        return course.events
    _licences(course)
    _later_stages(course)
    return course.events


def _training(course: _Course) -> bool:
    """Invitations until both skills are attended, or given up; who gives up was invited too."""
    chance = course.chance
    goes = chance.random() < PASSED[2] * 1.03
    for skill, hours in (("hard", 24), ("soft", 8)):
        misses = 0
        while chance.random() < (0.22 if goes else 0.50) and misses < 4:
            course.wait(8, 21)
            course.add("training.missed", {"skill": skill}, {"course": "kelas kewirausahaan (contoh)"})
            misses += 1
        if not goes:
            return False
        course.wait(3, 20)
        course.add(
            "training.attended",
            {"skill": skill, "hours": hours},
            {"course": "kelas kewirausahaan (contoh)", "evidence": f"daftar hadir {chance.randrange(10_000):04}"},
        )
    return True


def _no_licence(course: _Course) -> None:
    if course.chance.random() < 0.6:
        course.wait(10, 50)
        reason = course.chance.choice(("green_zone", "upper_floor", "papers", "no_need", "other"))
        course.add("licence.declined", {"licence": "nib", "reason": reason})


def _licences(course: _Course) -> None:
    chance = course.chance
    course.wait(5, 45)
    first = chance.choices(("nib", "sku"), (0.9, 0.1))[0]
    number = f"{chance.randrange(10**12, 10**13)}"
    course.add("licence.issued", {"licence": first}, {"number": number}, REGISTER if chance.random() < 0.5 else CONFIRMED)
    if chance.random() < 0.25:
        course.wait(10, 60)
        more = chance.choice(("pirt", "halal", "brand"))
        until = {"valid_until": course.day + timedelta(days=5 * 365)} if more == "pirt" else {}
        course.add("licence.issued", {"licence": more, **until}, {"number": f"C-{chance.randrange(10**8):08}"})


def _later_stages(course: _Course) -> None:
    chance = course.chance
    if chance.random() >= PASSED[5] * 0.95:
        return
    course.wait(5, 40)
    _market(course, chance.choice((1, 2, 3, 5)))
    if chance.random() >= PASSED[6] * 1.25:
        return
    _books(course, chance.choice((1, 2, 3, 6, 9)))
    if chance.random() >= PASSED[7] * 1.2:
        if chance.random() < 0.3:
            course.wait(5, 30)
            _no_loan(course)
        return
    course.wait(10, 45)
    amount = chance.choice((3, 5, 10, 10, 20, 25)) * 1_000_000
    measures = {
        "product": chance.choice(("kur", "monas_pemula", "mekaar")),
        "amount": amount,
        "months": chance.choice((12, 18, 24)),
    }
    course.add("loan.disbursed", measures, {"lender": "bank (contoh)"}, REGISTER)


def _market(course: _Course, times: int) -> None:
    chance = course.chance
    for _time in range(times):
        course.wait(1, 14)
        sales = chance.randrange(8, 240) * 12_500
        if chance.random() < 0.6:
            course.add(
                "market.stall_day", {"sales": sales}, {"event": "bazar kecamatan (contoh)"}, chance.choice((SELF, CONFIRMED))
            )
        else:
            market = chance.choice(("online", "offline"))
            course.add("market.sale", {"market": market, "sales": sales}, {"evidence": f"nota {chance.randrange(10_000):04}"}, SELF)


def _books(course: _Course, months: int) -> None:
    chance = course.chance
    first = (course.day.replace(day=1) + timedelta(days=32)).replace(day=1)
    for _month in range(months):
        following = (first + timedelta(days=32)).replace(day=1)
        course.day = following + timedelta(days=chance.randint(0, 9))
        revenue = chance.randrange(30, 400) * 50_000
        measures = {"month": first, "revenue": revenue, "expense": int(revenue * chance.uniform(0.55, 1.08))}
        course.add("books.month", measures, {"evidence": "buku kas (contoh)"}, chance.choice((SELF, CONFIRMED)))
        first = following


def _no_loan(course: _Course) -> None:
    if course.chance.random() < 0.5:
        course.add("loan.declined", {})
    else:
        reason = course.chance.choice(("debt_elsewhere", "too_young_business", "papers", "cash_flow"))
        course.add("loan.refused", {"product": "kur", "reason": reason}, {"lender": "bank (contoh)"})
