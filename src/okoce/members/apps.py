from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "okoce.members"
    label = "members"
    verbose_name = "Anggota"

    def ready(self) -> None:
        from okoce.facts.kinds import register  # noqa: PLC0415 - app ready
        from okoce.members.kinds import KINDS  # noqa: PLC0415 - app ready

        register(*KINDS)
