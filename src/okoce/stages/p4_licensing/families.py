"""The families of rules that make the licence roadmap, as `regulations` keeps and edits them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.regulations.families import Family
from okoce.stages.p4_licensing.rules import decoded
from okoce.stages.p4_licensing.rules.decoded import check_value

FAMILIES: Final = (
    Family(decoded.TASK, _("Tugas perizinan"), check_value, objects=True),
    Family(decoded.CLAUSE, _("Syarat tugas perizinan"), check_value, objects=True),
    Family(decoded.PARAM, _("Tanggal dan batas perizinan"), check_value),
    Family(decoded.FEE, _("Biaya izin"), check_value),
    Family(decoded.DAYS, _("Waktu layanan izin"), check_value),
    Family(decoded.TERM, _("Masa berlaku izin"), check_value),
    Family(decoded.TRAITS, _("Sifat kelas usaha"), check_value, objects=True),
    Family(decoded.RISK, _("Tingkat risiko kelas usaha"), check_value, objects=True),
)
