"""A loaded programme: funnel, no-shows, marks, restatements, accounts, and what a second load does."""

import stat
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from okoce.accounts.enums import CodePurpose, Role
from okoce.accounts.models import User
from okoce.accounts.queries import actor_of
from okoce.accounts.services import check_password, send_code
from okoce.core.encryption import keyring
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.demo import identities, staff
from okoce.demo.partners import TEBET
from okoce.demo.plan import STOCK
from okoce.demo.sheets import upload_sheets
from okoce.demo.staff import Staff
from okoce.evaluation.rounds.models import Pack
from okoce.facts.enums import Grade
from okoce.facts.models import Fact, Position
from okoce.facts.queries import live_facts, unsealed_count
from okoce.imports.enums import Choice, ImportState, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.queries.lists import counts, reasons, visible
from okoce.imports.services import Which, begin_storing, choose, work
from okoce.members.models import Enrolment, Person
from okoce.members.queries import persons_with_phone
from okoce.members.services import FactInput, record_fact
from okoce.messaging.models import Message
from okoce.partners.models import Centre, Organisation, Representative
from okoce.privacy.models import DataRequest
from okoce.progression.enums import EditionState, PreviewState
from okoce.progression.queries import approved_editions, previews_of, readings, records
from okoce.stages.p1_registration.enums import ClaimState, RequestState
from okoce.stages.p1_registration.models import CommunityRequest, IdentityClaim
from okoce.stages.p1_registration.services import accept, answer_claim
from okoce.stages.p4_licensing.enums import DayState, ListState
from okoce.stages.p4_licensing.models import CounterDay, OfficeList
from tests.demo.conftest import MEMBERS, Loaded, run
from tests.world import make_member


def test_stocks_stand_in_the_published_ratios(loaded: Loaded) -> None:
    free = next(item for item in approved_editions(loaded.today) if item.order == "free")
    passed: Counter[int] = Counter()
    for reading in readings([free], as_of=loaded.today, known_at=None):
        passed.update(stage for stage, found in enumerate(reading.readings[free.code].stages, 1) if found.passed_on)
    for stage in range(2, 8):
        assert passed[stage] / passed[stage - 1] == pytest.approx(STOCK[stage] / STOCK[stage - 1], abs=0.05)


def test_some_orders_are_breached_under_the_strict_rule(loaded: Loaded) -> None:
    strict = next(item for item in approved_editions(loaded.today) if item.order == "strict")
    found = [reading.readings[strict.code] for reading in readings([strict], as_of=loaded.today, known_at=None)]
    assert 0 < sum(bool(reading.order_breaches) for reading in found) < MEMBERS / 4
    assert any(reading.stages[3].passed_on and not reading.stages[3].holds_now for reading in found)


def test_a_counter_day_was_held_one_is_planned_and_a_list_was_matched(loaded: Loaded) -> None:
    held, planned = CounterDay.objects.order_by("on")
    assert (held.state, planned.state, held.is_synthetic) == (DayState.HELD, DayState.PLANNED, True)
    ids = {fact.id for fact in live_facts(kinds=["licence.issued", "licence.applied", "licence.declined"])}
    noted = held.invites.exclude(fact_id=None)
    assert {row.fact_id for row in noted} <= ids
    assert Counter(noted.values_list("outcome", flat=True)) == {"issued": 2, "applied": 2, "declined": 1}
    assert held.summary["still"] == held.summary["invited"] - 5
    found = OfficeList.objects.get()
    assert Counter(found.entries.values_list("match", flat=True)) == {"confirms": 1, "new": 1, "stranger": 2}
    assert (found.state, found.rows_rejected, found.is_synthetic) == (ListState.MATCHED, 1, True)


def test_no_shows(loaded: Loaded) -> None:
    kinds = Counter(fact.kind for fact in live_facts(kinds=["training.attended", "training.missed"]))
    assert kinds["training.missed"] / kinds.total() == pytest.approx(0.37, abs=0.05)


@pytest.mark.parametrize("model", [Person, User, Organisation, Representative, Centre, IdentityClaim])
def test_every_record_is_marked(loaded: Loaded, model: type[Model]) -> None:
    assert model._default_manager.exists()
    assert not model._default_manager.filter(is_synthetic=False).exists()


def test_nothing_was_written_to_a_phone(loaded: Loaded) -> None:
    assert not Message.objects.exclude(purpose__startswith="code.").exists()


