"""Permanent codes of partner organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    COMMUNITY = "community", _("Komunitas penggerak")
    AGENCY = "agency", _("Dinas atau unit kerja")
    CITY_COMPANY = "bumd", _("BUMD")
    STATE_COMPANY = "bumn", _("BUMN")
    FIRM = "firm", _("Perusahaan")
    LENDER = "lender", _("Pemberi pinjaman")


class OrganisationState(TextChoices):
    """Only ``verified`` organisations stand in the public register; the others stay known with the reason."""

    PENDING = "pending", _("menunggu pemeriksaan")
    VERIFIED = "verified", _("terverifikasi")
    SUSPENDED = "suspended", _("dihentikan sementara")
    REMOVED = "removed", _("dicoret dari daftar")
