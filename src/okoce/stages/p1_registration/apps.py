from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "okoce.stages.p1_registration"
    label = "p1_registration"
    verbose_name = "P1 Pendaftaran"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.stages.p1_registration.kinds import KINDS  # noqa: PLC0415 - app ready

        register(*KINDS)
