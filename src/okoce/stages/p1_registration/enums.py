"""Permanent codes of registration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What a submission led to, empty until it is settled. Shown only after the phone's code or at the counter."""

    NEW = "new", _("anggota baru")
    EXISTING = "existing", _("sudah terdaftar sebelumnya")


class Referral(TextChoices):
    """Who brought the registrant; the source is kept so that effort by channel can be known."""

    SELF = "self", _("tahu sendiri")
    KADER = "kader", _("kader PKK, KB, atau RT/RW")
    COMMUNITY = "community", _("komunitas")
    OFFICER = "officer", _("petugas kelurahan atau kecamatan")
    MEMBER = "member", _("anggota lain")
    SOCIAL_MEDIA = "social_media", _("media sosial atau berita")


class RequestState(TextChoices):
    """Answer of a community to somebody who chose it."""

    WAITING = "waiting", _("menunggu jawaban")
    ACCEPTED = "accepted", _("diterima")
    DECLINED = "declined", _("tidak diterima")
    WITHDRAWN = "withdrawn", _("ditarik anggota")


class DeclineReason(TextChoices):
    """Why a community cannot take somebody; the citizen reads it."""

    FULL = "full", _("komunitas sedang penuh")
    OTHER_AREA = "other_area", _("di luar wilayah komunitas")
    OTHER_TRADE = "other_trade", _("jenis usaha lain dari yang dibina")
    UNREACHABLE = "unreachable", _("tidak dapat dihubungi")


class ClaimState(TextChoices):
    """A person says that somebody registered with her NIK; an officer must answer."""

    OPEN = "open", _("menunggu jawaban petugas")
    UPHELD = "upheld", _("benar: pendaftaran dibatalkan")
    REJECTED = "rejected", _("tidak terbukti")
