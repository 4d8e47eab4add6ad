import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from okoce.core.fortnights import jakarta_date
from okoce.demo.programme import Programme
from okoce.members.queries import holds_real, holds_synthetic


class Command(BaseCommand):
    help = "Load a synthetic programme over two years, once; every record of it is marked as synthetic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, default=3000)
        parser.add_argument("--seed", type=int, default=2018)
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="the last day of the programme")

    def handle(self, *args: Any, **options: Any) -> None:
        if holds_real():
            raise CommandError(
                "There are real members in this database. Synthetic ones are not mixed with them: use another database."
            )
        if holds_synthetic():
            self.stdout.write("The synthetic programme is loaded already.")
            return
        began = time.monotonic()

        def tell(text: str) -> None:
            self.stdout.write(f"[{time.monotonic() - began:5.1f} s] {text}")
            self.stdout.flush()

        today = options["today"] or jakarta_date(timezone.now())
        Programme(options["members"], today, options["seed"], tell).load()
        tell(f"synthetic programme of {options['members']} members loaded")
