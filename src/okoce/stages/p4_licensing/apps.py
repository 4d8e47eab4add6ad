from django.apps import AppConfig


class LicensingConfig(AppConfig):
    name = "okoce.stages.p4_licensing"
    label = "p4_licensing"
    verbose_name = "P4 Perizinan"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.regulations import families  # noqa: PLC0415 - app ready
        from okoce.stages.p4_licensing.families import FAMILIES  # noqa: PLC0415 - app ready
        from okoce.stages.p4_licensing.kinds import KINDS  # noqa: PLC0415 - app ready
        from okoce.stages.p4_licensing.queries.content import SHIPPED  # noqa: PLC0415 - app ready

        register(*KINDS)
        families.register(*FAMILIES)
        families.ship(*SHIPPED)
