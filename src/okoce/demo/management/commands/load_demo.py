import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.demo.identities import MOST
from okoce.demo.programme import PACKS, is_whole, load
from okoce.members.queries import holds_real, holds_synthetic

LEAST = 100  # of fewer, nobody would come to the last stages


class Command(BaseCommand):
    help = "Load a synthetic programme over two years, once; every record of it is marked as synthetic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, default=3000)
        parser.add_argument("--seed", type=int, default=2018)
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="the last day of the programme")
        parser.add_argument("--packs", type=int, default=PACKS, help="how many of the last fortnights are frozen")

    def handle(self, *args: Any, **options: Any) -> None:
        if holds_real():
            raise CommandError(
                "There are real members in this database. Synthetic ones are not mixed with them: use another database."
            )
        if holds_synthetic():
            self.stdout.write(ALREADY if is_whole() else UNFINISHED)
            return
        began = time.monotonic()
        real_today = jakarta_date(timezone.now())
        today = options["today"] or real_today
        if today > real_today:
            raise CommandError(f"{today} is not over yet, and no fact is of the future. Choose a day up to {real_today}.")
        if not LEAST <= options["members"] <= MOST:
            raise CommandError(f"Choose between {LEAST} and {MOST} members.")

        def tell(text: str) -> None:
            self.stdout.write(f"[{time.monotonic() - began:5.1f} s] {text}")
            self.stdout.flush()

        load(options["members"], today, options["seed"], tell, options["packs"])


ALREADY = "The synthetic programme is loaded already."
UNFINISHED = (
    "A synthetic programme is here, but its load was stopped before the end: it works, its last figures are missing. "
    "For a whole one, start over: make clean, then make run."
)
