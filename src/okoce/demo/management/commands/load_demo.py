import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.demo.begun import unfinished
from okoce.demo.chunks import Order
from okoce.demo.identities import MOST
from okoce.demo.programme import PACKS, go_on, is_whole, load
from okoce.members.queries import holds_real, holds_synthetic

BULK_FROM = 5000
LEAST = 100  # of fewer, nobody would come to the last stages


class Command(BaseCommand):
    help = "Load a synthetic programme over two years, once; every record of it is marked as synthetic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, default=3000)
        parser.add_argument("--seed", type=int, default=2018)
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="the last day of the programme")
        parser.add_argument("--visits", type=int, default=0, help="further visits of each mentored member, for longer records")
        parser.add_argument(
            "--way",
            choices=("auto", "services", "bulk"),
            default="auto",
            help=f"one by one through the services, or in bulk with the same rows (auto: in bulk from {BULK_FROM:,} members on)",
        )
        parser.add_argument("--packs", type=int, default=PACKS, help="how many of the last fortnights are frozen")

    def handle(self, *args: Any, **options: Any) -> None:
        if holds_real():
            raise CommandError(
                "There are real members in this database. Synthetic ones are not mixed with them: use another database."
            )
        stopped = None if is_whole() else unfinished()
        if holds_synthetic() and stopped is None:
            self.stdout.write(ALREADY if is_whole() else UNFINISHED)
            return
        self.began = time.monotonic()
        if stopped is not None:
            if (options["members"], options["seed"]) != (stopped.order.count, stopped.order.seed):
                raise CommandError(OTHER % (stopped.order.count, stopped.order.seed))
            go_on(stopped, self.tell)
            return
        order = self._order(options)
        load(order, self.tell, bulk=options["way"] == "bulk" or (options["way"] == "auto" and order.count >= BULK_FROM))

    def _order(self, options: dict[str, Any]) -> Order:
        real_today = jakarta_date(timezone.now())
        today = options["today"] or real_today
        if today > real_today:
            raise CommandError(f"{today} is not over yet, and no fact is of the future. Choose a day up to {real_today}.")
        if not LEAST <= options["members"] <= MOST:
            raise CommandError(f"Choose between {LEAST} and {MOST} members.")

        return Order(options["members"], today, options["seed"], options["packs"], options["visits"])

    def tell(self, text: str) -> None:
        self.stdout.write(f"[{time.monotonic() - self.began:5.1f} s] {text}")
        self.stdout.flush()


ALREADY = "The synthetic programme is loaded already."
UNFINISHED = (
    "A synthetic programme is here, but its load was stopped before the end: it works, its last figures are missing. "
    "For a whole one, start over: make clean, then make run."
)
OTHER = "A load of %s members with the seed %s was stopped here. Start it again with these numbers, and it goes on."
