"""Fact kinds of P1, registration."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure
from okoce.members.enums import EntryStatus
from okoce.stages.p1_registration.enums import DeclineReason


@dataclass(frozen=True)
class Submitted:
    """State of the business on that day, and whether the registrant lives in Jakarta (1) or not (0)."""

    entry_status: EntryStatus = measure(_("keadaan usaha"))
    resident: int = measure(_("warga Jakarta"), minimum=0)


@dataclass(frozen=True)
class Declined:
    reason: DeclineReason = measure(_("alasan"))


@dataclass(frozen=True)
class Joined:
    activity: str = measure(_("jenis kegiatan"))


KINDS = (
    Kind(
        "registration.submitted",
        "p1_registration",
        _("Pendaftaran"),
        _("Mendaftar sebagai anggota"),
        Submitted,
        stage=1,
    ),
    Kind("community.joined", "p1_registration", _("Masuk komunitas"), _("Diterima di komunitas"), stage=1),
    Kind("community.declined", "p1_registration", _("Belum diterima komunitas"), _("Belum diterima komunitas"), Declined),
    Kind(
        "activity.joined",
        "p1_registration",
        _("Ikut kegiatan"),
        _("Ikut kegiatan pengembangan usaha: %(activity)s"),
        Joined,
        by_officer=True,
        details={"place": _("tempat"), "note": _("catatan")},
    ),
)
