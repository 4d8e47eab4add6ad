"""Registration under load: rate, latency, settling, and what the same NIK or the same form many times leads to."""

import asyncio
import statistics
import time
from collections.abc import Iterator

import psycopg

from bench.figures import Measured
from bench.load import Connection, closed_loop, open_loop
from bench.registrants import Registrants, filled
from bench.stack import Stack, stack
from okoce.core.ids import new_id

PATH = "/daftar/"
HALF_LOAD = 150
PAIRS_A_CALLER = 100


def measure(quick: bool) -> Iterator[Measured]:
    with stack() as programme:
        programme.start_web()
        people = Registrants()
        asyncio.run(closed_loop(programme.port, PATH, people.form, connections=8, count=200))  # warm up
        yield from _rate(programme, people, quick)
        yield _latency(programme, people, quick)
        yield _settled(programme)
        yield _requests(programme)
        programme.start_worker()
        yield _same_form(programme)
        yield _same_nik(programme)
        yield _neutral(programme, quick)


def _rate(programme: Stack, people: Registrants, quick: bool) -> Iterator[Measured]:
    raw = durable_inserts(programme, 1.5 if quick else 5)
    count = 1_500 if quick else 6_000
    result = asyncio.run(closed_loop(programme.port, PATH, people.form, connections=32, count=count))
    _all_accepted(result.statuses, count)
    beside = f"{raw:.0f} per s: single-row durable inserts by 4 psycopg connections; ratio {result.rate / raw:.2f}"
    yield Measured("core.registration.rate", round(result.rate), beside)


def durable_inserts(programme: Stack, seconds: float, connections: int = 4) -> float:
    """The raw limit: commits per second of one small row each, without any web server."""
    url = programme.cluster.url("owner")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS bench_raw (id uuid PRIMARY KEY, body bytea)")

    async def insert() -> int:
        done = 0
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            until = time.perf_counter() + seconds
            while time.perf_counter() < until:
                await connection.execute("INSERT INTO bench_raw VALUES (%s, %s)", [new_id(), b"x" * 300])
                done += 1
        return done

    async def run() -> float:
        return sum(await asyncio.gather(*(insert() for _number in range(connections)))) / seconds

    return asyncio.run(run())


def _latency(programme: Stack, people: Registrants, quick: bool) -> Measured:
    result = asyncio.run(open_loop(programme.port, PATH, people.form, per_second=HALF_LOAD, seconds=8 if quick else 30))
    _all_accepted(result.statuses, len(result.latencies))
    p50 = result.quantile(0.5) * 1000
    return Measured("core.registration.p99", round(result.quantile(0.99) * 1000, 1), f"median {p50:.1f} ms in the same run")


def _settled(programme: Stack) -> Measured:
    waiting = _count(programme, "SELECT count(*) FROM p1_registration_registration WHERE outcome = ''")
    before = time.perf_counter()
    programme.manage("work", "--once")
    start_up = _idle_work(programme)
    seconds = time.perf_counter() - before - 2 * start_up
    left = _count(programme, "SELECT count(*) FROM p1_registration_registration WHERE outcome = ''")
    if left:
        raise AssertionError(f"{left} registrations were not settled")
    return Measured("core.registration.settled", round(waiting / seconds), f"{waiting} waiting; sending and sealing included")


def _idle_work(programme: Stack) -> float:
    """Seconds that the worker's process needs to start and look when nothing waits."""
    before = time.perf_counter()
    programme.manage("work", "--once")
    return time.perf_counter() - before


def _requests(programme: Stack) -> Measured:
    async def register() -> int:
        connection = await Connection.open(programme.port)
        await connection.fetch_form(PATH)
        status, location = await connection.post(PATH, filled(900_001))
        shown, _head, content = await connection.request("GET", location)
        receipt = location.strip("/").rsplit("/", 1)[-1]
        if (status, shown) != (302, 200) or receipt.encode() not in content:
            raise AssertionError(f"POST {status}, receipt page {shown}")
        return connection.requests

    return Measured("core.registration.requests", asyncio.run(register()), "form, sending it, receipt")


def _same_form(programme: Stack) -> Measured:
    fields = filled(900_002)

    async def send(times: int) -> set[str]:
        connection = await Connection.open(programme.port)
        await connection.fetch_form(PATH)
        return {(await connection.post(PATH, fields))[1] for _time in range(times)}

    async def all_at_once() -> set[str]:
        return set().union(*await asyncio.gather(*(send(5) for _sender in range(16))))

    receipts = asyncio.run(all_at_once())
    if len(receipts) != 1:
        raise AssertionError(f"one form led to {len(receipts)} receipts")
    return Measured("core.registration.twice", _members(programme, fields["name"]), "80 sendings, 1 receipt")


def _same_nik(programme: Stack) -> Measured:
    fields = filled(900_003)

    async def send() -> int:
        connection = await Connection.open(programme.port)
        await connection.fetch_form(PATH)
        return (await connection.post(PATH, {**fields, "form_id": str(new_id())}))[0]

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(send() for _sender in range(64)))

    statuses = asyncio.run(all_at_once())
    answered = sum(status == 302 for status in statuses)
    return Measured("core.registration.same_nik", _members(programme, fields["name"]), f"{answered} of 64 got a receipt")


def _neutral(programme: Stack, quick: bool) -> Measured:
    """Medians of interleaved requests: an even one with a NIK that is a member's, an odd one with a new NIK."""
    pairs = 200 if quick else 1_000

    async def run() -> tuple[list[float], list[float]]:
        known: list[float] = []
        new: list[float] = []
        for start in range(0, pairs, PAIRS_A_CALLER):
            connection = await Connection.open(programme.port)  # another caller's address: one alone may not send so many
            await connection.fetch_form(PATH)
            for number in range(start, min(start + PAIRS_A_CALLER, pairs)):
                known.append(await _seconds(connection, 1))
                new.append(await _seconds(connection, 910_000 + number))
            await connection.close()
        return known, new

    known, new = asyncio.run(run())
    one, other = statistics.median(known), statistics.median(new)
    beside = f"{one * 1000:.2f} ms known, {other * 1000:.2f} ms new, {pairs} each"
    return Measured("core.neutral.timing", round(abs(one - other) / other * 100, 2), beside)


async def _seconds(connection: Connection, number: int) -> float:
    start = time.perf_counter()
    status, _location = await connection.post(PATH, filled(number))
    if status != 302:
        raise AssertionError(f"answer {status}")
    return time.perf_counter() - start


def _members(programme: Stack, name: str) -> int:
    """How many members have a name once everything that waits is settled."""
    for _look in range(100):
        if not _count(programme, "SELECT count(*) FROM p1_registration_registration WHERE outcome = ''"):
            break
        time.sleep(0.1)
    return _count(programme, "SELECT count(*) FROM members_person WHERE name = %s", name)


def _count(programme: Stack, query: str, *values: object) -> int:
    with psycopg.connect(programme.cluster.url("owner")) as owner:
        row = owner.execute(query, values).fetchone()
    return int(row[0]) if row else 0


def _all_accepted(statuses: dict[int, int], count: int) -> None:
    if statuses != {302: count}:
        raise AssertionError(f"answers {statuses}, expected {count} receipts")
