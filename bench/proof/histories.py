"""Random programmes: members with facts, corrections and merges that arrive in any order, and the log's rows in both stores' forms.

Small enough to meet one another often: few kinds, days, values and instants. The rows of the warehouse's table are built here by
walking positions, without the extraction's code.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from okoce.facts.queries import CountedFact, person_map
from okoce.facts.rules.corrections import live_version

KINDS = ("a.first", "b.second", "c.third")
REGISTERED, MOVED, SAME = "registration.submitted", "person.moved", "person.same_as"
START = date(2024, 1, 10)
DAYS = 80
CHANNELS = ("counter", "mentor", "import")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row of the log, original or correction; ``measures`` as they are stored, in JSON."""

    id: UUID
    kind: str
    person_id: UUID
    enrolment_id: UUID | None
    occurred_on: date
    captured_at: datetime
    channel: str
    place_id: str
    grade: int
    measures: str
    corrects: UUID | None
    correction: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """A sealed log: rows in order of position, from 1."""

    rows: tuple[Recorded, ...]
    corrections: dict[UUID, list[Recorded]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return len(self.rows)

    @property
    def originals(self) -> Iterator[Recorded]:
        return (row for row in self.rows if row.corrects is None)


def history(random: Random, members: int) -> History:
    """A log of so many members, some of them with two enrolments, some of them found to be the same."""
    people = [_id(random) for _ in range(members)]
    rows: list[Recorded] = []
    for person in people:
        for _ in range(1 if random.random() < 0.8 else 2):
            rows.extend(_enrolment(random, person))
    for _ in range(members // 4):
        one, other = random.choice(people), random.choice(people)
        rows.append(_row(random, SAME, one, None, {"other": str(other)}))
    for original in list(rows):
        if random.random() < 0.25:
            rows.extend(_correction(random, original) for _ in range(random.randint(1, 3)))
    random.shuffle(rows)  # the order of arrival never matters: a correction may come before what it corrects
    placed = tuple(_at(row, position) for position, row in enumerate(rows, 1))
    corrections: dict[UUID, list[Recorded]] = {}
    for row in placed:
        if row.corrects is not None:
            corrections.setdefault(row.corrects, []).append(row)
    return History(placed, corrections)


def live_at(log: History, position: int, as_of: date, *, links: bool = False) -> list[CountedFact]:
    """What PostgreSQL's query of live facts gives: ordered by person, date and id. ``links``: of who is whom, else all others."""
    found = []
    for original in log.originals:
        if (original.kind == SAME) is not links:
            continue
        known = [each for each in log.corrections.get(original.id, ()) if each.position <= position]
        content = live_version(original, known) if original.position <= position else None
        if content is not None and content.occurred_on <= as_of:
            found.append(_counted(original, content))
    return sorted(found, key=lambda fact: (fact.person_id, fact.occurred_on, fact.id))


def same_people(log: History, position: int) -> dict[UUID, UUID]:
    """Each merged person to the one that stands for her, as known at a position."""
    links = live_at(log, position, date.max, links=True)
    return person_map((link.person_id, UUID(str(link.measures["other"]))) for link in links)


def fact_rows(log: History) -> list[tuple[Any, ...]]:
    """Rows of the warehouse's table ``fact``: each live content over its interval of positions."""
    rows: list[tuple[Any, ...]] = []
    for original in log.originals:
        decided: Recorded | None = None
        since: tuple[Recorded, int] | None = None
        for row in sorted([original, *log.corrections.get(original.id, ())], key=lambda row: row.position):
            if row is not original and (decided is None or (row.captured_at, row.id) > (decided.captured_at, decided.id)):
                decided = row
            if row.position < original.position:
                continue
            content = original if decided is None or decided.correction == "restore" else decided
            live = None if content.correction == "void" else content
            if live is not (since[0] if since else None):
                if since:
                    rows.append(_fact_row(original, *since, row.position))
                since = (live, row.position) if live else None
        if since:
            rows.append(_fact_row(original, *since, None))
    return rows


def person_rows(log: History) -> list[tuple[UUID, UUID, int, int | None]]:
    """Rows of the warehouse's table ``person_map``."""
    links = [row.id for row in log.originals if row.kind == SAME]
    turns = sorted(row.position for row in log.rows if row.id in links or row.corrects in links)
    rows: list[tuple[UUID, UUID, int, int | None]] = []
    standing: dict[UUID, tuple[UUID, int]] = {}
    for position in turns:
        now = same_people(log, position)
        for person, (survivor, since) in list(standing.items()):
            if now.get(person) != survivor:
                rows.append((person, survivor, since, position))
                del standing[person]
        for person, survivor in now.items():
            standing.setdefault(person, (survivor, position))
    return rows + [(person, survivor, since, None) for person, (survivor, since) in standing.items()]


def _enrolment(random: Random, person: UUID) -> Sequence[Recorded]:
    enrolment = _id(random)
    rows = [_row(random, random.choice(KINDS), person, enrolment) for _ in range(random.randint(0, 9))]
    if random.random() < 0.95:
        registered = _row(
            random, REGISTERED, person, enrolment, {"entry_status": "none"}, latest=DAYS if random.random() < 0.3 else 3
        )
        rows.append(registered)
    if random.random() < 0.2:
        rows.append(_row(random, MOVED, person, enrolment, {"to_place": f"place {random.randint(1, 3)}"}))
    return rows


def _correction(random: Random, of: Recorded) -> Recorded:
    how = random.choice(("amend", "amend", "void", "restore"))
    measures = json.loads(of.measures) if of.kind not in KINDS else None
    row = _row(random, of.kind, of.person_id, of.enrolment_id, measures)
    return Recorded(**{**_fields(row), "corrects": of.id, "correction": how})


def _row(
    random: Random,
    kind: str,
    person: UUID,
    enrolment: UUID | None,
    measures: dict[str, object] | None = None,
    *,
    latest: int = DAYS,
) -> Recorded:
    on = START + timedelta(days=random.randint(0, latest))
    return Recorded(
        id=_id(random),
        kind=kind,
        person_id=person,
        enrolment_id=enrolment,
        occurred_on=on,
        # Few instants, so that equal ones are decided by id.
        captured_at=datetime(2024, 6, 1, random.randint(0, 5), tzinfo=UTC),
        channel=random.choice(CHANNELS),
        place_id=f"place {random.randint(1, 3)}",
        grade=random.randint(0, 3),
        measures=json.dumps(_measures(random, on) if measures is None else measures),
        corrects=None,
        correction="",
    )


def _measures(random: Random, on: date) -> dict[str, object]:
    until = on + timedelta(days=random.randint(-3, 40))
    month = random.randint(1, 5)
    offered: dict[str, list[object]] = {
        "amount": [random.randint(-4, 6), random.randint(-4, 6), random.randint(1, 3), "2", True, None, 1.5, 10**30],
        "code": [*"pqrpqrpqr", "é\"'", "", 2, False, None],
        "flag": [True, False, True, False, 1, "true", None],
        "until": [until.isoformat()] * 6 + [None, "9999-12-31", "2024-02-30", "soon", "0000-01-01", 7],
        "month": [f"2024-{month:02}"] * 6 + [f"2024-{month:02}-17", "2024-13", "2024-1", month, None],
    }
    return {name: random.choice(values) for name, values in offered.items() if random.random() < 0.8}


def _counted(original: Recorded, content: Recorded) -> CountedFact:
    return CountedFact(
        id=original.id,
        kind=original.kind,
        person_id=original.person_id,
        enrolment_id=original.enrolment_id,
        business_id=None,
        occurred_on=content.occurred_on,
        channel=content.channel,
        place_id=content.place_id,
        grade=content.grade,
        position=content.position,
        measures=json.loads(content.measures),
    )


def _fact_row(original: Recorded, content: Recorded, since: int, until: int | None) -> tuple[Any, ...]:
    return (
        original.id, content.id, original.kind, original.person_id, original.enrolment_id, None, content.occurred_on,
        content.captured_at, content.channel, content.place_id, None, content.grade, content.measures,
        original.position, since, until,
    )  # fmt: skip


def _at(row: Recorded, position: int) -> Recorded:
    return Recorded(**{**_fields(row), "position": position})


def _fields(row: Recorded) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Recorded.__slots__}


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))
