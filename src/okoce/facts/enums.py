"""Permanent codes of facts. A code is never renamed or reused; labels may change."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Grade(IntegerChoices):
    """How well a fact is evidenced; ordered, so that a gate may ask for a minimum."""

    SELF_REPORTED = 0, _("menurut anggota sendiri")
    CONFIRMED = 1, _("dibenarkan pihak lain")
    REGISTER = 2, _("tercatat di daftar resmi")
    SAMPLED = 3, _("sudah diperiksa")


class Channel(TextChoices):
    """By which way a fact reached the programme."""

    SELF = "self", _("anggota sendiri")
    COUNTER = "counter", _("loket")
    MENTOR = "mentor", _("pendamping")
    PARTNER = "partner", _("mitra")
    IMPORT = "import", _("unggahan berkas")
    REGISTER = "register", _("daftar resmi")
    LENDER = "lender", _("pemberi pinjaman")


class Correction(TextChoices):
    """What a correcting fact does to its original."""

    AMEND = "amend", _("isi diperbaiki")
    VOID = "void", _("dibatalkan: tidak terjadi")
    RESTORE = "restore", _("dipulihkan: ternyata benar")


class CorrectionReason(TextChoices):
    """Why a fact is corrected; free words go into the encrypted details, never into this column."""

    MISTYPED = "mistyped", _("salah ketik")
    WRONG_DATE = "wrong_date", _("tanggal keliru")
    WRONG_PERSON = "wrong_person", _("orang yang keliru")
    DUPLICATE = "duplicate", _("tercatat dua kali")
    NOT_HAPPENED = "not_happened", _("ternyata tidak terjadi")
    EVIDENCE_FALSE = "evidence_false", _("bukti tidak benar")
    EVIDENCE_FOUND = "evidence_found", _("bukti ditemukan")
    UNDO = "undo", _("pembatalan tindakan massal")
    IDENTITY_MISUSED = "identity_misused", _("identitas dipakai orang lain")
