from typing import Any

from django.core.management.base import BaseCommand

from okoce.ui import catalogues


class Command(BaseCommand):
    help = "Brings each app's English catalogue up to date with its source; says what still lacks English."

    def handle(self, *args: Any, **options: Any) -> None:
        for app in catalogues.our_apps():
            text = catalogues.updated(app)
            if "\nmsgid" not in text or (app.po.exists() and app.po.read_text("utf-8") == text):
                continue
            app.po.parent.mkdir(parents=True, exist_ok=True)
            app.po.write_text(text, "utf-8")
            self.stdout.write(f"{app.name}: catalogue rewritten")
        for line in catalogues.missing_translations():
            self.stdout.write(line)
