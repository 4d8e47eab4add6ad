from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from okoce.evaluation.figures.queries import figures_known, findings
from okoce.evaluation.figures.web.texts import sentence
from okoce.evaluation.rounds.queries import today


class Command(BaseCommand):
    help = "Check the ledger of published figures: one sentence per finding."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--known-at", type=date.fromisoformat, default=None, help="as known on a day (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = figures_known(options["known_at"] or today())
        found = findings(figures)
        for one in found:
            days = sorted({f"{figure.as_of:%Y-%m-%d}" for figure in one.figures})
            self.stdout.write(f"{one.severity:<14}{', '.join(days)}  {sentence(one)}")
        self.stdout.write(f"{len(figures)} figures, {len(found)} findings")