def test_facts_are_of_many_grades_channels_and_recorders(loaded: Loaded) -> None:
    assert set(Fact.objects.values_list("grade", flat=True)) == set(Grade.values)
    assert set(Fact.objects.values_list("channel", flat=True)) >= {"self", "counter", "mentor", "partner", "register", "lender"}
    assert Fact.objects.values("recorded_by").distinct().count() > 40
    assert not Fact.objects.filter(recorded_by=None).exclude(kind="registration.submitted").exists()


def test_people_left_and_came_back(loaded: Loaded) -> None:
    assert Enrolment.objects.exclude(end_reason="").exists()
    assert Enrolment.objects.values("person").distinct().count() < Enrolment.objects.count()


def test_communities_answered_or_let_the_clock_run(loaded: Loaded) -> None:
    found = Counter(CommunityRequest.objects.values_list("state", flat=True))
    assert found[RequestState.ACCEPTED] > found[RequestState.DECLINED] > 0
    assert CommunityRequest.objects.filter(state=RequestState.WAITING, due_on__lt=loaded.today).exists()
    assert len(set(Organisation.objects.filter(kind="community").values_list("state", flat=True))) == 4
    assert IdentityClaim.objects.filter(due_on__gte=loaded.today).count() == 4


def test_packs_restate_each_other_for_several_reasons(loaded: Loaded) -> None:
    packs = list(Pack.objects.order_by("number"))
    assert [pack.number for pack in packs] == [1, 2, 3, 4, 5, 6]
    assert packs[-1].as_of < loaded.today <= packs[-1].as_of + timedelta(days=14)
    assert packs[0].restatements == {}
    for pack in packs[1:]:
        assert pack.restatements["figures"]
        assert pack.restatements["people"] > 0
    causes = {(cause["code"], cause["kind"]) for pack in packs[1:] for cause in pack.restatements["causes"]}
    assert {code for code, _kind in causes} >= {"late", "amend", "void"}
    assert {kind for _code, kind in causes} >= {"person.moved", "person.same_as", "training.attended"}


def test_positions_follow_what_was_known(loaded: Loaded) -> None:
    assert unsealed_count() == 0
    for pack in Pack.objects.all():
        known = Position.objects.filter(position__lte=pack.position)
        assert max(jakarta_date(row.fact.captured_at) for row in known.select_related("fact")) <= pack.as_of


def test_the_household_signs_in_with_one_phone(loaded: Loaded) -> None:
    phone = identities.phone(identities.HOUSEHOLD)
    phone_hash = keyring(settings.SECRETS_DIR).keyed_hash(phone, "phone")
    assert User.objects.get(phone_hash=phone_hash).is_active
    people = persons_with_phone(phone_hash)
    assert [one.domicile for one in people] == [staff.TEBET_TIMUR] * 2
    counts = sorted(Fact.objects.filter(person_id=one.person_id).count() for one in people)
    assert counts[0] == 1  # registered a moment ago
    assert counts[1] > 6
    before = Message.objects.count()
    assert send_code(phone=phone, purpose=CodePurpose.SIGN_IN)
    assert Message.objects.count() == before + 1


@pytest.mark.parametrize("account", staff.ACCOUNTS, ids=lambda account: account.username)
def test_each_account_signs_in_and_opens_its_page(loaded: Loaded, account: staff.Account) -> None:
    user = check_password(username=account.username, password=staff.password(), address="192.0.2.1")
    assert account.role in actor_of(user).roles()
    client = Client()
    client.force_login(user)
    assert client.get(account.page).status_code == 200


def test_colleagues_cannot_sign_in(loaded: Loaded) -> None:
    known = {account.username for account in staff.ACCOUNTS}
    others = User.objects.exclude(username=None).exclude(username__in=known)
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_an_officer_records_and_a_community_answers(loaded: Loaded) -> None:
    officer = actor_of(User.objects.get(username="kecamatan"))
    member = Person.objects.filter(domicile__code__startswith=TEBET).first()
    assert member is not None
    given = FactInput("activity.joined", loaded.today, Grade.CONFIRMED, {"activity": "bazar"})
    assert record_fact(by=officer, person_id=member.id, given=given) == given.id
    speaker = actor_of(User.objects.get(username="komunitas"))
    community = speaker.organisations(Role.COMMUNITY)[0]
    enrolment = Enrolment.objects.exclude(id__in=CommunityRequest.objects.values("enrolment")).filter(ended_on=None).first()
    assert enrolment is not None
    request = CommunityRequest.objects.create(
        id=new_id(), enrolment=enrolment, community_id=community, due_on=loaded.today + timedelta(days=7)
    )
    accept(by=speaker, request_id=request.id)


