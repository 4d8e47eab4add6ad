from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "okoce.stages.p2_training"
    label = "p2_training"
    verbose_name = "P2 Pelatihan"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.stages.p2_training.kinds import KINDS  # noqa: PLC0415 - app ready

        register(*KINDS)
