"""The world says what it promises, so that tests built on it mean what they say."""

from okoce.accounts.enums import Role
from okoce.facts.kinds import all_kinds
from okoce.members.permissions import may_open_record
from okoce.members.rules import read_nik
from tests.world import KELURAHAN, World, make_fact, make_member, nik


def test_every_role_acts(world: World) -> None:
    assert {role for role in Role if role is not Role.MEMBER and not world.actor(role).has(role)} == set()
    assert world.actor(Role.MEMBER).person_id == world.own.person_id
    assert not world.actor("anonymous").is_known


def test_officers_open_their_own_alone(world: World) -> None:
    opening = {Role.MEMBER, Role.MENTOR, Role.KELURAHAN, Role.KECAMATAN, Role.CITY}
    assert {role for role in Role if may_open_record(world.actor(role), world.own.member)} == opening
    assert {role for role in Role if may_open_record(world.actor(role), world.other.member)} == set()


def test_a_nik_says_what_it_was_made_of() -> None:
    reading = read_nik(nik(7, sex="f"))
    assert (reading.place_code, reading.sex) == ("31.74.01", "f")


def test_a_fact_of_every_kind_can_be_made(db: None) -> None:
    member = make_member(domicile=KELURAHAN)
    assert len({make_fact(member, kind.code) for kind in all_kinds()}) == len(all_kinds())
