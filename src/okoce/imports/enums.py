"""Permanent codes of imported spreadsheets."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """What the rows of a sheet are about."""

    MEMBERS = "members", _("pendaftaran anggota")
    FACTS = "facts", _("kegiatan anggota")
    PERMITS = "permits", _("izin dari kantor PTSP")


class FileFormat(TextChoices):
    XLSX = "xlsx", "Excel (XLSX)"
    ODS = "ods", "LibreOffice (ODS)"
    CSV = "csv", "CSV"


class ImportState(TextChoices):
    """Where an import stands. The worker acts in reading, storing and undoing; people act in the others."""

    UPLOADED = "uploaded", _("menunggu kolomnya dicocokkan")
    READING = "reading", _("sedang diperiksa")
    CHECKED = "checked", _("selesai diperiksa, menunggu keputusan Anda")
    STORING = "storing", _("sedang disimpan")
    STORED = "stored", _("sudah disimpan")
    UNDOING = "undoing", _("sedang dibatalkan")
    UNDONE = "undone", _("sudah dibatalkan")
    FAILED = "failed", _("berkas tidak terbaca")


class Verdict(TextChoices):
    """What checking says of a row; unread until it was checked."""

    UNREAD = "unread", _("belum diperiksa")
    NEW = "new", _("baru")
    CHANGED = "changed", _("berubah")
    SAME = "same", _("sama")
    DOUBTFUL = "doubtful", _("perlu dilihat")
    OUTSIDE = "outside", _("bukan anggota di wilayah Anda")
    REJECTED = "rejected", _("ditolak")


class Choice(TextChoices):
    """What the officer decided about a row that could be stored."""

    OPEN = "open", _("belum diputuskan")
    TAKE = "take", _("diterima")
    TAKE_AS_NEW = "take_as_new", _("diterima sebagai catatan baru")
    LEAVE = "leave", _("dilewati")


class Outcome(TextChoices):
    """What became of a row."""

    NONE = "none", _("belum disimpan")
    STORED = "stored", _("disimpan")
    UNDONE = "undone", _("dibatalkan")
    STAYS = "stays", _("tidak dapat dibatalkan")
