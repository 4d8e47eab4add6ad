from typing import Any

from django.core.management.base import BaseCommand

from okoce.ui import catalogues


class Command(BaseCommand):
    help = "Compiles the message catalogues that are newer than their compiled form."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"message catalogues compiled: {catalogues.compile_all()}")
