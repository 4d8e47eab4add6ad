"""What may happen to a rule row, and how far it may be trusted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleStatus(models.TextChoices):
    """ACTIVE answers for the dates of its period, past ones too. SUPERSEDED was replaced for its whole period and
    answers for no date; it stays because decisions cite it. DRAFT is shown to officials and never enforced."""

    DRAFT = "draft", _("Rancangan")
    ACTIVE = "active", _("Berlaku")
    SUPERSEDED = "superseded", _("Diganti")


class Trust(models.TextChoices):
    """How far a row may be trusted. UNCONFIRMED is shown to citizens as "not confirmed yet" and never as a fact."""

    SEEN = "T", _("naskah peraturan dibaca")
    TWO_SOURCES = "2", _("dua sumber yang tidak saling mengutip")
    ONE_SOURCE = "1", _("satu sumber")
    COMPUTED = "calc", _("dihitung dari aturan lain")
    PROGRAMME = "P", _("ketetapan program")
    UNCONFIRMED = "U", _("belum dipastikan")


class ChangeState(models.TextChoices):
    """Where a proposed change of rules stands."""

    DRAFT = "draft", _("Rancangan")
    SUBMITTED = "submitted", _("Menunggu persetujuan")
    APPROVED = "approved", _("Disetujui")


class RulePreviewState(models.TextChoices):
    """How far a preview of a change has come. FAILED: what it looked at changed meanwhile, and it is to be asked for again."""

    WAITING = "waiting", _("Menunggu giliran")
    RUNNING = "running", _("Sedang dihitung")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")
