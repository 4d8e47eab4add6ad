from django.apps import AppConfig


class MarketingConfig(AppConfig):
    name = "okoce.stages.p5_marketing"
    label = "p5_marketing"
    verbose_name = "P5 Pemasaran"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.stages.p5_marketing.kinds import KINDS  # noqa: PLC0415 - app ready

        register(*KINDS)
