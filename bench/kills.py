"""Kill the web server and the database under load, start them again, and look for every registration that was acknowledged."""

import asyncio
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg

from bench.load import Connection
from bench.registrants import Registrants
from bench.stack import Stack

PATH = "/daftar/"
SENDERS = 6
# Long enough for several registrations to be under way when the next kill comes, short enough for fifty of them in a test.
BETWEEN_KILLS = 0.25


@dataclass
class Load:
    """Senders in a thread of their own; ``acknowledged`` are the ids of the forms that got a receipt."""

    port: int
    people: Registrants = field(default_factory=Registrants)
    acknowledged: dict[str, str] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        asyncio.run(self._all())

    async def _all(self) -> None:
        await asyncio.gather(*(self._send_until_stopped() for _sender in range(SENDERS)))

    async def _send_until_stopped(self) -> None:
        while not self.stopping.is_set():
            try:
                connection = await Connection.open(self.port)
            except OSError:
                await asyncio.sleep(0.02)  # killed: it comes back
                continue
            with suppress(OSError, asyncio.IncompleteReadError, ValueError):
                await self._send(connection)
            await connection.close()

    async def _send(self, connection: Connection) -> None:
        await connection.fetch_form(PATH)
        while not self.stopping.is_set():
            fields = self.people.form(0)
            status, location = await connection.post(PATH, fields)
            if status == 302:
                self.acknowledged[fields["form_id"]] = location.strip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Outcome:
    """``lost``: acknowledged but not there; ``without_member``: there but never settled into a member."""

    kills: int
    acknowledged: int
    lost: int
    without_member: int


def kill_under_load(programme: Stack, kills: int) -> Outcome:
    """Kill -9 alternately the web server with its workers and the postmaster, ``kills`` times in all."""
    programme.start_web()
    load = Load(programme.port)
    senders = threading.Thread(target=load.run)
    senders.start()
    try:
        for number in range(kills):
            before = len(load.acknowledged)
            _wait_for_more(load, before)
            time.sleep(BETWEEN_KILLS)
            if number % 2:
                programme.kill_database()
                programme.start_database()
            else:
                programme.end("web", signal.SIGKILL)
                programme.start_web()
    finally:
        load.stopping.set()
        senders.join(30)
    programme.manage("work", "--once")
    return _outcome(programme, load, kills)


def _wait_for_more(load: Load, before: int) -> None:
    deadline = time.monotonic() + 30
    while len(load.acknowledged) < before + SENDERS:
        if time.monotonic() > deadline:
            raise TimeoutError("no registration was acknowledged for 30 s after a kill")
        time.sleep(0.01)


def _outcome(programme: Stack, load: Load, kills: int) -> Outcome:
    with psycopg.connect(programme.cluster.url("owner")) as owner:
        rows = owner.execute("SELECT id::text, receipt, person_id IS NOT NULL FROM p1_registration_registration").fetchall()
    stored = {form: (receipt, settled) for form, receipt, settled in rows}
    lost = sum(stored.get(form, ("", False))[0] != receipt for form, receipt in load.acknowledged.items())
    unsettled = sum(form in stored and not stored[form][1] for form in load.acknowledged)
    return Outcome(kills, len(load.acknowledged), lost, unsettled)
