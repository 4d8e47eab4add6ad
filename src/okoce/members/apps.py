from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "okoce.members"
    label = "members"
    verbose_name = "Anggota"
