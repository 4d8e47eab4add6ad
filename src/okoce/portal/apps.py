from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "okoce.portal"
    label = "portal"
