"""What a life does in the programme, stage by stage, and what is later found wrong with what was written down. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from okoce.demo.paperwork import applied_for, ending_soon, number_of, told_lately, waiting
from okoce.demo.plan import Plan

SELF, CONFIRMED, REGISTER, SAMPLED = 0, 1, 2, 3
LEAST_GAP = {2: 8, 3: 4, 4: 5, 5: 4, 6: 36, 7: 10}
USUAL_GAP = {2: 40, 3: 25, 4: 30, 5: 45, 6: 30, 7: 60}
RECENT = timedelta(days=110)
"""The last packs lie in this time: lists come late and mistakes are found, so that each pack restates the one before."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction: ``void``, ``restore`` or ``amend``, why, on which day, and the content of an amendment."""

    correction: str
    reason: str
    on: date
    occurred_on: date | None = None
    measures: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of a life: when it happened, when the programme learnt it, how well it is evidenced, by whom and which way."""

    kind: str
    occurred_on: date
    known_on: date
    measures: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    grade: int = CONFIRMED
    channel: str = "counter"
    fixes: tuple[Fix, ...] = ()


class Course:
    """The facts of one life in the order in which they were told."""

    def __init__(self, today: date, chance: Random) -> None:
        self.today, self.chance = today, chance
        self.events: list[Event] = []

    def add(
        self,
        kind: str,
        day: date,
        measures: Mapping[str, object] | None = None,
        details: Mapping[str, str] | None = None,
        grade: int = CONFIRMED,
        channel: str = "counter",
    ) -> None:
        last = self.today - timedelta(days=1)
        known_on = min(day + timedelta(days=self._lag(day)), last)
        self.events.append(Event(kind, min(day, last), known_on, measures or {}, details or {}, grade, channel))

    def between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.chance.randint(0, max((last - first).days, 0)))

    def _lag(self, day: date) -> int:
        late = 0.22 if self.today - day < RECENT else 0.06
        draw = self.chance.random()
        if draw < late:
            return self.chance.randint(13, 40)
        return self.chance.randint(3, 12) if draw < late + 0.12 else self.chance.randint(0, 2)


def course_of(plan: Plan, number: int, chance: Random) -> Course:
    """All that somebody does between registration and today."""
    course = Course(plan.today, chance)
    day = plan.days[number]
    if plan.outside[number]:  # served by their own provinces
        return course
    if chance.random() < 0.25 and (plan.today - day).days > 12:
        course.add("activity.joined", day + timedelta(days=chance.randint(1, 10)), {"activity": "sosialisasi"})
    stages = [stage for stage in range(2, 8) if plan.passes(number, stage)]
    reached = _reached_on(day, plan.today, stages, chance)
    if 2 in reached:
        _trained(course, day, reached[2])
    else:
        _not_trained(course, day)
    before = reached.get(2, day)
    for stage in (3, 4, 5, 6, 7):
        if stage in reached:
            DO[stage](course, before, reached[stage])
            before = reached[stage]
    _not_reached(course, reached)
    if 3 in reached:
        _visited_more(course, reached[3], plan.visits)
    return course


def _reached_on(day: date, today: date, stages: list[int], chance: Random) -> dict[int, date]:
    """On which day each stage is completed: usual waits, shortened where the time is short. Some sell before a mentor comes."""
    order = list(stages)
    if 3 in order and 5 in order and chance.random() < 0.12:
        third, fifth = order.index(3), order.index(5)
        order[third], order[fifth] = 5, 3
    waits = {stage: chance.expovariate(1 / USUAL_GAP[stage]) for stage in order}
    least = sum(LEAST_GAP[stage] for stage in order)
    spare = max((today - day).days - least - 3, 0)
    scale = min(1.0, spare / (sum(waits.values()) or 1))
    reached = {}
    for stage in order:
        day += timedelta(days=LEAST_GAP[stage] + int(waits[stage] * scale))
        reached[stage] = day
    return reached


def _trained(course: Course, since: date, on: date) -> None:
    chance = course.chance
    for skill, hours, day in (("hard", 24, course.between(since + timedelta(days=2), on)), ("soft", 8, on)):
        for _miss in range(chance.choices((0, 1, 2), (0.64, 0.28, 0.08))[0]):
            course.add("training.missed", course.between(since, day), {"skill": skill}, {"course": COURSE})
        course.add("training.attended", day, {"skill": skill, "hours": hours}, _attendance(chance), _graded(chance))
    if chance.random() < 0.3:
        day = course.between(since + timedelta(days=2), on)
        course.add("training.attended", day, {"skill": "hard", "hours": 8}, _attendance(chance), _graded(chance))


def _not_trained(course: Course, since: date) -> None:
    """Invited, not come; a few came to one of the two."""
    chance, last = course.chance, course.today - timedelta(days=2)
    if (last - since).days < 14:
        return
    for _miss in range(chance.choices((0, 1, 2, 3), (0.2, 0.45, 0.25, 0.1))[0]):
        day = course.between(since + timedelta(days=7), min(last, since + timedelta(days=200)))
        course.add("training.missed", day, {"skill": chance.choice(("hard", "soft"))}, {"course": COURSE})
    if chance.random() < 0.12:
        day = course.between(since + timedelta(days=7), last)
        course.add("training.attended", day, {"skill": "hard", "hours": 24}, _attendance(chance))


def _mentored(course: Course, since: date, on: date) -> None:
    chance = course.chance
    later = [course.between(on, min(course.today, on + timedelta(days=120))) for _visit in range(chance.choice((0, 0, 1, 1, 2, 3)))]
    for day in (on, *later):
        measures = {"topic": chance.choice(TOPICS), "minutes": chance.choice((30, 45, 60, 90))}
        details = {"agreed": "langkah berikutnya (contoh)", "evidence": f"catatan {chance.randrange(10_000):04}"}
        kind = chance.choice(("mentoring.visit", "mentoring.visit", "mentoring.session"))
        course.add(kind, day, measures, details, _graded(chance), "mentor")


def _visited_more(course: Course, since: date, times: int) -> None:
    for _visit in range(times):
        measures = {"topic": course.chance.choice(TOPICS), "minutes": course.chance.choice((30, 45, 60, 90))}
        details = {"agreed": "langkah berikutnya (contoh)"}
        course.add("mentoring.session", course.between(since, course.today), measures, details, CONFIRMED, "mentor")


def _licensed(course: Course, since: date, on: date) -> None:
    chance = course.chance
    licence = chance.choices(("nib", "sku", "pirt"), (0.8, 0.14, 0.06))[0]
    from_register = licence == "nib" and chance.random() < 0.6
    years = {"sku": 1, "pirt": 5}.get(licence)
    until = {"valid_until": on + timedelta(days=365 * years)} if years else {}
    number = {"number": number_of(licence, chance, on.year + (years or 0))}
    applied_for(course, licence, since, on)
    channel, grade = ("register", REGISTER) if from_register else ("counter", _graded(chance))
    course.add("licence.issued", on, {"licence": licence, **until}, number, grade, channel)
    if chance.random() < 0.14:
        more = chance.choice(("halal", "halal", "pirt", "brand"))
        day = course.between(on, course.today)
        course.add("licence.issued", day, {"licence": more}, {"number": f"CONTOH C-{chance.randrange(10**8):08}"})
    ending_soon(course, on)
    told_lately(course, on)


def _sold(course: Course, since: date, on: date) -> None:
    chance = course.chance
    later = [course.between(on, min(course.today, on + timedelta(days=200))) for _day in range(chance.choice((0, 1, 2, 4, 6)))]
    for day in (on, *later):
        sales = chance.randrange(8, 240) * 12_500
        grade = chance.choice((SELF, CONFIRMED))
        if chance.random() < 0.6:
            course.add("market.stall_day", day, {"sales": sales}, {"event": "bazar kecamatan (contoh)"}, grade)
        else:
            measures = {"market": chance.choice(("online", "offline")), "sales": sales}
            course.add("market.sale", day, measures, {"evidence": f"nota {chance.randrange(10_000):04}"}, grade, "mentor")


def _kept_books(course: Course, since: date, on: date) -> None:
    """Month after month with gaps; many stop, so that fewer keep books now than ever did."""
    chance, usual = course.chance, course.chance.randrange(30, 400) * 50_000
    day, goes_on = on, True
    while day < course.today and goes_on:
        month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        revenue = int(usual * chance.uniform(0.6, 1.5)) // 1000 * 1000
        measures = {"month": month, "revenue": revenue, "expense": int(revenue * chance.uniform(0.55, 1.08))}
        if day == on or chance.random() < 0.85:
            course.add("books.month", day, measures, {"evidence": "buku kas (contoh)"}, chance.choice((SELF, CONFIRMED)), "mentor")
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=chance.randint(1, 9))
        goes_on = chance.random() < 0.85


def _borrowed(course: Course, since: date, on: date) -> None:
    chance = course.chance
    if chance.random() < 0.2:
        _refused(course, course.between(since, on))
    product = chance.choices(("kur", "monas_pemula", "mekaar", "cooperative"), (0.5, 0.3, 0.12, 0.08))[0]
    amount = chance.choice((3, 5, 10, 10)) if product == "monas_pemula" else chance.choice((3, 5, 10, 15, 20, 25))
    measures = {"product": product, "amount": amount * 1_000_000, "months": chance.choice((12, 18, 24))}
    details = {"lender": "Bank Mitra Usaha (contoh)", "number": f"AK-{chance.randrange(10**6):06}"}
    course.add("loan.disbursed", on, measures, details, REGISTER, "lender")


def _refused(course: Course, day: date) -> None:
    reason = course.chance.choice(("debt_elsewhere", "too_young_business", "papers", "cash_flow"))
    course.add("loan.refused", day, {"product": "kur", "reason": reason}, {"lender": "Bank Mitra Usaha (contoh)"}, channel="lender")


def _not_reached(course: Course, reached: Mapping[int, date]) -> None:
    """Permits that nobody could or would get, loans that were refused or not wanted, permits that somebody only told of."""
    chance, last = course.chance, course.today - timedelta(days=1)
    if 3 in reached and 4 not in reached:
        reason = chance.choices(("green_zone", "upper_floor", "papers", "no_need", "other"), (35, 15, 25, 20, 5))[0]
        day = course.between(reached[3], min(last, reached[3] + timedelta(days=60)))
        course.add("licence.declined", day, {"licence": "nib", "reason": reason}, channel="mentor")
        waiting(course, reached[3])
    elif not reached and course.events and chance.random() < 0.04:
        day = course.between(course.events[-1].occurred_on, last)
        course.add("licence.issued", day, {"licence": "nib"}, {"number": number_of("nib", chance, day.year)}, SELF)
    if 6 in reached and 7 not in reached and chance.random() < 0.5:
        day = course.between(reached[6], last)
        if chance.random() < 0.55:
            course.add("loan.declined", day)
        else:
            _refused(course, day)


DO = {3: _mentored, 4: _licensed, 5: _sold, 6: _kept_books, 7: _borrowed}
COURSE = "kelas kewirausahaan (contoh)"
TOPICS = ("product", "selling", "books", "licence", "capital")


def _attendance(chance: Random) -> dict[str, str]:
    return {"course": COURSE, "evidence": f"daftar hadir {chance.randrange(10_000):04}"}


def _graded(chance: Random) -> int:
    return SAMPLED if chance.random() < 0.04 else CONFIRMED


def add_mistakes(course: Course, chance: Random) -> tuple[Event, ...]:
    """The facts with what was wrong about some: written twice, a wrong day, a nought too many, another person's, doubted."""
    today = course.today
    events: list[Event] = []
    for event in course.events:
        likely = 0.05 if today - event.occurred_on < RECENT else 0.011
        noticed = event.known_on + timedelta(days=chance.randint(4, 40))
        if chance.random() >= likely or noticed >= today:
            events.append(event)
            continue
        events += _mistaken(event, noticed, today, chance)
    events += _not_hers(course, chance)
    return tuple(sorted(events, key=lambda event: event.known_on))


