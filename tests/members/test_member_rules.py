"""What a NIK says, names as people write them, who may do what: tables of cases."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.decisions import NotAllowed
from okoce.core.ids import new_id
from okoce.members.permissions import may_move_here, may_open_record, may_record_fact
from okoce.members.queries import Member
from okoce.members.rules import clean_name, masked_name, masked_nik, nik_warnings, read_nik
from tests.world import CITY, KECAMATAN, KELURAHAN, NEIGHBOUR_KELURAHAN, OTHER_CITY, OTHER_KECAMATAN, OTHER_KELURAHAN, nik


@pytest.mark.parametrize(
    ("typed", "birth_on", "sex"),
    [
        ("3174015708900001", date(1990, 8, 17), "f"),
        ("3174011708900001", date(1990, 8, 17), "m"),
        (" 3174 0157 0890 0001 ", date(1990, 8, 17), "f"),
        ("31.74.01.570890.0001", date(1990, 8, 17), "f"),
        ("3174-0157-0890-0001", date(1990, 8, 17), "f"),
        ("3174014101050001", date(2005, 1, 1), "f"),
        ("3174016902000001", date(2000, 2, 29), "f"),
        ("3174017912990001", None, ""),
        ("3174018112900001", None, ""),
        ("3174017102000001", None, ""),  # a woman's 31 February
        ("3174013213900001", None, ""),
        ("3174010000000000", None, ""),
    ],
)
def test_a_nik_is_read(typed: str, birth_on: date | None, sex: str) -> None:
    reading = read_nik(typed)
    assert (reading.birth_on, reading.sex, reading.place_code, len(reading.number)) == (birth_on, sex, "31.74.01", 16)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "nik.not_digits"),
        ("317401570890000", "nik.length"),
        ("31740157089000011", "nik.length"),
        ("317401570890000A", "nik.not_digits"),
        ("３１７４０１５７０８９０００００", "nik.not_digits"),
        ("٣١٧٤٠١٥٧٠٨٩٠٠٠٠١", "nik.not_digits"),
        ("3174015708900001\n; DROP", "nik.not_digits"),
    ],
)
def test_what_is_no_nik(typed: str, code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        read_nik(typed)
    assert refused.value.decision.codes == (code,)


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)), st.sampled_from("fm"), st.integers(1, 9999))
def test_birth_date_and_sex_are_read_back(birth: date, sex: str, serial: int) -> None:
    reading = read_nik(nik(serial, KECAMATAN, birth, sex))
    assert (reading.birth_on, reading.sex) == (birth, sex)


@pytest.mark.parametrize(
    ("typed", "domicile", "birth_on", "codes"),
    [
        (nik(1), KELURAHAN, None, []),
        (nik(1), KELURAHAN, date(1990, 8, 17), []),
        (nik(1), KELURAHAN, date(1990, 8, 18), ["nik.birth_date_differs"]),
        (nik(1), OTHER_KELURAHAN, None, ["nik.region_differs"]),
        ("3174013213900001", KELURAHAN, date(1990, 8, 17), ["nik.birth_date_impossible"]),
        ("3174013213900001", OTHER_KELURAHAN, None, ["nik.birth_date_impossible", "nik.region_differs"]),
    ],
)
def test_warnings_never_reject(typed: str, domicile: str, birth_on: date | None, codes: list[str]) -> None:
    assert [reason.code for reason in nik_warnings(read_nik(typed), domicile=domicile, birth_on=birth_on)] == codes


def test_a_masked_nik_tells_two_cards_apart() -> None:
    assert masked_nik("3174015708900001") == "317401••••••••01"


@pytest.mark.parametrize(
    "name",
    [
        "NA",
        "Null",
        "None",
        "True",
        "O",
        "I Gusti Ngurah",
        "D'Angelo",
        "Nur-Aini",
        "Mª José",
        "محمد علي",
        "陳小明",
        "Ñandú",
        "Sri 2",
        "👩 Ani",
    ],
)
def test_names_are_kept_as_written(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Siti   Aminah ", "Siti Aminah"),
        ("Siti\tAminah\n", "Siti Aminah"),
        ("Siti\x00Aminah\x07", "Siti Aminah"),
        ("e\u0301va", "éva"),
    ],
)
def test_names_are_tidied(typed: str, stored: str) -> None:
    assert clean_name(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "name.no_letter"), ("123 !", "name.no_letter"), ("\x00", "name.no_letter"), ("a" * 121, "name.too_long")],
)
def test_what_is_no_name(typed: str, code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        clean_name(typed)
    assert refused.value.decision.codes == (code,)


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        name = clean_name(text)
    except NotAllowed:
        return
    assert clean_name(name) == name
    assert not any(unicodedata.category(sign) == "Cc" for sign in name)


def test_a_masked_name_shows_first_letters() -> None:
    assert masked_name("Siti Nur Aminah") == "S••• N••• A•••"


MENTOR_ID, ORG = new_id(), new_id()
HER = Member(
    person_id=new_id(), name="Siti", nik="", birth_on=None, sex="f", domicile=KELURAHAN, is_synthetic=False,
    enrolment_id=new_id(), started_on=date(2026, 1, 5), ended_on=None, end_reason="", entry_status="none", mentor_id=MENTOR_ID,
    business_id=None, business="", consents={},
)  # fmt: skip

# role, place, whether she may open and record what is Siti's (Tebet Timur), and whether she may register a move to Tebet Timur
SCOPES = [
    (Role.KELURAHAN, KELURAHAN, True),
    (Role.KELURAHAN, NEIGHBOUR_KELURAHAN, False),
    (Role.KELURAHAN, OTHER_KELURAHAN, False),
    (Role.KECAMATAN, KECAMATAN, True),
    (Role.KECAMATAN, OTHER_KECAMATAN, False),
    (Role.KECAMATAN, "31.74.010", False),  # a code that only begins alike
    (Role.KECAMATAN, "31.74.0", False),
    (Role.CITY, CITY, True),
    (Role.CITY, OTHER_CITY, False),
    *((role, "", False) for role in (Role.MENTOR, Role.EVALUATOR, Role.ADMINISTRATOR)),
    *((role, KELURAHAN, False) for role in (Role.MENTOR, Role.EVALUATOR, Role.AGENCY, Role.LENDER, Role.COMMUNITY, Role.MEMBER)),
]


@pytest.mark.parametrize(("role", "place", "allowed"), SCOPES)
def test_officers_over_her_place(role: Role, place: str, allowed: bool) -> None:
    actor = Actor(new_id(), "", (Held(role, place),))
    decisions = [may_open_record(actor, HER), may_record_fact(actor, HER), may_move_here(actor, KELURAHAN)]
    assert [bool(decision) for decision in decisions] == [allowed] * 3


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEMBER])
def test_a_role_over_an_organisation_is_no_role_over_a_place(role: Role) -> None:
    actor = Actor(new_id(), "", (Held(role, "", ORG),))
    assert not may_open_record(actor, HER)
    assert not may_record_fact(actor, HER)


@pytest.mark.parametrize(
    ("role", "user_id", "allowed"),
    [(Role.MENTOR, MENTOR_ID, True), (Role.MENTOR, new_id(), False), (Role.AGENCY, MENTOR_ID, False), (Role.MENTOR, None, False)],
)
def test_her_own_mentor(role: Role, user_id: object, allowed: bool) -> None:
    actor = Actor(user_id, "", (Held(role, "", ORG),))  # type: ignore[arg-type]  # a table of cases
    assert bool(may_open_record(actor, HER)) is bool(may_record_fact(actor, HER)) is allowed


def test_nobody_is_the_mentor_of_somebody_without_one() -> None:
    assert not may_open_record(Actor(None, "", (Held(Role.MENTOR),)), replace(HER, mentor_id=None))


def test_she_opens_her_record_and_writes_nothing_into_it() -> None:
    herself = Actor(new_id(), "", (Held(Role.CITY, CITY),), HER.person_id)
    assert may_open_record(herself, HER)
    assert may_record_fact(herself, HER).codes == ("record.own",)


def test_without_an_enrolment_nothing_is_recorded() -> None:
    officer = Actor(new_id(), "", (Held(Role.CITY, CITY),))
    assert may_record_fact(officer, replace(HER, enrolment_id=None)).codes == ("record.not_enrolled",)
