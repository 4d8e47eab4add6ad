"""Codes that components understand. A component is told a code, never a translated word."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StageState(TextChoices):
    DONE = "done", _("Selesai")
    NOW = "now", _("Sekarang")
    NOT_YET = "not_yet", _("Belum")
    NOT_WANTED = "not_wanted", _("Tidak diambil")


class NoticeKind(TextChoices):
    INFO = "info", _("Untuk diketahui")
    SUCCESS = "success", _("Berhasil")
    WARNING = "warning", _("Perhatian")
    REFUSAL = "refusal", _("Belum bisa")


class Tone(TextChoices):
    """Shape and colour of a badge; its word always stands beside it."""

    NEUTRAL = "neutral", _("biasa")
    ACTIVE = "active", _("berjalan")
    WAITING = "waiting", _("menunggu")
    DONE = "done", _("selesai")
    REFUSED = "refused", _("ditolak")


class Direction(TextChoices):
    """What a change means for people, which is not whether the number grew."""

    SAME = "same", _("tetap")
    BETTER = "better", _("membaik")
    WORSE = "worse", _("memburuk")
