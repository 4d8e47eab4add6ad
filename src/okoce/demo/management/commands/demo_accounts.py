from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from okoce.demo import staff
from okoce.demo.programme import HOUSEHOLD_PHONE

NOWHERE = UUID(int=0)


class Command(BaseCommand):
    help = "Print one account for each role of the synthetic programme."

    def handle(self, *args: Any, **options: Any) -> None:
        word = staff.password()
        local = "0" + HOUSEHOLD_PHONE.removeprefix("+62")
        self.stdout.write("Accounts of the synthetic programme (all data are made up):")
        self.stdout.write(f"  member         {local} at /masuk/ ; the code appears here as [pesan]; the phone serves two people")
        for account in staff.accounts(NOWHERE, NOWHERE, NOWHERE):
            self.stdout.write(f"  {account.role:<14} {account.username:<12} {word}  at /masuk/petugas/, then {account.page}")
