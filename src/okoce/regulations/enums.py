"""What may happen to a rule row."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleStatus(models.TextChoices):
    """ACTIVE answers for the dates of its period, past ones too. SUPERSEDED was replaced for its whole period and
    answers for no date; it stays because decisions cite it. DRAFT is shown to officials and never enforced."""

    DRAFT = "draft", _("Rancangan")
    ACTIVE = "active", _("Berlaku")
    SUPERSEDED = "superseded", _("Diganti")
