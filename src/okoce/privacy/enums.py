"""Permanent codes of requests about one's own data (UU 27/2022)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestKind(TextChoices):
    """What somebody asks about her data."""

    ACCESS = "access", _("salinan data saya")
    CORRECTION = "correction", _("perbaikan data")
    WITHDRAWAL = "withdrawal", _("pencabutan izin")
    ERASURE = "erasure", _("penghapusan data")


class RequestState(TextChoices):
    """How far a request is. ``decided`` and ``ordered`` are of an erasure: one officer agrees, another orders it."""

    OPEN = "open", _("menunggu petugas")
    IN_WORK = "in_work", _("sedang dikerjakan")
    DECIDED = "decided", _("disetujui, menunggu petugas kedua")
    ORDERED = "ordered", _("sedang dihapus")
    ANSWERED = "answered", _("sudah dijawab")
    REFUSED = "refused", _("tidak dapat dipenuhi")
    CANCELLED = "cancelled", _("dibatalkan pemohon")


class Field(TextChoices):
    """What about her is wrong."""

    NAME = "name", _("nama")
    NIK = "nik", _("NIK")
    BIRTH = "birth", _("tanggal lahir")
    PHONE = "phone", _("nomor HP")
    DOMICILE = "domicile", _("tempat tinggal")
    BUSINESS = "business", _("usaha")
    ACTIVITY = "activity", _("catatan kegiatan")
    OTHER = "other", _("lainnya")


class Refusal(TextChoices):
    """Why a request cannot be met: the law's reasons, never a bare no."""

    IDENTITY = "identity", _("identitas pemohon tidak terbukti")
    NOT_WRONG = "not_wrong", _("data sudah sesuai dengan bukti yang ada")
    NO_EVIDENCE = "no_evidence", _("bukti untuk perbaikan belum ada")
    OPEN_DISPUTE = "open_dispute", _("identitas ini sedang disengketakan")
    LEGAL_HOLD = "legal_hold", _("data sedang diperlukan dalam perkara hukum")
    REPEATED = "repeated", _("permintaan yang sama sudah dijawab")


class Held(TextChoices):
    """What the law keeps beyond an erasure."""

    BOOKS = "books", _("catatan keuangan usaha")
    LOANS = "loans", _("catatan pinjaman modal")
