"""Permanent codes of the life of an edition and of its previews."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditionState(TextChoices):
    """Where one version of an edition stands; only an approved one is read by figures."""

    DRAFT = "draft", _("Rancangan")
    SUBMITTED = "submitted", _("Menunggu persetujuan")
    APPROVED = "approved", _("Disetujui")
    SUPERSEDED = "superseded", _("Diganti versi berikutnya")


class PreviewState(TextChoices):
    """How far a preview has come. FAILED: it was left half done, and is to be asked for again."""

    WAITING = "waiting", _("Menunggu giliran")
    RUNNING = "running", _("Sedang dihitung")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")
