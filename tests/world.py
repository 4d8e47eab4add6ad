"""One small programme for every test: an account for each role, a member in its scope and one outside.

``build_world()`` makes it through the services; the fixture ``world`` (tests/conftest.py) gives it to a test. Smaller needs have
``make_member``, ``make_fact``, ``make_account``, ``nik`` and ``phone``, which can be used alone. Nothing is random but ids and
receipts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import TextChoices
from django.test import Client
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant, User
from okoce.accounts.queries import PERSON_KEY, Actor, Held, actor_of
from okoce.accounts.services import Invited, NewGrant, ensure_phone_accounts, invite
from okoce.accounts.services.sessions import FACTOR_KEY, PROVEN_KEY
from okoce.core.encryption import keyring
from okoce.core.fortnights import Fortnight, jakarta_date
from okoce.core.ids import new_id
from okoce.evaluation.rounds.models import Pack
from okoce.evaluation.rounds.services import decide, freeze
from okoce.facts.enums import Channel, Grade
from okoce.facts.kinds import MeasureField, kind_of, measure_fields
from okoce.facts.services import FactDraft, append
from okoce.members.enums import EmergencyCause, EntryStatus, Purpose
from okoce.members.queries import Member, member
from okoce.members.services import NewMember, ask_emergency, enrol_many, set_mentor
from okoce.partners.enums import OrganisationKind, OrganisationState
from okoce.partners.models import Organisation, OrganisationArea
from okoce.partners.queries import forget
from okoce.partners.services import add_representative, save_centre
from okoce.privacy.enums import RequestKind
from okoce.privacy.services import Request, ask_for
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.models import CommunityRequest
from okoce.stages.p1_registration.services import Submission, open_claim, register_at_counter
from okoce.stages.p1_registration.services.claims import ClaimForm
from okoce.stages.p4_licensing.enums import Licence, Office
from okoce.stages.p4_licensing.services import Submission as Applied
from okoce.stages.p4_licensing.services import apply, report
from tests.imports.sheets import FACT_HEAD, checked, xlsx
from tests.stages.p4_licensing.papers import JPEG, a_report
from tests.transactions import seal_within

CITY, KECAMATAN, KELURAHAN = "31.74", "31.74.01", "31.74.01.1001"  # Jakarta Selatan, Tebet, Tebet Timur
OTHER_CITY, OTHER_KECAMATAN, OTHER_KELURAHAN = "31.75", "31.75.01", "31.75.01.1001"  # Jakarta Timur, Matraman, Pisangan Baru
NEIGHBOUR_KELURAHAN = "31.74.01.1002"  # Tebet Barat: same kecamatan, other kelurahan
STAFF = tuple(role for role in Role if role is not Role.MEMBER)
ANONYMOUS, NO_ROLE = "anonymous", "no_role"
VISITORS = (ANONYMOUS, NO_ROLE, *(str(role) for role in Role))
"""Everybody who may knock at a page: the columns of the access table."""

BORN = date(1990, 8, 17)


def nik(n: int, place: str = KECAMATAN, birth: date = BORN, sex: str = "f") -> str:
    """A NIK of the right structure: area of the first three parts of a place code, birth date (women: day + 40), serial ``n``."""
    area = "".join(place.split(".")[:3])
    day = birth.day + (40 if sex == "f" else 0)
    return f"{area}{day:02}{birth:%m%y}{n:04}"


def phone(n: int) -> str:
    """A mobile number in E.164."""
    return f"+62812{n:08}"


def today() -> date:
    return jakarta_date(timezone.now())


@dataclass(frozen=True)
class Case:
    """A member with everything that pages name by an id: what belongs to her carries her scope."""

    person_id: UUID
    nik: str
    phone: str
    name: str
    receipt: str
    community_id: UUID
    request_id: UUID
    claim_id: UUID
    fact_id: UUID

    @property
    def member(self) -> Member:
        return record(self.person_id)


@dataclass
class World:
    """``own`` lies in the scope of every role of the world, ``other`` in another city; ``community`` is that of ``own``.

    ``invited`` is an account of staff whose link was not used yet: one on which an administrator may act.
    """

    own: Case
    other: Case
    community: Organisation
    other_community: Organisation
    agency: Organisation
    lender: Organisation
    invited: Invited
    users: Mapping[str, User]
    _clients: dict[str, Client] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """Who holds a role over the own scope; ``member`` is the member of ``own`` herself."""
        if role == Role.MEMBER:
            return actor_of(self.users[role], self.own.person_id)
        return actor_of(self.users[role]) if role in self.users else Actor()

    def client(self, visitor: str) -> Client:
        """A browser in which a visitor (a role, ``no_role`` or ``anonymous``) is signed in; the member as herself."""
        if visitor not in self._clients:
            person_id = self.own.person_id if visitor == Role.MEMBER else None
            self._clients[visitor] = sign_in(self.users.get(visitor), person_id)
            # Loading the middleware takes longer than a page: all browsers of a world share one handler.
            self._clients[visitor].handler = next(iter(self._clients.values())).handler
        return self._clients[visitor]

    @cached_property
    def representatives(self) -> tuple[UUID, UUID]:
        """Somebody who may speak for the own community, and somebody for the other one."""
        by = self.actor(Role.ADMINISTRATOR)
        own, other = (
            add_representative(by=by, organisation_id=community.id, name="Rina", function="Ketua").id
            for community in (self.community, self.other_community)
        )
        return own, other

    @cached_property
    def data_requests(self) -> tuple[UUID, UUID]:
        """A request for a copy of the own member, taken down at the counter and open still, and one of the other."""
        own, other = Request(RequestKind.ACCESS, self.own.person_id), Request(RequestKind.ACCESS, self.other.person_id)
        ask_for(by=self.actor(Role.KECAMATAN), request=own)
        ask_for(by=Actor(self.users[Role.CITY].id, held=(Held(Role.KECAMATAN, OTHER_KECAMATAN),)), request=other)
        return own.id, other.id

    @cached_property
    def permits(self) -> tuple[UUID, UUID]:
        """A NIB that the own member's mentor wrote down, with a photo, waiting for an officer; and one of the other."""
        other = actor_of(make_account("other_city", Role.CITY, place=OTHER_CITY))
        return tuple(  # type: ignore[return-value]  # two of them
            report(by=actor, given=a_report(case.person_id, number=number, file=JPEG))
            for actor, case, number in (
                (self.actor(Role.MENTOR), self.own, "8120001234567"),
                (other, self.other, "8120007654321"),
            )
        )

    @cached_property
    def applications(self) -> tuple[UUID, UUID]:
        """A SPP-IRT that the own member has applied for, and one of the other."""
        other = actor_of(make_account("other_kecamatan_too", Role.KECAMATAN, place=OTHER_KECAMATAN))
        return tuple(  # type: ignore[return-value]  # two of them
            apply(by=actor, given=Applied(case.person_id, Licence.PIRT, Office.OSS, today()))
            for actor, case in ((self.actor(Role.KECAMATAN), self.own), (other, self.other))
        )

    @cached_property
    def centres(self) -> tuple[str, str]:
        """The kecamatan of the own and of the other centre."""
        for place in (KECAMATAN, OTHER_KECAMATAN):
            save_centre(by=self.actor(Role.ADMINISTRATOR), place_code=place, address="Jalan Contoh 1")
        return KECAMATAN, OTHER_KECAMATAN

    @cached_property
    def imports(self) -> tuple[UUID, UUID]:
        """A checked sheet of the own office, with a row to take and one that is rejected, and one of the other office."""
        other = actor_of(make_account("other_kelurahan", Role.KELURAHAN, place=OTHER_KELURAHAN))
        return tuple(  # type: ignore[return-value]  # two of them
            checked(officer, xlsx([FACT_HEAD, (case.nik, case.name, f"{today():%d/%m/%Y}", "soft", 6, "DH-1"), ("123",)])).id
            for officer, case in ((self.actor(Role.KELURAHAN), self.own), (other, self.other))
        )

    @cached_property
    def pack(self) -> Pack:
        """The fortnight before this one, frozen; what the test has recorded is sealed for it."""
        seal_within()
        return freeze(by=self.actor(Role.EVALUATOR), fortnight=Fortnight.of(today()).next(-1))

    @cached_property
    def decision_id(self) -> UUID:
        """Something that the round of :attr:`pack` decided."""
        by = self.actor(Role.EVALUATOR)
        return decide(by=by, pack=self.pack, action="Buka kelas", owner="Kasatpel", due_on=today()).id

    @cached_property
    def emergency_id(self) -> UUID:
        """The kelurahan's officer asked to open the record of ``other``: the own kecamatan looks at it."""
        by, reason = self.actor(Role.KELURAHAN), "Ia ada di loket dan lupa membawa kartunya"
        return ask_emergency(by=by, person_id=self.other.person_id, cause=EmergencyCause.AT_COUNTER, reason=reason).id

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """NIK and phone of both members as no page may show them: whole, national and international."""
        return tuple(
            text
            for case in (self.own, self.other)
            for text in (case.nik, case.phone, case.phone.removeprefix("+"), "0" + case.phone.removeprefix("+62"))
        )


