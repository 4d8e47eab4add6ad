from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The project as a whole: commands that concern several apps."""

    name = "okoce.config"
    label = "config"
