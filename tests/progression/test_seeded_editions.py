"""The three seeded editions from the same facts, by hand, and why their counts differ."""

from datetime import date

import pytest

from okoce.progression.rules import Edition, FactView, Reading, decode_edition, encode_edition, explain_difference, read
from okoce.progression.seeded import SEEDED, seeded_editions
from tests.progression.building import day, fact

STRICT, PERMIT, FREE = seeded_editions()

P1 = fact("registration.submitted", "01-01", grade=0)
HARD = fact("training.attended", "01-08", skill="hard", hours=18)
SOFT = fact("training.attended", "01-10", skill="soft", hours=6)
VISIT = fact("mentoring.visit", "01-20", minutes=30)
NIB = fact("licence.issued", "02-01", licence="nib", valid_until="2024-06-30")
STALL = fact("market.stall_day", "02-10", grade=0, sales=350_000)
BOOKS = fact("books.month", "03-03", grade=0, month="2024-02", profit=500_000)
LOAN = fact("loan.disbursed", "04-01", grade=2, amount=10_000_000)
ALL_SEVEN = [P1, HARD, SOFT, VISIT, NIB, STALL, BOOKS, LOAN]

Counted = str | None


@pytest.mark.parametrize(
    ("facts", "strict", "permit", "free"),
    [
        ([], None, None, None),
        ([P1], None, None, None),
        ([HARD, NIB, LOAN], None, None, None),
        ([P1, fact("activity.joined", "01-03")], None, None, "01-03"),
        ([P1, fact("activity.joined", "2023-12-03")], None, None, "01-01"),
        ([P1, HARD], None, None, "01-08"),
        ([P1, NIB], None, None, None),
        ([P1, HARD, SOFT, VISIT, NIB], None, "02-01", "01-08"),
        ([P1, HARD, SOFT, fact("mentoring.session", "05-05"), NIB], None, "05-05", "01-08"),
        ([P1, HARD, VISIT, NIB], None, None, "01-08"),
        ([P1, HARD, SOFT, VISIT, fact("licence.issued", "02-01", licence="halal")], None, None, "01-08"),
        ([P1, HARD, SOFT, VISIT, fact("licence.issued", "02-01", grade=0, licence="nib")], None, None, "01-08"),
        (ALL_SEVEN, "04-01", "02-01", "01-08"),
        ([*ALL_SEVEN[:5], *ALL_SEVEN[6:]], None, "02-01", "01-08"),
        ([*ALL_SEVEN[:7], fact("loan.refused", "04-01")], None, "02-01", "01-08"),
        ([*ALL_SEVEN[:5], fact("market.sale", "05-01", channel="online"), BOOKS, LOAN], "05-01", "02-01", "01-08"),
    ],
)
def test_counts_as_entrepreneur(facts: list[FactView], strict: Counted, permit: Counted, free: Counted) -> None:
    found = [read(edition, facts, day("12-31")).counts_as_entrepreneur_on for edition in (STRICT, PERMIT, FREE)]
    assert found == [None if on is None else day(on) for on in (strict, permit, free)]


@pytest.mark.parametrize("edition", seeded_editions(), ids=SEEDED)
def test_all_seven_stages(edition: Edition) -> None:
    reading = read(edition, ALL_SEVEN, day("06-30"))
    on = ["01-01", "01-10", "01-20", "02-01", "02-10", "03-03", "04-01"]
    assert [stage.passed_on for stage in reading.stages] == [day(each) for each in on]
    assert [len(stage.evidence) for stage in reading.stages] == [1, 2, 1, 1, 1, 1, 1]
    assert reading.next_step is None
    after = read(edition, ALL_SEVEN, day("07-01"))
    assert after.stages[3].passed_on == day("02-01")
    assert not after.stages[3].holds_now
    assert after.next_step is not None
    assert (after.next_step.stage, after.next_step.code, after.next_step.again) == (4, "expired", True)


def test_a_class_that_only_the_member_tells_of_waits_for_confirmation() -> None:
    told = fact("training.attended", "01-08", grade=0, skill="hard")
    step = read(STRICT, [P1, told, SOFT], day("12-31")).next_step
    assert step is not None
    assert (step.stage, step.code) == (2, "grade_short")


@pytest.mark.parametrize("edition", seeded_editions(), ids=SEEDED)
def test_data_is_complete(edition: Edition) -> None:
    assert decode_edition(encode_edition(edition)) == edition
    assert edition.article == "article unverified"
    assert edition.code in SEEDED
    assert edition.sources
    assert edition.notes


def test_validity_and_order() -> None:
    assert [(each.code, each.order) for each in seeded_editions()] == [
        ("OKOCE-2018", "strict"), ("OKOCE-2018-09", "strict"), ("JAKPRENEUR-2020", "free"),
    ]  # fmt: skip
    assert PERMIT.valid_from == date(2018, 9, 9)
    assert FREE.valid_to is None


def _pairs(one: Edition, other: Edition, members: list[list[FactView]]) -> list[tuple[Reading, Reading]]:
    return [(read(one, facts, day("12-31")), read(other, facts, day("12-31"))) for facts in members]


MEMBERS = [
    ALL_SEVEN,
    [P1, HARD, SOFT, VISIT, NIB],
    [P1, HARD, SOFT, VISIT, NIB, STALL],
    [P1, HARD, SOFT, VISIT, NIB, LOAN],
    [P1, HARD, NIB, LOAN],
    [P1],
    [],
]


def test_why_a_permit_counts_more_members_than_seven_stages() -> None:
    difference = explain_difference(STRICT, PERMIT, _pairs(STRICT, PERMIT, MEMBERS))
    assert (difference.only_a, difference.only_b, difference.both, difference.neither) == (0, 3, 1, 3)
    assert (difference.counted_by_a, difference.counted_by_b) == (1, 4)
    assert difference.reasons == {("OKOCE-2018", 5): 2, ("OKOCE-2018", 6): 1}


def test_why_joining_counts_more_members_than_a_permit_in_either_direction() -> None:
    difference = explain_difference(FREE, PERMIT, _pairs(FREE, PERMIT, MEMBERS))
    assert (difference.only_a, difference.only_b, difference.both, difference.neither) == (1, 0, 4, 2)
    assert difference.reasons == {("OKOCE-2018-09", 2): 1}


def test_a_lack_that_is_no_stage_is_named_by_its_code() -> None:
    any_permit = decode_edition({**encode_edition(FREE), "counts_as_entrepreneur": encode_edition(FREE)["stages"]["1"]})  # type: ignore[index]
    difference = explain_difference(any_permit, FREE, _pairs(any_permit, FREE, [[P1]]))
    assert difference.reasons == {("JAKPRENEUR-2020", "count_short:activity.joined"): 1}


def test_readings_of_other_editions_or_days_are_refused() -> None:
    (pair,) = _pairs(STRICT, PERMIT, [ALL_SEVEN])
    with pytest.raises(ValueError, match="not OKOCE-2018-09 and OKOCE-2018"):
        explain_difference(PERMIT, STRICT, [pair])
    with pytest.raises(ValueError, match="as of 2024-12-31"):
        explain_difference(STRICT, PERMIT, [(pair[0], read(PERMIT, [], day("12-30")))])