def build_world() -> World:
    """The whole world, in the caller's transaction."""
    community = make_organisation("Komunitas Tebet", areas=(KECAMATAN,))
    other_community = make_organisation("Komunitas Matraman", areas=(OTHER_KECAMATAN,))
    agency = make_organisation("Dinas Usaha", OrganisationKind.AGENCY)
    lender = make_organisation("Bank Contoh", OrganisationKind.LENDER)
    users = {
        NO_ROLE: make_account(NO_ROLE),
        Role.MENTOR: make_account("mentor", Role.MENTOR, place=KECAMATAN),
        Role.COMMUNITY: make_account("community", Role.COMMUNITY, org_id=community.id),
        Role.KELURAHAN: make_account("kelurahan", Role.KELURAHAN, place=KELURAHAN),
        Role.KECAMATAN: make_account("kecamatan", Role.KECAMATAN, place=KECAMATAN),
        Role.CITY: make_account("city", Role.CITY, place=CITY),
        Role.AGENCY: make_account("agency", Role.AGENCY, org_id=agency.id),
        Role.LENDER: make_account("lender", Role.LENDER, org_id=lender.id),
        Role.EVALUATOR: make_account("evaluator", Role.EVALUATOR),
        Role.ADMINISTRATOR: make_account("administrator", Role.ADMINISTRATOR),
    }
    officer = actor_of(users[Role.KECAMATAN])
    other_officer = actor_of(make_account("other_kecamatan", Role.KECAMATAN, place=OTHER_KECAMATAN))
    own = _case(officer, 1, "Siti Aminah", KELURAHAN, community)
    other = _case(other_officer, 2, "Dewi Lestari", OTHER_KELURAHAN, other_community)
    set_mentor(by=officer, person_id=own.person_id, mentor_id=users[Role.MENTOR].id)
    users[Role.MEMBER] = phone_account(own.phone)
    administrator = actor_of(users[Role.ADMINISTRATOR])
    invited = invite(by=administrator, username="uji.diundang", full_name="Uji diundang", grants=[NewGrant(Role.EVALUATOR)])
    return World(own, other, community, other_community, agency, lender, invited, users)


