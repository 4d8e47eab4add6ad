from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "okoce.stages.p3_mentoring"
    label = "p3_mentoring"
    verbose_name = "P3 Pendampingan"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.stages.p3_mentoring.kinds import KINDS  # noqa: PLC0415 - app ready

        register(*KINDS)
