import json
from typing import Any

from django.core.management.base import BaseCommand

from okoce.accounts.queries import factor_counts


class Command(BaseCommand):
    help = "Count the accounts whose role needs a second factor: with one, without one, let off in a demonstration. As JSON."

    def handle(self, *args: Any, **options: Any) -> None:
        found = factor_counts()
        self.stdout.write(json.dumps({"with": found.having, "without": found.lacking, "let_off": found.let_off}))
