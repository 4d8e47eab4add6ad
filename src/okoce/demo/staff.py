"""Accounts of the demonstration: one for each role over a sensible scope, and colleagues who wrote the synthetic records.

Colleagues have no password: nobody signs in as them.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor, grants_on
from okoce.accounts.services import NewGrant, make_demo_staff
from okoce.core.fortnights import jakarta_date
from okoce.demo.partners import TEBET, Partners
from okoce.places.queries import kecamatan_choices, refs

TEBET_TIMUR, SOUTH = "31.74.01.1001", "31.74"


@dataclass(frozen=True)
class Account:
    """A demonstration account: user name, whom it stands for, its role, and the page to open first."""

    role: Role
    username: str
    full_name: str
    page: str
    place: str = EVERYWHERE


ADMINISTRATOR = Account(Role.ADMINISTRATOR, "pengelola", "Pengelola sistem (contoh)", "/pengelola/akun/")
ACCOUNTS = (
    Account(Role.MENTOR, "pendamping", "Rina, pendamping Tebet (contoh)", "/meja/", TEBET),
    Account(Role.COMMUNITY, "komunitas", "Pengurus komunitas (contoh)", "/meja/komunitas/"),
    Account(Role.KELURAHAN, "kelurahan", "Petugas Kelurahan Tebet Timur (contoh)", "/meja/", TEBET_TIMUR),
    Account(Role.KECAMATAN, "kecamatan", "Petugas Kecamatan Tebet (contoh)", "/meja/", TEBET),
    Account(Role.KECAMATAN, "kecamatan-menteng", "Petugas Kecamatan Menteng (contoh)", "/meja/", "31.71.06"),
    Account(Role.KECAMATAN, "kecamatan-cengkareng", "Petugas Kecamatan Cengkareng (contoh)", "/meja/", "31.73.01"),
    Account(Role.CITY, "kota", "Petugas Jakarta Selatan (contoh)", "/meja/", SOUTH),
    Account(Role.AGENCY, "dinas", "Petugas dinas (contoh)", "/meja/mulai/"),
    Account(Role.LENDER, "bank", "Petugas bank (contoh)", "/meja/mulai/"),
    Account(Role.EVALUATOR, "penilai", "Penilai program (contoh)", "/evaluasi/"),
    ADMINISTRATOR,
)


@dataclass(frozen=True)
class Staff:
    """Who writes what: officers and mentors by kecamatan, speakers by community."""

    administrator: Actor
    evaluator: Actor
    city: Actor
    officers: Mapping[str, Actor]
    mentors: Mapping[str, Actor]
    speakers: Mapping[UUID, Actor]

    def recorder(self, role: str, place: str) -> Actor:
        """The mentor or the officer of a kecamatan."""
        return self.mentors[place] if role == "mentor" else self.officers[place]


def make_administrator(hashed: str) -> Actor:
    """The first account: whoever enters the partners."""
    return _make(ADMINISTRATOR, hashed=hashed)


def make_staff(administrator: Actor, partners: Partners, hashed: str) -> Staff:
    """All accounts of the demonstration and all colleagues."""
    first = next(item.id for item in partners.communities if TEBET in item.areas)
    organisations = {Role.COMMUNITY: first, Role.AGENCY: partners.agency, Role.LENDER: partners.lender}
    made = {item.username: _make(item, organisations.get(item.role), hashed) for item in ACCOUNTS if item is not ADMINISTRATOR}
    officers = {item.place: made[item.username] for item in ACCOUNTS if item.role == Role.KECAMATAN}
    mentors = {TEBET: made["pendamping"]}
    for code in (code for _city, group in kecamatan_choices() for code, _name in group):
        name = refs()[code].name
        if code not in officers:
            account = Account(Role.KECAMATAN, f"petugas-{code}", f"Petugas Kecamatan {name} (contoh)", "", code)
            officers[code] = _make(account)
        if code not in mentors:
            mentors[code] = _make(Account(Role.MENTOR, f"pendamping-{code}", f"Pendamping {name} (contoh)", "", code))
    speakers = {first: made["komunitas"]}
    for number, community in enumerate(item.id for item in partners.communities if item.id != first):
        account = Account(Role.COMMUNITY, f"komunitas-{number + 1:02}", "Pengurus komunitas (contoh)", "")
        speakers[community] = _make(account, community)
    return Staff(administrator, made["penilai"], made["kota"], officers, mentors, speakers)


def password() -> str:
    """The password of all demonstration accounts here: made once for this installation, readable by its owner alone."""
    file = settings.VAR_DIR / "demo-password"
    if not file.exists():
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(f"contoh-{secrets.token_hex(4)}\n")
    return str(file.read_text(encoding="ascii").strip())


def hashed_password() -> str:
    """Hashed once: it takes a third of a second by design."""
    return make_password(password())


def _make(account: Account, org_id: UUID | None = None, hashed: str = "") -> Actor:
    """The account, and the actor that it is: with the roles that it was granted."""
    grant = NewGrant(account.role, account.place, org_id)
    user_id = make_demo_staff(username=account.username, full_name=account.full_name, grants=[grant], hashed=hashed)
    return Actor(user_id, account.full_name, grants_on(user_id, jakarta_date(timezone.now())))
