"""Rules of accounts as tables of cases."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.accounts.enums import PhoneProblem, Role
from okoce.accounts.queries import NOBODY, Actor, Held
from okoce.accounts.rules import Scope, attempts_left, clean_code, grant_scope, scope_of_role
from okoce.accounts.texts import SENTENCES
from okoce.accounts.web.access import Access, Answer, Door

ORG = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
PROVINCE, CITY, KECAMATAN, KELURAHAN = "31", "31.74", "31.74.01", "31.74.01.1001"
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("role", "place", "org", "refusal"),
    [
        (Role.MEMBER, "", None, "grant_member_is_no_grant"),
        (Role.KELURAHAN, KELURAHAN, None, ""),
        (Role.KELURAHAN, KECAMATAN, None, "grant_needs_kelurahan"),
        (Role.KELURAHAN, "", None, "grant_needs_kelurahan"),
        (Role.KECAMATAN, KECAMATAN, None, ""),
        (Role.KECAMATAN, CITY, None, "grant_needs_kecamatan"),
        (Role.KECAMATAN, KELURAHAN, None, "grant_needs_kecamatan"),
        (Role.KECAMATAN, "", ORG, "grant_needs_kecamatan"),
        (Role.CITY, CITY, None, ""),
        (Role.CITY, PROVINCE, None, ""),
        (Role.CITY, KECAMATAN, None, "grant_needs_city"),
        (Role.CITY, "", None, "grant_needs_city"),
        (Role.MENTOR, KECAMATAN, None, ""),
        (Role.MENTOR, "", ORG, ""),
        (Role.MENTOR, "", None, "grant_needs_place_or_organisation"),
        (Role.COMMUNITY, "", ORG, ""),
        (Role.COMMUNITY, KECAMATAN, None, "grant_needs_organisation"),
        (Role.COMMUNITY, KECAMATAN, ORG, "grant_place_and_organisation"),
        (Role.AGENCY, "", None, "grant_needs_organisation"),
        (Role.LENDER, "", ORG, ""),
        (Role.EVALUATOR, "", None, ""),
        (Role.EVALUATOR, CITY, None, ""),
        (Role.EVALUATOR, "", ORG, "grant_needs_place_or_everywhere"),
        (Role.ADMINISTRATOR, "", None, ""),
        (Role.ADMINISTRATOR, CITY, None, "grant_needs_everywhere"),
        (Role.ADMINISTRATOR, "", ORG, "grant_needs_everywhere"),
    ],
)
def test_over_what_a_role_is_granted(role: Role, place: str, org: UUID | None, refusal: str) -> None:
    decision = grant_scope(role, place, org, MONDAY, None)
    assert decision.codes == ((refusal,) if refusal else ())


@pytest.mark.parametrize(("last", "allowed"), [(None, True), (SUNDAY, True), (MONDAY, True), (date(2026, 11, 22), False)])
def test_a_grant_does_not_end_before_it_begins(last: date | None, allowed: bool) -> None:
    assert grant_scope(Role.CITY, CITY, None, MONDAY, last).allowed is allowed


def test_every_role_has_a_scope() -> None:
    assert [role for role in Role if scope_of_role(role) is Scope.NEVER] == [Role.MEMBER]


@given(st.sampled_from(Role), st.sampled_from(["", PROVINCE, CITY, KECAMATAN, KELURAHAN]), st.sampled_from([None, ORG]))
def test_every_refusal_has_a_sentence(role: Role, place: str, org: UUID | None) -> None:
    assert set(grant_scope(role, place, org, MONDAY, None).codes) <= set(SENTENCES)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        ("123 456", "123456"),
        (" 123-456 ", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("12345a", ""),
        ("", ""),
        ("١٢٣٤٥٦", ""),
    ],
)
def test_codes_as_people_type_them(typed: str, code: str) -> None:
    assert clean_code(typed) == code


def test_tries_left() -> None:
    assert [attempts_left(tries) for tries in (1, 4, 5, 6)] == [4, 1, 0, 0]


def test_phone_problems_are_those_that_the_rule_names() -> None:
    codes = {"phone_empty", "phone_unreadable", "phone_too_short", "phone_too_long", "phone_foreign", "phone_not_mobile"}
    assert set(PhoneProblem.values) == codes


STAFF = Actor(uuid4(), "Ratna", (Held(Role.KECAMATAN, KECAMATAN),))
RETIRED = Actor(uuid4(), "Budi", ())
PHONE_ONLY = Actor(uuid4(), "Anggota", ())
PICKED = Actor(uuid4(), "Anggota", (), uuid4())
OFFICERS = Access(Door.ROLES, frozenset({Role.KECAMATAN.value}))
EVALUATORS = Access(Door.ROLES, frozenset({Role.EVALUATOR.value}))


@pytest.mark.parametrize(
    ("access", "actor", "answer"),
    [
        (Access(Door.ALL), NOBODY, Answer.OPEN),
        (Access(Door.SIGNED_IN), NOBODY, Answer.SIGN_IN),
        (Access(Door.SIGNED_IN), STAFF, Answer.OPEN),
        (Access(Door.SIGNED_IN), PHONE_ONLY, Answer.OPEN),
        (Access(Door.MEMBER), NOBODY, Answer.SIGN_IN),
        (Access(Door.MEMBER), STAFF, Answer.NOT_FOR_YOU),
        (Access(Door.MEMBER), PHONE_ONLY, Answer.PICK_PERSON),
        (Access(Door.MEMBER), PICKED, Answer.OPEN),
        (OFFICERS, NOBODY, Answer.STAFF_SIGN_IN),
        (OFFICERS, STAFF, Answer.OPEN),
        (OFFICERS, RETIRED, Answer.NOT_FOR_YOU),
        (OFFICERS, PICKED, Answer.NOT_FOR_YOU),
        (EVALUATORS, STAFF, Answer.NOT_FOR_YOU),
    ],
)
def test_doors(access: Access, actor: Actor, answer: Answer) -> None:
    assert access.answer(actor) is answer
