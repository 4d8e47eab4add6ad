from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from okoce.evaluation.warehouse.services import refresh


class Command(BaseCommand):
    help = "Bring the warehouse of this machine up to the newest seal and publish it for the pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="from nothing, whatever there is")
        parser.add_argument("--parquet", action="store_true", help="publish the Parquet files too, however new the last ones are")

    def handle(self, *args: Any, **options: Any) -> None:
        every = {"parquet_every": 0.0} if options["parquet"] else {}
        done = refresh(rebuild=options["rebuild"], **every)
        if done is None:
            self.stdout.write("Nothing is sealed yet: there is no warehouse.")
            return
        steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in done.seconds.items())
        said = "published" if done.published else "nothing new"
        self.stdout.write(f"Warehouse: position {done.before} to {done.position}, {said} ({steps})")
