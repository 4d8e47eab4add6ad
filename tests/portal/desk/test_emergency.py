"""Access outside the scope: with a reason, for one record, for hours, read-only, listed for the supervisor, seen by the member."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant
from okoce.accounts.queries import Actor, Held, actor_of
from okoce.audit.models import Change
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.members.enums import EmergencyCause, Verdict
from okoce.members.models import EmergencyAccess
from okoce.members.permissions import may_ask_emergency, supervision_of
from okoce.members.queries import emergencies_for, emergency_rules, open_emergency, waiting_emergencies
from okoce.members.rules import emergency_reason, supervisor_of
from okoce.members.services import ask_emergency, review_emergency
from tests.portal.desk.looking import openings
from tests.world import KECAMATAN, World, build_world, make_account

REASON = "Ia ada di loket dan lupa membawa kartunya"
PAGE = "/meja/darurat/"
UNKNOWN = "3174010101900999"


def _filled(number: str, **changes: str) -> dict[str, str]:
    return {"number": number, "cause": "at_counter", "reason": REASON, **changes}


def _ask(actor: Actor, person_id: UUID | None, **changes: Any) -> EmergencyAccess:
    values = {"cause": EmergencyCause.AT_COUNTER, "reason": REASON, **changes}
    return ask_emergency(by=actor, person_id=person_id, **values)


def _refused(service: Any, **values: Any) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        service(**values)
    return refused.value.decision.codes


def _record(person_id: UUID) -> str:
    return f"/meja/anggota/{person_id}/"


# Rules


@pytest.mark.parametrize(
    ("role", "place", "above"),
    [
        ("kelurahan", "31.74.01.1001", ("kecamatan", "31.74.01")),
        ("mentor", "31.74.01.1001", ("kecamatan", "31.74.01")),
        ("mentor", "31.74.01", ("kecamatan", "31.74.01")),
        ("mentor", "31.74", ("city", "31.74")),
        ("mentor", "31", ("city", "31")),
        ("mentor", "", None),
        ("kecamatan", "31.74.01", ("city", "31.74")),
        ("city", "31.74", None),
        ("evaluator", "31.74", None),
        ("administrator", "", None),
    ],
)
def test_who_looks_at_it(role: str, place: str, above: tuple[str, str] | None) -> None:
    assert supervisor_of(role, place) == above


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (REASON, None),
        ("perlu segera", "emergency.reason_short"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "emergency.reason_short"),
        ("perlu perlu perlu perlu perlu", "emergency.reason_short"),
        ("                              ", "emergency.reason_short"),
        ("NIK 3174010101900999 ada di loket saya", "emergency.reason_number"),
        ("telepon 0812 3456 7890 minta dibantu", "emergency.reason_number"),
        ("rapat pukul 14.30 tanggal 24/11/2026 di kantor", None),
    ],
)
def test_a_reason_says_something_and_holds_no_number_of_a_person(text: str, code: str | None) -> None:
    assert emergency_reason(text, 20).codes == ((code,) if code else ())


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (Held("kelurahan", "31.74.01.1001"), None),
        (Held("mentor", "31.74.01"), None),
        (Held("mentor", "", new_id()), "emergency.nobody_above"),
        (Held("city", "31.74"), "emergency.not_your_role"),
        (Held("evaluator"), "emergency.not_your_role"),
    ],
)
def test_who_may_ask(held: Held, code: str | None) -> None:
    roles = frozenset({"mentor", "kelurahan", "kecamatan"})
    actor = Actor(new_id(), "x", (held,))
    assert may_ask_emergency(actor, roles).codes == ((code,) if code else ())
    assert (supervision_of(actor, roles) is not None) == (code is None)
    assert may_ask_emergency(Actor(None, "", (held,)), roles).codes == ("emergency.not_your_role",)


# Services


def test_the_rules_in_force(db: None) -> None:
    rules = emergency_rules()
    assert (rules.hours, rules.reason_length, rules.per_day) == (8, 20, 5)
    assert rules.roles == {"mentor", "kelurahan", "kecamatan"}


def test_it_opens_one_record_for_eight_hours(world: World) -> None:
    actor, other = world.actor(Role.KECAMATAN), world.other.person_id
    assert open_emergency(actor, other) is None
    row = _ask(actor, other)
    assert row.expires_at - row.asked_at == timedelta(hours=8)
    found = open_emergency(actor, other)
    assert found is not None
    assert (found.reason, found.is_open) == (REASON, True)
    assert open_emergency(world.actor(Role.KELURAHAN), other) is None, "for her who asked"
    assert open_emergency(actor, world.own.person_id) is None, "for the one record"
    assert open_emergency(Actor(actor.user_id, "", ()), other) is None, "and while she holds the role"
    now = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now + timedelta(hours=8, seconds=1))
        assert open_emergency(actor, other) is None


def test_own_people_need_no_emergency_and_it_costs_no_try(world: World) -> None:
    values = {"by": world.actor(Role.KECAMATAN), "person_id": world.own.person_id}
    for _ in range(6):
        assert _refused(ask_emergency, cause=EmergencyCause.OTHER, reason=REASON, **values) == ("emergency.in_scope",)
    assert not EmergencyAccess.objects.exists()


def test_five_a_day_numbers_that_lead_to_nobody_included(world: World) -> None:
    actor = world.actor(Role.KECAMATAN)
    for _ in range(4):
        _ask(actor, None)
    _ask(actor, world.other.person_id)
    for person_id in (None, world.other.person_id):
        values = {"by": actor, "person_id": person_id, "cause": EmergencyCause.OTHER, "reason": REASON}
        assert _refused(ask_emergency, **values) == ("emergency.too_often",)
    assert EmergencyAccess.objects.count() == 5
    _ask(world.actor(Role.KELURAHAN), None)
    verbs = list(Change.objects.filter(subject="emergency", changed_by=actor.user_id).values_list("verb", flat=True))
    assert sorted(verbs) == ["emergency.not_found"] * 4 + ["emergency.opened"]


def test_it_is_listed_for_the_one_above_and_for_nobody_else(world: World) -> None:
    kelurahan, mentor, kecamatan = (world.actor(role) for role in (Role.KELURAHAN, Role.MENTOR, Role.KECAMATAN))
    first, second, third = (_ask(actor, world.other.person_id) for actor in (kelurahan, mentor, kecamatan))
    elsewhere = actor_of(make_account("elsewhere", Role.KECAMATAN, place="31.71.06"))
    seen = {
        actor: {row.id for row in waiting_emergencies(actor)}
        for actor in (kelurahan, mentor, kecamatan, world.actor(Role.CITY), world.actor(Role.ADMINISTRATOR), elsewhere)
    }
    assert seen[kecamatan] == {first.id, second.id}
    assert seen[world.actor(Role.CITY)] == {third.id}
    assert [seen[actor] for actor in (kelurahan, mentor, world.actor(Role.ADMINISTRATOR), elsewhere)] == [set()] * 4
    values = {"access_id": third.id, "verdict": Verdict.CONFIRMED}
    assert _refused(review_emergency, by=kecamatan, **values) == ("emergency.other_supervisor",)
    assert _refused(review_emergency, by=kelurahan, access_id=first.id, verdict=Verdict.CONFIRMED) == (
        "emergency.other_supervisor",
    )


def test_nobody_looks_at_her_own(world: World) -> None:
    """Somebody who holds both roles."""
    RoleGrant.objects.create(user=world.users[Role.KELURAHAN], role=Role.KECAMATAN, place_code=KECAMATAN, valid_from="2020-01-01")
    both = actor_of(world.users[Role.KELURAHAN])
    row = _ask(Actor(both.user_id, both.label, both.held[:1]), world.other.person_id)
    assert not waiting_emergencies(both).exists()
    values = {"by": both, "access_id": row.id, "verdict": Verdict.CONFIRMED}
    assert _refused(review_emergency, **values) == ("emergency.own",)


def test_a_question_ends_it_and_needs_a_note(world: World) -> None:
    asker, supervisor = world.actor(Role.KELURAHAN), world.actor(Role.KECAMATAN)
    row = _ask(asker, world.other.person_id)
    values: dict[str, Any] = {"by": supervisor, "access_id": row.id}
    assert _refused(review_emergency, verdict=Verdict.QUESTIONED, note=" ", **values) == ("emergency.note_missing",)
    review_emergency(verdict=Verdict.QUESTIONED, note="Siapa yang meminta?", **values)
    assert open_emergency(asker, world.other.person_id) is None
    assert _refused(review_emergency, verdict=Verdict.CONFIRMED, **values) == ("emergency.reviewed",)
    assert _refused(review_emergency, by=supervisor, access_id=new_id(), verdict=Verdict.CONFIRMED) == ("emergency.unknown",)
    waiting, looked_at = emergencies_for(supervisor)
    assert (waiting, [item.note for item in looked_at]) == ([], ["Siapa yang meminta?"])
    assert Change.objects.get(verb="emergency.reviewed").after == {"verdict": "questioned"}


def test_what_was_asked_cannot_be_changed_or_taken_away(world: World) -> None:
    row = _ask(world.actor(Role.KELURAHAN), world.other.person_id)
    for change in ("UPDATE members_emergencyaccess SET asked_at = now()", "DELETE FROM members_emergencyaccess"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert EmergencyAccess.objects.get(id=row.id).reason == REASON


def test_two_supervisors_at_once_give_one_answer(own_database: str) -> None:
    world = build_world()
    row = _ask(world.actor(Role.KELURAHAN), world.other.person_id)
    deputy = actor_of(make_account("deputy", Role.KECAMATAN, place=KECAMATAN))
    supervisors = (world.actor(Role.KECAMATAN), deputy) * 4

    def look(number: int) -> bool:
        try:
            review_emergency(by=supervisors[number], access_id=row.id, verdict=Verdict.CONFIRMED)
        except NotAllowed:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(look, range(8))) == 1


def test_sixteen_at_once_do_not_outrun_the_limit(own_database: str) -> None:
    world = build_world()
    actor = world.actor(Role.KELURAHAN)

    def ask(_number: int) -> bool:
        try:
            _ask(actor, None)
        except NotAllowed:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(ask, range(16))) == 5


# Pages


def test_from_the_number_to_the_record_and_back_to_the_member(world: World) -> None:
    officer, other = world.client(Role.KECAMATAN), world.other
    assert officer.get(_record(other.person_id)).status_code == 404
    answer = officer.post(PAGE, _filled(other.nik))
    assert answer.headers["Location"] == _record(other.person_id)
    page = officer.get(_record(other.person_id)).content.decode()
    assert "Akses darurat: catatan ini di luar wilayah Anda" in page
    assert REASON in page
    assert other.name in page
    for link in ("/nik/", "/catat/", "/keluar/", "/pendamping/", "/fakta/"):
        assert f"{_record(other.person_id).rstrip('/')}{link}" not in page, link
    for closed in ("nik/", "catat/", "keluar/", "pendamping/"):
        assert officer.get(f"{_record(other.person_id)}{closed}").status_code == 404, closed
    assert openings(other.person_id)[-1] == ("emergency", REASON)
    listed = officer.get("/meja/anggota/").content.decode() + officer.post("/meja/anggota/", {"cari": other.name}).content.decode()
    assert _record(other.person_id) not in listed, "it opens one record, no list"


def test_the_member_reads_who_opened_it_and_why(world: World) -> None:
    officer = world.client(Role.KECAMATAN)
    officer.post(PAGE, _filled(world.own.nik))  # her own people: no emergency
    stranger = Client()
    user = make_account("menteng", Role.KECAMATAN, place="31.71.06")
    stranger.force_login(user)
    session = stranger.session
    session["factor_at"] = session["proven_at"]
    session.save()
    stranger.post(PAGE, _filled(world.own.receipt))
    assert stranger.get(_record(world.own.person_id)).status_code == 200
    page = world.client(Role.MEMBER).get("/saya/dibuka/").content.decode()
    assert REASON in page
    assert "Uji menteng" in page
    assert "akses darurat" in page


def test_unknown_numbers_are_written_down_and_listed_too(world: World) -> None:
    officer = world.client(Role.KELURAHAN)
    answer = officer.post(PAGE, _filled(UNKNOWN), follow=True)
    assert "Tidak ada anggota dengan nomor itu" in answer.content.decode()
    page = world.client(Role.KECAMATAN).get("/meja/darurat/periksa/").content.decode()
    assert "Nomor yang tidak menemukan siapa-siapa" in page
    assert UNKNOWN not in page
    row = EmergencyAccess.objects.get()
    assert row.person_id is None
    assert UNKNOWN not in str(list(Change.objects.values()))


def test_before_the_reason_is_given_unknown_and_foreign_look_the_same(world: World) -> None:
    officer = world.client(Role.KECAMATAN)
    for changes in ({"reason": "singkat"}, {"cause": "ngawur"}, {"reason": f"{REASON} {UNKNOWN}"}):
        answers = []
        for number in (world.other.nik, UNKNOWN):
            answer = officer.post(PAGE, _filled(number, **changes))
            answers.append((answer.status_code, answer.content.decode().replace(number, "N").split("csrf")[0]))
        assert answers[0] == answers[1]
        assert answers[0][0] == 422
    assert not EmergencyAccess.objects.exists()


def test_own_people_are_opened_directly(world: World) -> None:
    answer = world.client(Role.KECAMATAN).post(PAGE, _filled(world.own.nik))
    assert answer.headers["Location"] == _record(world.own.person_id)
    assert not EmergencyAccess.objects.exists()


def test_the_supervisor_finds_it_on_her_first_page_and_answers(world: World) -> None:
    row = _ask(world.actor(Role.KELURAHAN), world.other.person_id)
    supervisor, asker = world.client(Role.KECAMATAN), world.client(Role.KELURAHAN)
    home = supervisor.get("/meja/").content.decode()
    assert "Catatan dibuka di luar wilayah, belum Anda periksa" in home
    reviews = supervisor.get("/meja/darurat/periksa/").content.decode()
    assert REASON in reviews
    assert world.other.name not in reviews, "a name shows first letters only"
    assert supervisor.post(f"{PAGE}{row.id}/", {"verdict": "questioned"}).status_code == 422
    asker.get(_record(world.other.person_id))
    supervisor.post(f"{PAGE}{row.id}/", {"verdict": "questioned", "note": "Siapa yang meminta?"})
    assert asker.get(_record(world.other.person_id)).status_code == 404
    assert "Siapa yang meminta?" in asker.get(PAGE).content.decode()


def test_a_city_officer_is_told_why_not(world: World) -> None:
    city = world.client(Role.CITY)
    assert "Peran Anda tidak membuka catatan di luar wilayah" in city.get(PAGE).content.decode()
    answer = city.post(PAGE, _filled(world.other.nik))
    assert not EmergencyAccess.objects.exists()
    assert answer.status_code == 422


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_for_one_and_for_many(world: World, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        _ask(world.actor(Role.KELURAHAN), world.other.person_id)
    supervisor = world.client(Role.KECAMATAN)
    with django_assert_num_queries(6):
        supervisor.get("/meja/darurat/periksa/")
