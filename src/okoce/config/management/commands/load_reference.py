from django.core.management.base import BaseCommand

from okoce.config.loading import load_reference


class Command(BaseCommand):
    help = "Load the reference data that the repository ships: places, rules, editions."

    def handle(self, *args: object, **options: object) -> None:
        load_reference()
