"""Permanent codes of roles; rights are granted over a scope for a period."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who somebody is for the programme. Codes are stored; labels may change."""

    MEMBER = "member", _("Anggota")
    MENTOR = "mentor", _("Pendamping")
    COMMUNITY = "community", _("Komunitas")
    KELURAHAN = "kelurahan", _("Petugas kelurahan")
    KECAMATAN = "kecamatan", _("Petugas kecamatan")
    CITY = "city", _("Petugas kota")
    AGENCY = "agency", _("Dinas atau badan usaha")
    LENDER = "lender", _("Pemberi pinjaman")
    EVALUATOR = "evaluator", _("Penilai program")
    ADMINISTRATOR = "administrator", _("Pengelola sistem")
