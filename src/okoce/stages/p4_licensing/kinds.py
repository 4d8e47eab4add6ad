"""Fact kinds of P4, licensing."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Office, Outcome


@dataclass(frozen=True)
class Issued:
    licence: Licence = measure(_("jenis izin"))
    valid_until: date | None = measure(_("berlaku sampai"), optional=True)


@dataclass(frozen=True)
class Applied:
    licence: Licence = measure(_("jenis izin"))
    office: Office = measure(_("kantor"))


@dataclass(frozen=True)
class NotIssued:
    licence: Licence = measure(_("jenis izin"))
    reason: NoLicence = measure(_("alasan"))
    outcome: Outcome | None = measure(_("akhir permohonan, bila sudah diajukan"), optional=True)


KINDS = (
    Kind(
        "licence.issued",
        "p4_licensing",
        _("Izin terbit"),
        _("Izin terbit: %(licence)s"),
        Issued,
        stage=4,
        details={"number": _("nomor izin")},
        needs_details=("number",),
        by_officer=True,
    ),
    Kind(
        "licence.applied",
        "p4_licensing",
        _("Izin diajukan"),
        _("Mengajukan %(licence)s lewat %(office)s"),
        Applied,
        stage=4,
        details={"number": _("nomor permohonan")},
        by_officer=True,
    ),
    Kind(
        "licence.declined",
        "p4_licensing",
        _("Izin tidak diurus atau ditolak"),
        _("%(licence)s tidak diurus atau ditolak: %(reason)s"),
        NotIssued,
        stage=4,
        details={"note": _("catatan")},
        by_officer=True,
    ),
)
