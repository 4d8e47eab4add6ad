"""Fact kinds of P2, training."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure


class Skill(TextChoices):
    HARD = "hard", _("keterampilan usaha (hard skill)")
    SOFT = "soft", _("pengelolaan usaha (soft skill)")


@dataclass(frozen=True)
class Attended:
    """One day of one class that the member attended."""

    skill: Skill = measure(_("jenis pelatihan"))
    hours: int = measure(_("lama"), unit="hours", minimum=1)


@dataclass(frozen=True)
class Missed:
    skill: Skill = measure(_("jenis pelatihan"))


_DETAILS = {
    "course": _("nama pelatihan"),
    "venue": _("tempat"),
    "evidence": _("bukti (nomor daftar hadir atau sertifikat)"),
}

KINDS = (
    Kind(
        "training.attended",
        "p2_training",
        _("Hadir di pelatihan"),
        _("Hadir di pelatihan %(skill)s, %(hours)s jam"),
        Attended,
        stage=2,
        details=_DETAILS,
        needs_details=("evidence",),
        by_officer=True,
    ),
    Kind(
        "training.missed",
        "p2_training",
        _("Diundang tetapi tidak hadir"),
        _("Diundang ke pelatihan %(skill)s, tidak hadir"),
        Missed,
        stage=2,
        details={"course": _("nama pelatihan")},
        by_officer=True,
    ),
)
