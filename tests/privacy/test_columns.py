"""Completeness is computed: every column of every table is classified, told in the copy, and gone after an erasure."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection

from okoce.accounts.enums import CodePurpose, Role
from okoce.accounts.queries import actor_of
from okoce.accounts.services import send_code
from okoce.audit.services import log_change, log_opening
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.services import correct
from okoce.members.enums import EmergencyCause, EndReason, Purpose, Verdict
from okoce.members.models import Business, Enrolment
from okoce.members.services import ask_emergency, review_emergency, set_consent
from okoce.privacy.enums import Field, RequestKind
from okoce.privacy.queries.columns import CLASSES, GONE, IN_COPY, class_of, classified, columns_in, columns_of, models
from okoce.privacy.services import Request, answer, ask, copy_of
from okoce.stages.p1_registration.enums import DeclineReason
from okoce.stages.p1_registration.models import IdentityClaim
from okoce.stages.p1_registration.services import decline
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Occasion, Office, Outcome, Refutation, Source
from okoce.stages.p4_licensing.models import Reminder
from okoce.stages.p4_licensing.queries.content import current
from okoce.stages.p4_licensing.services import Submission as Applied
from okoce.stages.p4_licensing.services import (
    apply,
    confirm,
    end_application,
    fill_packet,
    keep_decision,
    refute,
    report,
    save_answers,
)
from tests.privacy.test_erasure import erased, hashed, own_folder
from tests.stages.p4_licensing.kept import keep_everything
from tests.stages.p4_licensing.papers import JPEG, a_report
from tests.world import World, make_account, make_fact, record, today

__all__ = ["own_folder"]
pytestmark = pytest.mark.django_db
NOT_IN_A_COPY = {
    "privacy.Retained.held": "set aside by the erasure itself: who was erased asks for no copy, and reads it by her receipt",
}
"""Columns in the copy's classes that no living person has."""


def test_every_column_is_classified() -> None:
    missing = [column for model in models() for column in columns_of(model) if not class_of(column)]
    assert missing == [], "say in privacy/data/columns.toml what these columns are"


def test_every_line_is_a_column_and_every_class_is_known() -> None:
    known = {column for model in models() for column in columns_of(model)} | {f"{model._meta.label}.*" for model in models()}
    assert sorted(classified().keys() - known) == [], "these columns are gone: delete them from privacy/data/columns.toml"
    assert set(classified().values()) <= set(CLASSES)


def test_our_own_tables_name_each_column() -> None:
    lumped = [line for line in classified() if line.endswith(".*") and apps.get_model(line[:-2]).__module__.startswith("okoce.")]
    assert lumped == [], "a new column would pass unseen: name each"


