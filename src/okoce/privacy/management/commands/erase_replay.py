from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okoce.privacy.services import replay_erasures
from okoce.privacy.services.erasure_file import log_file


class Command(BaseCommand):
    help = "After a restore: erase again everybody whom the log of erasures names and the restored database still knows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--log", type=Path, help="the copy of erasures.log that was kept apart; the one of this machine by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        log = options["log"] or log_file()
        if not log.exists():
            raise CommandError(f"there is no log at {log}: give the copy that was kept apart from the backup with --log")
        self.stdout.write(f"erased again: {replay_erasures(log=log)}")
