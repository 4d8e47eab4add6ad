from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okoce.core.decisions import NotAllowed
from okoce.evaluation.figures.services import import_figures
from okoce.evaluation.rounds.queries import today

REASONS = {
    "cell_empty": "the cell is empty",
    "word_unknown": "the word is not one that the ledger knows",
    "date_unreadable": "not a date like 2018-09-10",
    "number_unreadable": "not a number like 51346 or 7.14",
    "figures.unknown_layout": "The file has none of the known layouts. Columns: see docs/how-to/import-published-figures.md",
    "figures.known_later": "Row {row}: another value is known since {known_on}. Give a later day with --known-at",
}


class Command(BaseCommand):
    help = "Take published figures into the ledger, as known from a day on. The same file twice changes nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--known-at", type=date.fromisoformat, default=None, help="day from which they are known (default: today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                done = import_figures(file=file, name=path.name, known_on=options["known_at"] or today())
        except NotAllowed as refused:
            reason = refused.decision.reasons[0]
            raise CommandError(REASONS[reason.code].format(**reason.params)) from refused
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        for row in done.refused:
            self.stderr.write(f"line {row.line}, column {row.column}: {REASONS[row.code]}")
        self.stdout.write(f"{done.new} new, {done.changed} changed, {done.same} known already, {len(done.refused)} refused")
        if done.refused:
            raise CommandError(f"{len(done.refused)} rows were refused; mend them and import the file again")
