"""Synthetic communities, agencies and the 44 centres, entered through the services of partners."""

from dataclasses import dataclass, field
from datetime import time
from random import Random
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.demo.identities import name
from okoce.partners.enums import OrganisationKind
from okoce.partners.queries import Hours, Room, Staff
from okoce.partners.services import add_representative, register_organisation, remove, save_centre, suspend, verify
from okoce.places.queries import kecamatan_choices, refs

TEBET = "31.74.01"
KINDS_OF_WORK = ("Usaha Mandiri", "Kuliner Rumahan", "Perempuan Berdaya", "Wirausaha Muda", "Kriya dan Jahit")


@dataclass(frozen=True)
class Community:
    """A verified community and where it works."""

    id: UUID
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Partners:
    communities: tuple[Community, ...]
    agency: UUID
    lender: UUID
    _near: dict[str, list[UUID]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def near(self, place_code: str, number: int) -> UUID:
        """A community that works where somebody lives; any for residents of other provinces."""
        if place_code not in self._near:
            near = [item.id for item in self.communities if any(place_code.startswith(area) for area in item.areas)]
            self._near[place_code] = near or [item.id for item in self.communities]
        choices = self._near[place_code]
        return choices[number % len(choices)]


def load_partners(by: Actor, chance: Random) -> Partners:
    """Some sixty organisations in every state, and a centre in each kecamatan."""
    communities = []
    kecamatan = [code for _city, group in kecamatan_choices() for code, _name in group]
    for number, code in enumerate([*kecamatan, *chance.sample(kecamatan, 16)]):
        areas = (code,) if chance.random() < 0.8 or code == TEBET else (code[:5],)
        work = KINDS_OF_WORK[(number + number // len(kecamatan)) % len(KINDS_OF_WORK)]
        found = _community(by, f"Komunitas {work} {refs()[code].name} (contoh)", areas)
        if number >= len(kecamatan) and number % 3 == 0:
            _troubled(by, found, number)
        else:
            verify(by=by, organisation_id=found)
            _speakers(by, found, chance)
            communities.append(Community(found, areas))
    for code in kecamatan:
        _centre(by, code, chance)
    agency = _organisation(by, OrganisationKind.AGENCY, "Dinas Koperasi dan Usaha Kecil (contoh)")
    lender = _organisation(by, OrganisationKind.LENDER, "Bank Mitra Usaha (contoh)")
    return Partners(tuple(communities), agency, lender)


def _community(by: Actor, title: str, areas: tuple[str, ...]) -> UUID:
    return register_organisation(
        by=by,
        kind=OrganisationKind.COMMUNITY,
        name=title,
        area_codes=areas,
        about="Komunitas contoh: data ini dibuat untuk memperlihatkan sistem.",
        is_synthetic=True,
    ).id


def _speakers(by: Actor, organisation_id: UUID, chance: Random) -> None:
    for function in ("Ketua", "Pendamping")[: chance.randint(1, 2)]:
        person = f"{name(chance, woman=chance.random() < 0.5)} (contoh)"
        add_representative(by=by, organisation_id=organisation_id, name=person, function=function, is_synthetic=True)


def _troubled(by: Actor, organisation_id: UUID, number: int) -> None:
    """One waits for its examination; the others were stopped."""
    if number % 9 < 3:
        return
    verify(by=by, organisation_id=organisation_id)
    if number % 9 < 6:
        suspend(by=by, organisation_id=organisation_id, reason="Meminta uang pendaftaran dari warga (contoh)")
    else:
        remove(by=by, organisation_id=organisation_id, reason="Tidak lagi bekerja dengan program (contoh)")


def _organisation(by: Actor, kind: OrganisationKind, title: str) -> UUID:
    found = register_organisation(by=by, kind=kind, name=title, area_codes=["31"], is_synthetic=True)
    verify(by=by, organisation_id=found.id)
    return found.id


def _centre(by: Actor, code: str, chance: Random) -> None:
    hours = [Hours(weekday, time(8), time(16)) for weekday in range(1, 6)]
    if chance.random() < 0.3:
        hours.append(Hours(6, time(8), time(12)))
    save_centre(
        by=by,
        place_code=code,
        address=f"Kantor Kecamatan {refs()[code].name}, lantai 1 (alamat contoh)",
        public_contact="loket kecamatan",
        staff=[
            Staff(f"{name(chance, woman=True)} (contoh)", "Petugas loket"),
            Staff(f"{name(chance, woman=False)} (contoh)", "Kepala pusat"),
        ],
        rooms=[Room("Ruang kelas", chance.choice((30, 40, 50))), Room("Ruang konsultasi", 4)],
        hours=hours,
        is_synthetic=True,
    )
