from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look that all pages share: tokens, components, formats, message catalogues."""

    name = "okoce.ui"
    label = "ui"
