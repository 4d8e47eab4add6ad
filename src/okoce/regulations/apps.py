from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "okoce.regulations"
    label = "regulations"
    verbose_name = "Aturan"

    def ready(self) -> None:
        from okoce.regulations.families import register  # noqa: PLC0415 - app ready
        from okoce.regulations.shipped_families import FAMILIES  # noqa: PLC0415 - app ready

        register(*FAMILIES)