def test_every_table_of_the_database_is_a_model() -> None:
    """Nothing lies in a table that the classification does not see."""
    known = {model._meta.db_table for model in models()} | {"django_migrations"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        assert {row[0] for row in cursor.fetchall()} - known == set()


def filled(world: World) -> None:
    """Everything that can be kept of one person is kept of the own member."""
    her, officer = world.own.person_id, world.actor(Role.KECAMATAN)
    assert world.imports
    fact = make_fact(record(her), "licence.issued", details={"number": "NIB 8120", "note": "difoto"})
    assert officer.user_id is not None
    keep_everything(record(her), officer.user_id)
    correct(by=officer.user_id, original=fact, correction=Correction.VOID, reason=CorrectionReason.MISTYPED, note="salah nomor")
    licences(world)
    decline(by=world.actor(Role.COMMUNITY), request_id=world.own.request_id, reason=DeclineReason.FULL, note="Penuh, Bu Siti")
    log_opening(by=officer.user_id, label="Petugas", person_id=her, surface="nik", reason="Mengisi NIB bersama")
    log_change(by=officer.user_id, verb="x", subject="person", subject_id=her, reason="kata bebas")
    set_consent(by=world.actor(Role.MEMBER), person_id=her, purpose=Purpose.PROGRAMME, given=False)
    Business.objects.filter(person_id=her).update(started_on=date(2020, 1, 1), closed_on=date(2021, 1, 1))
    Enrolment.objects.filter(person_id=her).update(ended_on=date(2099, 1, 1), end_reason=EndReason.WITHDREW)
    send_code(phone=world.own.phone, purpose=CodePurpose.SIGN_IN)
    access = ask_emergency(
        by=actor_of(make_account("menteng", Role.KECAMATAN, place="31.71.06")),
        person_id=her,
        cause=EmergencyCause.AT_COUNTER,
        reason="Bu Siti ada di loket dan lupa kartunya",
    )
    above = actor_of(make_account("pusat", Role.CITY, place="31.71"))
    review_emergency(by=above, access_id=access.id, verdict=Verdict.QUESTIONED, note="Apakah Bu Siti setuju?")
    user = world.users[Role.MEMBER]
    world.client(Role.MEMBER)
    user.refresh_from_db()
    for kind, more in (
        (RequestKind.CORRECTION, {"about": Field.NAME, "words": "Nama saya Siti"}),
        (RequestKind.WITHDRAWAL, {"purpose": Purpose.PROGRAMME}),
    ):
        request = Request(kind, her, **more)
        ask(by=world.actor(Role.MEMBER), request=request)
        if kind == RequestKind.CORRECTION:
            answer(by=officer, request_id=request.id, text="Sudah sesuai KTP")


def licences(world: World) -> None:
    """A permit with a photo, confirmed and reminded of; one that was refuted; an application that was refused."""
    her, officer, member = world.own.person_id, world.actor(Role.KECAMATAN), world.actor(Role.MEMBER)
    until = today() + timedelta(days=20)
    kept = report(by=member, given=a_report(her, licence=Licence.SLHS, number="SLHS 440/17", valid_until=until, file=JPEG))
    confirm(by=officer, permit=kept, source=Source.PAPER, on=today())
    Reminder.objects.create(permit_id=kept, valid_until=until, days=30)
    refute(by=officer, permit=report(by=member, given=a_report(her)), reason=Refutation.NOT_FOUND)
    applied = apply(by=member, given=Applied(her, Licence.PIRT, Office.OSS, today(), number="PB-UMKU 22"))
    end_application(
        by=officer,
        application_id=applied,
        outcome=Outcome.REFUSED,
        reason=NoLicence.PAPERS,
        on=today(),
        note="Surat sewa belum ada",
    )
    content = current(today())
    save_answers(by=member, person_id=her, given={"class": "2025:10794", "place": "home"}, content=content)
    keep_decision(by=member, person_id=her, occasion=Occasion.SAVED, content=content, on=today())
    fill_packet(by=member, person_id=her, given={"business": "Dapur Bu Siti"}, seen={})


def test_the_copy_tells_every_column(world: World) -> None:
    filled(world)

    IdentityClaim.objects.filter(id=world.own.claim_id).update(answer="KTP cocok")
    told = {item.column for item in copy_of(by=world.own.person_id, person_id=world.own.person_id)}
    assert columns_in(IN_COPY) - told - NOT_IN_A_COPY.keys() == set()
    assert {column for column in told if class_of(column) not in IN_COPY} == set()


def test_an_erasure_empties_every_column_that_tells_who_she_is(world: World) -> None:
    """Row by row: what was hers before is gone, or empty in each column of the classes that go."""
    filled(world)
    before = {(label, key): row for label, key, row in rows_of(world)}
    assert before
    erased(world)
    after = {(label, key): row for label, key, row in rows_of(world)}
    left = [
        f"{label}.{name}"
        for (label, key), row in after.items()
        for name, value in row.items()
        if class_of(f"{label}.{name}") in GONE
        and value not in (None, "", bytes(32))
        and value == before.get((label, key), {}).get(name)
    ]
    assert left == []


def rows_of(world: World) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Rows of every table with a column that goes, in which her id, her phone's hash or her NIK's hash stands."""
    businesses = Business.objects.filter(person_id=world.own.person_id).values_list("id", flat=True)
    marks = [str(world.own.person_id), *map(str, businesses), hashed(world.own.phone).hex()]
    for model in models():
        columns = columns_of(model)
        if not any(class_of(column) in GONE for column in columns):
            continue
        for row in model._default_manager.values():
            plain = {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            text = " ".join(value.hex() if isinstance(value, bytes) else str(value) for value in plain.values())
            if any(mark in text for mark in marks):
                yield model._meta.label, str(row[model._meta.pk.attname]), plain
