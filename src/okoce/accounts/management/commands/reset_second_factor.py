from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okoce.accounts import services
from okoce.core.decisions import NotAllowed


class Command(BaseCommand):
    help = "Take an account's second factor and recovery codes away and end its sessions: for the only administrator who lost all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("reason", help="kept in the trail, and shown to her at the next sign-in")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            services.reset_factors_at_server(username=options["username"], reason=options["reason"])
        except NotAllowed as refused:
            raise CommandError(", ".join(refused.decision.codes)) from refused
        self.stdout.write("Done. She signs in with her password and sets up a new second factor.")
