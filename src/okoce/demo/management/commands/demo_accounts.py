from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from okoce.demo import identities, staff
from okoce.members.queries import holds_synthetic


class Command(BaseCommand):
    help = "Print one account for each role of the synthetic programme."

    def handle(self, *args: Any, **options: Any) -> None:
        if not holds_synthetic():
            self.stdout.write("No synthetic programme is loaded. Load one: bin/okoce manage load_demo")
            return
        word = staff.password()
        local = "0" + identities.phone(identities.HOUSEHOLD).removeprefix("+62")
        self.stdout.write("Accounts of the synthetic programme (all data are made up):")
        self.stdout.write(
            f"  {'member':<14} {local:<21} {'code by message':<16} at /masuk/, then /saya/ ; "
            "the code appears where `make run` runs, after [pesan]; two people share the phone"
        )
        for account in staff.ACCOUNTS:
            self.stdout.write(f"  {account.role:<14} {account.username:<21} {word:<16} at /masuk/petugas/, then {account.page}")
        if settings.OKOCE_DEMO_WITHOUT_FACTOR:
            self.stdout.write(
                "They sign in without a second factor; each may set one up at /akun/. OKOCE_DEMO_WITHOUT_FACTOR=0 asks all for one."
            )
        else:
            self.stdout.write("Officers, evaluator and administrator set up a second factor when they first sign in.")
