"""Fact kinds about the person herself."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from okoce.facts.kinds import Kind, measure
from okoce.members.enums import EndReason


@dataclass(frozen=True)
class Moved:
    """Domicile before and after, as place codes."""

    from_place: str = measure(_("dari wilayah"))
    to_place: str = measure(_("ke wilayah"))


@dataclass(frozen=True)
class Left:
    reason: EndReason = measure(_("alasan"))


@dataclass(frozen=True)
class Same:
    """The other person; the fact's own person is the first."""

    other: UUID = measure(_("orang yang sama"))


KINDS = (
    Kind("person.moved", "members", _("Pindah wilayah"), _("Pindah dari %(from_place)s ke %(to_place)s"), Moved),
    Kind("person.same_as", "members", _("Orang yang sama"), _("Dinyatakan orang yang sama"), Same),
    Kind("person.not_same_as", "members", _("Orang yang berbeda"), _("Dinyatakan orang yang berbeda"), Same),
    Kind("enrolment.ended", "members", _("Keluar dari program"), _("Keluar dari program: %(reason)s"), Left),
    Kind(
        "business.closed",
        "members",
        _("Usaha ditutup"),
        _("Usaha ditutup"),
        details={"note": _("catatan")},
        by_officer=True,
    ),
)
