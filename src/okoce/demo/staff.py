"""Accounts of the demonstration: one for each role over a sensible scope, and the officers who wrote the synthetic records."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.accounts.services import NewGrant, make_demo_staff
from okoce.places.queries import HOME_PROVINCE, province_choices

KECAMATAN = "31.74.01"  # Tebet
KELURAHAN = "31.74.01.1001"
CITY = "31.74"


@dataclass(frozen=True)
class Account:
    """A demonstration account: how to sign in and where to begin."""

    role: Role
    username: str
    full_name: str
    grant: NewGrant
    page: str


def accounts(community_id: UUID, agency_id: UUID, lender_id: UUID) -> Iterator[Account]:
    """One account for each role of staff."""
    yield Account(Role.MENTOR, "pendamping", "Rina (contoh)", NewGrant(Role.MENTOR, KECAMATAN), "/meja/")
    yield Account(
        Role.COMMUNITY,
        "komunitas",
        "Pengurus komunitas (contoh)",
        NewGrant(Role.COMMUNITY, org_id=community_id),
        "/meja/komunitas/",
    )
    yield Account(Role.KELURAHAN, "kelurahan", "Petugas kelurahan (contoh)", NewGrant(Role.KELURAHAN, KELURAHAN), "/meja/")
    yield Account(Role.KECAMATAN, "kecamatan", "Petugas kecamatan Tebet (contoh)", NewGrant(Role.KECAMATAN, KECAMATAN), "/meja/")
    yield Account(Role.CITY, "kota", "Petugas Jakarta Selatan (contoh)", NewGrant(Role.CITY, CITY), "/meja/")
    yield Account(Role.AGENCY, "dinas", "Petugas dinas (contoh)", NewGrant(Role.AGENCY, org_id=agency_id), "/")
    yield Account(Role.LENDER, "bank", "Petugas bank (contoh)", NewGrant(Role.LENDER, org_id=lender_id), "/")
    yield Account(Role.EVALUATOR, "penilai", "Penilai program (contoh)", NewGrant(Role.EVALUATOR), "/evaluasi/")
    yield Account(Role.ADMINISTRATOR, "pengelola", "Pengelola sistem (contoh)", NewGrant(Role.ADMINISTRATOR), "/pengelola/akun/")


def password() -> str:
    """The password of all demonstration accounts here: made once for this installation, readable by its owner alone."""
    file = settings.VAR_DIR / "demo-password"
    if not file.exists():
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(f"contoh-{secrets.token_hex(4)}\n")
    return str(file.read_text().strip())


def make(account: Account) -> Actor:
    """The account, and the actor that it is."""
    user_id = make_demo_staff(username=account.username, full_name=account.full_name, password=password(), grants=[account.grant])
    held = Held(account.grant.role, account.grant.place_code, account.grant.org_id)
    return Actor(user_id, account.full_name, (held,))


def data_officer() -> Actor:
    """The officer who wrote the synthetic records of all places; nobody can sign in as her: her password is thrown away."""
    provinces = [HOME_PROVINCE, *(code for code, _name in province_choices())]
    grants = [NewGrant(Role.ADMINISTRATOR), *(NewGrant(Role.CITY, code) for code in provinces)]
    name = "Petugas data contoh"
    user_id = make_demo_staff(username="data-contoh", full_name=name, password=secrets.token_hex(16), grants=grants)
    return Actor(user_id, name, tuple(Held(grant.role, grant.place_code) for grant in grants))
