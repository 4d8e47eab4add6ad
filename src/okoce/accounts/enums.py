"""Permanent codes of roles; rights are granted over a scope for a period."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """Who somebody is for the programme. Codes are stored; labels may change."""

    MEMBER = "member", pgettext_lazy("peran", "Anggota")
    MENTOR = "mentor", _("Pendamping")
    COMMUNITY = "community", _("Komunitas")
    KELURAHAN = "kelurahan", _("Petugas kelurahan")
    KECAMATAN = "kecamatan", _("Petugas kecamatan")
    CITY = "city", _("Petugas kota")
    AGENCY = "agency", _("Dinas atau badan usaha")
    LENDER = "lender", _("Pemberi pinjaman")
    EVALUATOR = "evaluator", _("Penilai program")
    ADMINISTRATOR = "administrator", _("Pengelola sistem")


class PhoneProblem(TextChoices):
    """What is wrong with a typed phone number: the codes of ``core.phone_numbers.NotAPhone`` as sentences for a form."""

    EMPTY = "phone_empty", _("Isi nomor HP Anda, misalnya 0812 3456 7890.")
    UNREADABLE = "phone_unreadable", _("Nomor HP hanya berisi angka, misalnya 0812 3456 7890. Periksa isian Anda.")
    TOO_SHORT = "phone_too_short", _("Nomor HP ini kurang angkanya. Periksa lagi, misalnya 0812 3456 7890.")
    TOO_LONG = "phone_too_long", _("Nomor HP ini kelebihan angka. Periksa lagi, misalnya 0812 3456 7890.")
    FOREIGN = "phone_foreign", _("Kami hanya bisa mengirim pesan ke nomor HP Indonesia. Isi nomor yang diawali 08 atau +62.")
    NOT_MOBILE = "phone_not_mobile", _("Ini bukan nomor HP, jadi tidak bisa menerima SMS. Isi nomor yang diawali 08.")


class CodePurpose(TextChoices):
    """What a one-time code opens; a code for one purpose opens nothing else."""

    SIGN_IN = "sign_in", _("masuk")
    RECEIPT = "receipt", _("melihat pendaftaran")
    OWN_DATA = "own_data", _("membuka salinan data sendiri")
