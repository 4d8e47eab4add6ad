from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okoce.ui import catalogues


class Command(BaseCommand):
    help = "Brings each app's English catalogue up to date with its source; says what still lacks English."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("apps", nargs="*", help="names such as okoce.ui; without any, all apps of the project")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [app for app in catalogues.our_apps() if not options["apps"] or app.name in options["apps"]]
        if unknown := set(options["apps"]) - {app.name for app in chosen}:
            raise CommandError(f"no such app: {', '.join(sorted(unknown))}")
        memory = catalogues.remembered()
        for app in chosen:
            text = catalogues.updated(app, memory)
            if "\nmsgid" not in text or (app.po.exists() and app.po.read_text("utf-8") == text):
                continue
            app.po.parent.mkdir(parents=True, exist_ok=True)
            app.po.write_text(text, "utf-8")
            self.stdout.write(f"{app.name}: catalogue rewritten")
        for line in catalogues.missing_translations(chosen):
            self.stdout.write(line)