def test_the_answer_to_a_claim_is_written_to_nobody(loaded: Loaded) -> None:
    claim = IdentityClaim.objects.filter(place_code__startswith=TEBET).first()
    assert claim is not None
    officer = actor_of(User.objects.get(username="kecamatan"))
    before = Message.objects.count()
    answer_claim(by=officer, claim_id=claim.id, state=ClaimState.REJECTED, answer="NIK ini tidak terdaftar.")
    assert Message.objects.count() == before


def test_a_mentor_has_members(loaded: Loaded) -> None:
    mentor = User.objects.get(username="pendamping")
    assert Enrolment.objects.filter(mentor_id=mentor.id).exists()
    assert Fact.objects.filter(recorded_by=mentor.id, kind__startswith="mentoring.").exists()


def test_accounts_are_printed(loaded: Loaded) -> None:
    said = run("demo_accounts")
    for account in staff.ACCOUNTS:
        assert account.username in said
    assert all(role in said for role in Role.values)
    assert "0899000999999" in said
    file = loaded.var / "demo-password"
    assert file.read_text().strip() in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_draft_of_a_rule_waits_for_a_second_person_and_says_that_it_is_invented(loaded: Loaded) -> None:
    (record,) = records(EditionState.SUBMITTED)
    assert record.code == "CONTOH-2027"
    assert "invented" in record.document["legal_source"]
    assert [preview.state for preview in previews_of(record.id)] == [PreviewState.DONE]


def test_a_second_load_changes_nothing(loaded: Loaded) -> None:
    counts = [model._default_manager.count() for model in (Person, Fact, User, Pack)]
    assert "already" in run("load_demo", members=MEMBERS)
    assert counts == [model._default_manager.count() for model in (Person, Fact, User, Pack)]


@pytest.mark.django_db
def test_real_members_are_left_alone() -> None:
    make_member()
    with pytest.raises(CommandError, match="real members"):
        call_command("load_demo", members=MEMBERS)
    assert Person.objects.count() == 1


def test_requests_about_personal_data_wait_and_one_is_late(loaded: Loaded) -> None:
    rows = list(DataRequest.objects.all())
    assert {row.state for row in rows} >= {"open", "in_work", "decided", "answered", "refused"}
    assert sum(row.due_at < timezone.now() and row.ended_at is None for row in rows) == 1


def test_the_office_of_tebet_works_with_spreadsheets(loaded: Loaded) -> None:
    officer = actor_of(User.objects.get(username="kecamatan"))
    waiting, stored = visible(officer)
    assert (waiting.state, stored.state) == (ImportState.CHECKED, ImportState.STORED)
    assert {waiting.is_synthetic, stored.is_synthetic} == {True}
    assert "contoh" in waiting.file_name
    verdicts = counts(waiting).verdicts
    assert (verdicts["new"], verdicts["doubtful"], verdicts["same"], verdicts["rejected"]) == (6, 1, 3, 8)
    codes = [code for code, _count in reasons(waiting, Verdict.REJECTED)]
    assert len(codes) == 8
    assert (stored.rows_in, stored.rows_stored, stored.rows_same, stored.rows_rejected) == (11, 8, 1, 2)
    written = Fact.objects.filter(channel="import")
    assert list(written.values_list("kind", flat=True)) == ["training.attended"] * 8


def test_who_is_taken_from_a_synthetic_sheet_is_synthetic(loaded: Loaded) -> None:
    officer = actor_of(User.objects.get(username="kecamatan"))
    waiting = visible(officer).get(state=ImportState.CHECKED)
    with transaction.atomic():
        choose(by=officer, import_id=waiting.id, choice=Choice.TAKE, which=Which(verdicts=(Verdict.NEW,)))
        begin_storing(by=officer, import_id=waiting.id)
        while work():
            pass
        taken = Person.objects.filter(id__in=SheetRow.objects.filter(sheet_import=waiting, outcome="stored").values("person_id"))
        assert set(taken.values_list("is_synthetic", flat=True)) == {True}
        assert taken.count() == 6
        assert not Message.objects.exclude(purpose__startswith="code.").exists()
        transaction.set_rollback(True)


def test_sheets_are_uploaded_once(loaded: Loaded) -> None:
    before = SheetImport.objects.count()
    officer = actor_of(User.objects.get(username="kecamatan"))
    upload_sheets(Staff(officer, officer, officer, {TEBET: officer}, {}, {}), loaded.today)
    assert SheetImport.objects.count() == before == 3  # two sheets, and the list of the permit office
