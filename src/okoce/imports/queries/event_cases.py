"""Cases with their events, one after another: of a log, or of the live facts of the record."""

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import chain, groupby, islice

from okoce.accounts.queries import within
from okoce.core.fortnights import JAKARTA, jakarta_date
from okoce.facts.kinds import all_kinds
from okoce.facts.queries import CountedFact, counted_facts
from okoce.imports.queries.event_files import Log, log_rows
from okoce.imports.rules.cells import refused
from okoce.imports.rules.event_rows import LogRow
from okoce.imports.rules.flows import Event

AT_ONCE = 5000
MOST_ACTIVITIES = 500
"""More names than these are no activities: the map names the wrong column."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECONDS = {"hours": 3600, "minutes": 60}
TABLE = "CREATE TABLE event (case_key BLOB, at INTEGER, activity INTEGER, resource BLOB)"
IN_ORDER = "SELECT case_key, at, activity, resource FROM event ORDER BY case_key, at, activity, resource"
REGISTERED, MOVED, ENDED = "registration.submitted", "person.moved", "enrolment.ended"
ABOUT_RECORDS = frozenset({"person.same_as", "person.not_same_as"})
"""What is said about two records is no event in the way of one member."""


@dataclass(slots=True)
class Read:
    """What was read beside the events: rows, those that cannot be placed in time or in a case, repeated ones, and later ones."""

    rows: int = 0
    bad: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    first_refused: dict[str, int] = field(default_factory=dict)
    repeated: int = 0
    later: int = 0
    without_enrolment: int = 0
    until: int = 0


class LogCases:
    """The events of a log, sorted by case on the disk: a nameless file that holds instants and hashes, no case and no name."""

    def __init__(self, log: Log, as_of: date | None, tell: Callable[[int], None]) -> None:
        self.log, self.as_of, self.read = log, as_of, Read()
        self.names: dict[str, int] = {}
        self.key = os.urandom(32)
        self.file = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode = OFF", "temp_store = FILE", "cache_size = -32768"):
            self.file.execute(f"PRAGMA {pragma}")
        self.file.execute(TABLE)
        self._fill(tell)

    def _fill(self, tell: Callable[[int], None]) -> None:
        rows = log_rows(self.log)
        self.file.execute("BEGIN")
        while batch := list(islice(rows, AT_ONCE)):
            self.file.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", [kept for row in batch if (kept := self._kept(row))])
            self.read.rows += len(batch)
            tell(self.read.rows)
        self.file.execute("COMMIT")
        last, self.stored = self.file.execute("SELECT coalesce(max(at), 0), count(*) FROM event").fetchone()
        if self.as_of is not None:
            end = datetime.combine(self.as_of + timedelta(days=1), datetime.min.time(), JAKARTA) - timedelta(microseconds=1)
            last = _micros(end)
        self.read.until = self._tick(last)

    def _kept(self, row: LogRow) -> tuple[bytes, int, int, bytes] | None:
        if row.reasons or row.at is None:
            self.read.bad += 1
            for code in {reason.code for reason in row.reasons}:
                self.read.refused[code] += 1
                self.read.first_refused.setdefault(code, row.number)
            return None
        if self.as_of is not None and jakarta_date(row.at) > self.as_of:
            self.read.later += 1
            return None
        number = self.names.setdefault(row.activity, len(self.names))
        if number >= MOST_ACTIVITIES:
            raise refused("event.too_many_activities", most=MOST_ACTIVITIES, column=self.log.wanted.activity)
        return self._hash(row.case), _micros(row.at), number, self._hash(row.resource)

    def _hash(self, text: str) -> bytes:
        return blake2b(text.encode(), digest_size=16, key=self.key).digest()

    def _tick(self, micros: int) -> int:
        unit = self.log.wanted.unit
        if unit in SECONDS:
            return micros // (SECONDS[unit] * 1_000_000)
        return (EPOCH + timedelta(microseconds=micros)).astimezone(JAKARTA).toordinal()

    def __iter__(self) -> Iterator[list[Event]]:
        """Each case once. The same row again (case, activity, instant, resource) is the same event and is not counted."""
        names, kept = dict(enumerate(self.names)), 0
        rows = self.file.execute(IN_ORDER)
        for _case, events in groupby(chain.from_iterable(iter(lambda: rows.fetchmany(AT_ONCE), [])), key=lambda row: row[0]):
            apart = (row for row, _same in groupby(events))
            case = [Event(at, "", names[activity], self._tick(at)) for _key, at, activity, _resource in apart]
            kept += len(case)
            yield case
        self.read.repeated = self.stored - kept
        self.file.close()


def _micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def cases_of_facts(as_of: date, place: str, read: Read) -> Iterator[list[Event]]:
    """Live facts up to a day, one enrolment a case, streamed. ``place``: only of people who lived there last; empty for all."""
    ranks = {kind.code: "0" if kind.code == REGISTERED else str(kind.stage or 8) for kind in all_kinds()}
    kinds = ranks.keys() - ABOUT_RECORDS
    facts = counted_facts(known_at=None, as_of=as_of, kinds=sorted(kinds))
    read.until = as_of.toordinal()
    for _person, own in groupby(facts, key=lambda fact: fact.person_id):
        enrolments: dict[object, list[CountedFact]] = defaultdict(list)
        home = ""
        for fact in own:
            home = str(fact.measures["to_place"]) if fact.kind == MOVED else home if fact.kind != REGISTERED else fact.place_id
            enrolments[fact.enrolment_id].append(fact)
        if place and not within(place, home):
            continue
        for enrolment, events in enrolments.items():
            read.rows += len(events)
            if enrolment is None:
                read.without_enrolment += len(events)
                continue
            yield [Event(day, ranks[fact.kind], fact.kind, day) for fact in events for day in (fact.occurred_on.toordinal(),)]