def _case(officer: Actor, n: int, name: str, place: str, community: Organisation) -> Case:
    submission = make_submission(n, name=name, place_code=place, community_id=community.id)
    settled = register_at_counter(by=officer, submission=submission)
    claim = ClaimForm(new_id(), name, submission.nik, submission.phone, place)
    open_claim(form=claim)
    return Case(
        person_id=settled.person_id,
        nik=submission.nik,
        phone=submission.phone,
        name=name,
        receipt=settled.receipt,
        community_id=community.id,
        request_id=CommunityRequest.objects.get(enrolment__person_id=settled.person_id).id,
        claim_id=claim.id,
        fact_id=make_fact(record(settled.person_id), by=officer.user_id),
    )


def make_submission(n: int, **changes: Any) -> Submission:
    """A registration form filled by the ``n``-th person; ``changes`` are fields of ``Submission``."""
    fields: dict[str, Any] = {
        "id": new_id(),
        "name": f"Anggota {n}",
        "nik": nik(n, changes.get("place_code", KELURAHAN)),
        "phone": phone(n),
        "place_code": KELURAHAN,
        "business": "Keripik tempe",
        "entry_status": EntryStatus.TRADING,
        "referral": Referral.SELF,
        "consents": frozenset({str(Purpose.PROGRAMME)}),
    }
    return Submission(**{**fields, **changes})


