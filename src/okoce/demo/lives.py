"""The course of made-up lives in the programme: pure, the same for a seed. Loading replays them through the services.

504 of 800 who were invited to a class came (Pasar Minggu, 2018); how many pass each stage is the plan's.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from okoce.demo import identities
from okoce.demo.courses import Course, Event, add_mistakes, course_of
from okoce.demo.places import Where
from okoce.demo.plan import Plan

LEAVE = 0.09
MOVE = 0.02
LEAVING = ("closed_business", "closed_business", "found_job", "moved_away", "unreachable", "withdrew")
REFERRALS = {"self": 15, "kader": 30, "community": 20, "officer": 15, "member": 10, "social_media": 10}
TEBET_TIMUR = "31.74.01.1001"
MENTORED_WITHOUT_VISIT = 0.25


@dataclass(frozen=True, slots=True)
class Move:
    """Where she moves to, on which day, and when an office learns it."""

    to_place: str
    on: date
    known_on: date


@dataclass(frozen=True, slots=True)
class Life:
    """One person from registration on. ``phone`` is the number of the phone: people of one household have one."""

    number: int
    name: str
    nik: str
    phone: int
    place: str
    registered_on: date
    hour: int
    at_counter: bool
    entry_status: str
    referral: str
    consents: frozenset[str]
    business: str
    answer: str  # of the community: accepted, declined, waiting, none
    answered_on: date
    mentored_on: date | None
    events: tuple[Event, ...]
    move: Move | None
    leaves: str  # reason, or empty
    leaves_on: date | None
    returns_on: date | None


def life(plan: Plan, number: int, where: Where) -> Life:
    """The life of a number."""
    chance = _chance(plan, number)
    day = plan.days[number]
    last = plan.today - timedelta(days=1)
    place = _place(plan, number, where)
    # A mistyped second registration: another NIK, the same human.
    human = plan.twins[0] if number == plan.twins[1] else number
    name, nik = _identity(plan, human, where)
    if human != number:
        nik = f"{nik[:12]}{9000 + number % 1000}"
    course = course_of(plan, number, chance)
    mentored = chance.random() < MENTORED_WITHOUT_VISIT and not plan.outside[number]
    move = _move(plan, number, place, where, chance)
    leaves_on = _leaves_on(plan, number, course, chance)
    leaves = chance.choice(LEAVING) if leaves_on else ""
    returns_on = leaves_on + timedelta(days=chance.randint(25, 120)) if leaves_on and chance.random() < 0.2 else None
    events = _with_end(add_mistakes(course, chance), leaves, leaves_on)
    visits = [event.occurred_on for event in events if event.kind.startswith("mentoring.")]
    return Life(
        number=number,
        name=name,
        nik=nik,
        phone=_phone(plan, human),
        place=place,
        registered_on=day,
        hour=chance.randint(8, 19),
        at_counter=not plan.outside[number] and chance.random() < 0.5,
        entry_status=_entry_status(plan, number, chance),
        referral=chance.choices(list(REFERRALS), list(REFERRALS.values()))[0],
        consents=_consents(chance),
        business=chance.choice(identities.BUSINESSES),
        answer=_answer(plan, number, chance),
        answered_on=min(day + timedelta(days=min(int(chance.expovariate(1 / 5)), 30)), last),
        mentored_on=min(visits) if visits else min(day + timedelta(days=10), last) if mentored and not leaves else None,
        events=events,
        move=move,
        leaves=leaves,
        leaves_on=leaves_on,
        returns_on=returns_on if returns_on and returns_on < last else None,
    )


def _chance(plan: Plan, number: int) -> Random:
    return Random(f"{plan.seed} {number}")  # noqa: S311 - plausible, not secret


def _identity(plan: Plan, number: int, where: Where) -> tuple[str, str]:
    """Name and NIK, drawn apart from the rest of a life: somebody else's number may need them."""
    chance = Random(f"{plan.seed} {number} identity")  # noqa: S311 - plausible, not secret
    woman = chance.random() < 0.68
    area = where.birthplace(_place(plan, number, where), chance)
    born = identities.born_on(number, chance, plan.today)
    return identities.name(chance, woman=woman), identities.nik(area, number, born, woman=woman)


def _place(plan: Plan, number: int, where: Where) -> str:
    if number in plan.special:
        # The rich life moves here later: see _move.
        return TEBET_TIMUR if number != plan.rich else where.other_than(TEBET_TIMUR, _chance(plan, number))
    chance = Random(f"{plan.seed} {_head(plan, number)} place")  # noqa: S311 - plausible, not secret
    home = where.kelurahan(chance)
    return where.outside(_chance(plan, number)) if plan.outside[number] else home


def _head(plan: Plan, number: int) -> int:
    """Whose household somebody lives in: some live with the person who registered before."""
    while number and Random(f"{plan.seed} {number} household").random() < 0.07:  # noqa: S311 - plausible, not secret
        number -= 1
    return number


def _phone(plan: Plan, number: int) -> int:
    if number in (plan.rich, plan.fresh):
        return identities.HOUSEHOLD
    head = number if plan.outside[number] or number in plan.special else _head(plan, number)
    return number if head in plan.special else head


def _move(plan: Plan, number: int, place: str, where: Where, chance: Random) -> Move | None:
    """A move, which the office of the new place learns some weeks later."""
    today, day = plan.today, plan.days[number]
    if number == plan.rich:
        return Move(TEBET_TIMUR, today - timedelta(days=75), today - timedelta(days=40))
    if plan.outside[number] or number in plan.special or (today - day).days < 60 or chance.random() >= MOVE:
        return None
    on = day + timedelta(days=chance.randint(20, (today - day).days - 40))
    return Move(where.other_than(place, chance), on, on + timedelta(days=chance.randint(0, 38)))


def _leaves_on(plan: Plan, number: int, course: Course, chance: Random) -> date | None:
    """After all that she did. Members with a special part stay, and no office here ends what another province's residents began."""
    earliest = max((event.known_on for event in course.events), default=plan.days[number]) + timedelta(days=20)
    latest = plan.today - timedelta(days=3)
    if number in plan.special or plan.outside[number] or earliest >= latest or chance.random() >= LEAVE:
        return None
    return earliest + timedelta(days=chance.randint(0, (latest - earliest).days))


def _with_end(events: tuple[Event, ...], leaves: str, leaves_on: date | None) -> tuple[Event, ...]:
    if leaves_on is None:
        return events
    kept = tuple(event for event in events if event.known_on < leaves_on)
    if leaves != "closed_business":
        return kept
    known_on = leaves_on - timedelta(days=1)
    return (*kept, Event("business.closed", known_on, known_on))


def _entry_status(plan: Plan, number: int, chance: Random) -> str:
    if plan.passes(number, 4) and chance.random() < 0.12:
        return "licensed"
    return chance.choices(("none", "trading"), (0.52, 0.48))[0]


def _consents(chance: Random) -> frozenset[str]:
    others = (("contact", 0.9), ("partners", 0.6), ("research", 0.4))
    return frozenset({"programme", *(purpose for purpose, share in others if chance.random() < share)})


def _answer(plan: Plan, number: int, chance: Random) -> str:
    if number == plan.rich:
        return "accepted"
    if number == plan.fresh:
        return "waiting"
    waiting = 0.25 if (plan.today - plan.days[number]).days < 30 else 0.02  # most answers come, some much too late
    return chance.choices(("accepted", "declined", "waiting", "none"), (0.4, 0.07, waiting, 0.53 - waiting))[0]
