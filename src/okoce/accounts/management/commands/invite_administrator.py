from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from okoce.accounts import services
from okoce.core.decisions import NotAllowed


class Command(BaseCommand):
    help = "Invite the first administrator; prints a link that works once, for three days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            invited = services.invite_first_administrator(username=options["username"], full_name=options["full_name"])
        except NotAllowed as refused:
            raise CommandError(", ".join(refused.decision.codes)) from refused
        self.stdout.write(reverse("accounts:invitation", args=[invited.token]))