def make_new_member(n: int, **changes: Any) -> NewMember:
    """What a registration says about the ``n``-th person; ``changes`` are fields of ``NewMember``."""
    fields: dict[str, Any] = {
        "nik": nik(n, changes.get("domicile", KELURAHAN)),
        "phone": phone(n),
        "name": f"Anggota {n}",
        "domicile": KELURAHAN,
        "entry_status": str(EntryStatus.TRADING),
        "business": "Keripik tempe",
        "consents": frozenset({str(Purpose.PROGRAMME)}),
        "started_on": today(),
    }
    return NewMember(**{**fields, **changes})


def make_member(n: int = 1, **changes: Any) -> Member:
    """The record of the ``n``-th person, enrolled; ``changes`` are fields of ``NewMember`` (``domicile``, ``name``…)."""
    enrolled = enrol_many(by=None, members=[make_new_member(n, **changes)])[0]
    return record(enrolled.person_id)


def record(person_id: UUID) -> Member:
    """The record of a person who exists."""
    found = member(person_id)
    assert found is not None, f"no person {person_id}"
    return found


def make_fact(of: Member, kind: str = "training.attended", *, by: UUID | None = None, **changes: Any) -> UUID:
    """A fact about a member, today, confirmed, with plausible measures and needed details; its id."""
    return append(by=by, drafts=[make_draft(of, kind, **changes)])[0]


def make_draft(of: Member, kind: str = "training.attended", **changes: Any) -> FactDraft:
    """What :func:`make_fact` records; ``changes`` are fields of ``FactDraft``, ``measures`` are merged over the defaults."""
    declared = kind_of(kind)
    fields: dict[str, Any] = {
        "kind": kind,
        "person_id": of.person_id,
        "enrolment_id": of.enrolment_id,
        "business_id": of.business_id,
        "occurred_on": today(),
        "place_id": of.domicile,
        "channel": Channel.COUNTER,
        "grade": Grade.CONFIRMED,
        "details": dict.fromkeys(declared.needs_details, "bukti 001"),
    }
    plausible = {item.name: plausible_measure(item) for item in measure_fields(declared) if item.required}
    return FactDraft(**{**fields, **changes, "measures": {**plausible, **changes.get("measures", {})}})


def plausible_measure(item: MeasureField) -> object:
    """A value that fits a measure."""
    if issubclass(item.type, TextChoices):
        return item.type.values[0]
    values: dict[type[Any], object] = {
        int: max(item.minimum or 0, 1),
        date: today().replace(day=1),
        UUID: new_id(),
        str: KELURAHAN,
    }
    return values[item.type]


def make_organisation(
    name: str, kind: OrganisationKind = OrganisationKind.COMMUNITY, *, areas: tuple[str, ...] = (), **changes: Any
) -> Organisation:
    """A verified organisation that works in some places."""
    fields: dict[str, Any] = {
        "kind": kind,
        "name": name,
        "register_number": f"{kind[:3].upper()}-{Organisation.objects.count() + 1:04}",
        "state": OrganisationState.VERIFIED,
        "verified_on": today(),
        "verified_by": new_id(),
    }
    made = Organisation.objects.create(**{**fields, **changes})
    OrganisationArea.objects.bulk_create([OrganisationArea(organisation=made, place_code=code) for code in areas])
    forget()  # what the process keeps of other tests' organisations
    return made


def make_account(name: str, role: Role | None = None, *, place: str = "", org_id: UUID | None = None) -> User:
    """An account of staff that signs in through :func:`sign_in`, with at most one role."""
    user = User(username=f"uji.{name}", full_name=f"Uji {name}")
    user.set_unusable_password()
    user.save()
    if role is not None:
        RoleGrant.objects.create(user=user, role=role, place_code=place, org_id=org_id, valid_from=today())
    return user


def phone_account(number: str) -> User:
    """The account of a phone (E.164)."""
    ensure_phone_accounts(phones={number: True})
    return User.objects.get(phone_hash=keyring(settings.SECRETS_DIR).keyed_hash(number, "phone"))


def sign_in(user: User | None, person_id: UUID | None = None) -> Client:
    """A browser in which an account is signed in, with the person whom a phone account acts as; nobody without an account.

    Staff have shown a second factor, as far as their session says: without one the pages of many roles stay closed.
    """
    client = Client()
    if user is not None:
        client.force_login(user)
        session = client.session
        if user.username is not None:
            session[FACTOR_KEY] = session[PROVEN_KEY]
        if person_id is not None:
            session[PERSON_KEY] = str(person_id)
        session.save()
    return client
