import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections, connection

from okoce.accounts.services import forget_spent
from okoce.evaluation.warehouse.queries import is_behind
from okoce.facts.services import seal_all, write_day_heads
from okoce.imports import services as imports
from okoce.messaging.channels import channel
from okoce.messaging.services import send_due
from okoce.portal.services import forget_left_over
from okoce.privacy.services import clean_up, destroy_expired, erase_due
from okoce.progression.services import make_due_previews
from okoce.regulations.services import make_due_rule_previews
from okoce.stages.p1_registration.services import settle_due
from okoce.stages.p4_licensing.services import follow_facts, follow_waits, forget_strangers, remind_due

SEAL_SECONDS = 2.0  # after a load millions of facts may wait; registrations and messages do not wait for them


@dataclass
class Duty:
    """Something that the worker does again and again; ``every`` seconds at the earliest, 0: at each look."""

    work: Callable[[], object]
    every: float = 0.0
    due_at: float = 0.0

    def do(self) -> None:
        if time.monotonic() >= self.due_at:
            self.work()
            self.due_at = time.monotonic() + self.every


class Beside:
    """A management command in a process of its own, one at a time: long work must hold up no registration, nor keep its memory."""

    def __init__(self, command: str, wanted: Callable[[], bool]) -> None:
        self.command, self.wanted = command, wanted
        self.process: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        running = self.process is not None and self.process.poll() is None
        if not running and self.wanted():
            self.process = subprocess.Popen([sys.executable, "-m", "django", self.command], stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


def duties(seal_every: float) -> list[Duty]:
    """All of them, in the order of a look."""
    return [
        Duty(_settle_all),
        Duty(lambda: send_due(channel())),
        Duty(lambda: seal_all(seconds=SEAL_SECONDS), every=seal_every),
        Duty(imports.work),
        Duty(imports.forget_expired, every=600.0),
        Duty(forget_spent, every=600.0),
        Duty(forget_left_over, every=600.0),
        Duty(erase_due),
        Duty(clean_up, every=30.0),
        Duty(destroy_expired, every=3600.0),
        Duty(make_due_previews, every=2.0),
        Duty(make_due_rule_previews, every=2.0),
        Duty(follow_facts, every=2.0),
        Duty(follow_waits, every=2.0),
        Duty(remind_due, every=3600.0),
        Duty(forget_strangers, every=3600.0),
        Duty(write_day_heads, every=600.0),
    ]


def _settle_all() -> None:
    while settle_due():
        pass


class Command(BaseCommand):
    help = "Work in the background until stopped: settle registrations, send messages, seal facts every few seconds, and so on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=0.5, help="seconds between two looks at what waits")
        parser.add_argument("--seal-every", type=float, default=3.0, help="seconds between two seals")
        parser.add_argument("--warehouse-every", type=float, default=60.0, help="seconds between two looks at the warehouse")
        parser.add_argument("--once", action="store_true", help="every duty of this process once, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        warehouse = Beside("warehouse_refresh", is_behind)
        all_duties = duties(options["seal_every"])
        if not options["once"]:
            all_duties.append(Duty(warehouse.look, every=options["warehouse_every"]))
        try:
            self.work(all_duties, options)
        finally:
            warehouse.stop()

    def work(self, all_duties: list[Duty], options: dict[str, Any]) -> None:
        while not self.stopping:
            try:
                for duty in all_duties:
                    duty.do()
            except OperationalError as error:  # the database restarts: look again, with a new connection
                self.stderr.write(f"the database does not answer: {error}")
                connection.close()
            if options["once"]:
                return
            close_old_connections()
            time.sleep(options["every"])

    def stop(self, *args: object) -> None:
        self.stopping = True
