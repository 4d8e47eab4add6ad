from django.apps import AppConfig


class BookkeepingConfig(AppConfig):
    name = "okoce.stages.p6_bookkeeping"
    label = "p6_bookkeeping"
    verbose_name = "P6 Pelaporan Keuangan"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.stages.p6_bookkeeping.kinds import KINDS  # noqa: PLC0415 - app ready

        register(*KINDS)
