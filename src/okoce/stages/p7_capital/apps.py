from django.apps import AppConfig


class CapitalConfig(AppConfig):
    name = "okoce.stages.p7_capital"
    label = "p7_capital"
    verbose_name = "P7 Permodalan"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.stages.p7_capital.kinds import KINDS  # noqa: PLC0415 - app ready

        register(*KINDS)
