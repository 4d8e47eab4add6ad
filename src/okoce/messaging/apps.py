from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "okoce.messaging"
    label = "messaging"
    verbose_name = "Pesan"
