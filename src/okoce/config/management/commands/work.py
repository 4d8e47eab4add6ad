import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections, connection

from okoce.accounts.services import forget_spent
from okoce.facts.services import seal_all
from okoce.messaging.channels import channel
from okoce.messaging.services import send_due
from okoce.stages.p1_registration.services import settle_due

FORGET_EVERY = 600.0


class Command(BaseCommand):
    help = "Work in the background until stopped: settle registrations, send messages, and seal facts every few seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=0.5, help="seconds between two looks at what waits")
        parser.add_argument("--seal-every", type=float, default=3.0, help="seconds between two seals")
        parser.add_argument("--once", action="store_true", help="one look, one seal, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        sealed_at = forgotten_at = 0.0
        while not self.stopping:
            try:
                while settle_due():
                    pass
                send_due(channel())
                if time.monotonic() - sealed_at >= options["seal_every"] or options["once"]:
                    seal_all()
                    sealed_at = time.monotonic()
                if time.monotonic() - forgotten_at >= FORGET_EVERY:
                    forget_spent()
                    forgotten_at = time.monotonic()
            except OperationalError as error:  # the database restarts: look again, with a new connection
                self.stderr.write(f"the database does not answer: {error}")
                connection.close()
            if options["once"]:
                return
            close_old_connections()
            time.sleep(options["every"])

    def stop(self, *args: object) -> None:
        self.stopping = True