def _mistaken(event: Event, noticed: date, today: date, chance: Random) -> list[Event]:
    mistake = chance.choice(("twice", "day", "day", "amount", "doubted"))
    amounts = [name for name in ("sales", "revenue", "amount") if name in event.measures]
    if mistake == "twice":
        return [event, replace(event, fixes=(Fix("void", "duplicate", noticed),))]
    if mistake == "amount" and amounts:
        wrong = {**event.measures, amounts[0]: int(str(event.measures[amounts[0]])) * 10}
        return [replace(event, measures=wrong, fixes=(Fix("amend", "mistyped", noticed, event.occurred_on, event.measures),))]
    restored = noticed + timedelta(days=chance.randint(16, 30))
    if mistake == "doubted" and restored < today:
        return [replace(event, fixes=(Fix("void", "not_happened", noticed), Fix("restore", "evidence_found", restored)))]
    # Written down with the day on which the list came in; later the true day is found.
    return [replace(event, occurred_on=event.known_on, fixes=(Fix("amend", "wrong_date", noticed, event.occurred_on),))]


def _not_hers(course: Course, chance: Random) -> list[Event]:
    """A class that somebody else attended, noticed later: she seemed trained for some weeks."""
    hard = next((event for event in course.events if event.kind == "training.attended"), None)
    if hard is None or any(event.measures.get("skill") == "soft" for event in course.events if event.kind == hard.kind):
        return []
    last = course.today - timedelta(days=1)
    known_on = course.between(hard.known_on, last - timedelta(days=30))
    noticed = known_on + timedelta(days=chance.randint(10, 28))
    if chance.random() >= 0.5 or noticed >= last:
        return []
    fix = Fix("void", "wrong_person", noticed)
    measures = {"skill": "soft", "hours": 8}
    return [Event(hard.kind, known_on, known_on, measures, _attendance(chance), fixes=(fix,))]
