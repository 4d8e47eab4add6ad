"""Rupiah as people type them, decisions that never say a bare no, identifiers, canonical bytes."""

from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.canonical import canonical_bytes
from okoce.core.decisions import Decision, NotAllowed, Reason, require
from okoce.core.ids import new_id, parse_id
from okoce.core.money import NotRupiah, parse_rupiah


@pytest.mark.parametrize(
    "typed", ["1250000", "1.250.000", "Rp 1.250.000", "Rp1.250.000,00", " rp 1250000 ", "Rp1.250.000,-", "1250000,00"]
)
def test_rupiah_as_typed(typed: str) -> None:
    assert parse_rupiah(typed) == 1_250_000


@pytest.mark.parametrize(
    "typed",
    ["", "Rp", "-5", "1,250,000", "1.25", "12.34.567", "1.250.0000", "1250000,50", "satu juta", "1e6", "٥٠٠", "²", "1 250 000"],
)
def test_what_is_no_rupiah(typed: str) -> None:
    with pytest.raises(NotRupiah):
        parse_rupiah(typed)


@given(st.integers(0, 10**15))
def test_rupiah_round_trip(amount: int) -> None:
    assert parse_rupiah(f"Rp {amount:,}".replace(",", ".")) == parse_rupiah(str(amount)) == amount


def test_a_refusal_has_a_reason() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        Decision(False)


def test_a_decision_is_its_answer() -> None:
    warned = Decision.yes(Reason("nik.region_differs"))
    refused = Decision.no("move.same_place", place="31.74.01")
    assert (bool(warned), bool(refused), refused.codes) == (True, False, ("move.same_place",))
    assert require(warned) is warned
    with pytest.raises(NotAllowed, match=r"move\.same_place") as raised:
        require(refused)
    assert raised.value.decision is refused


def test_ids_grow_with_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert {item.version for item in ids} == {7}


@pytest.mark.parametrize("text", ["", "x", "01a20bc2-ea67-72de-9bbf", "01a20bc2-ea67-72de-9bbf-4e86fa8c456z"])
def test_what_is_no_id(text: str) -> None:
    assert parse_id(text) is None


def test_an_id_is_read() -> None:
    known = new_id()
    assert parse_id(str(known)) == known


def test_canonical_bytes() -> None:
    """Worked by hand: sorted keys, no spaces, dates ISO, instants in UTC with microseconds, bytes as hex, letters as they are."""
    content = {
        "b": datetime(2026, 1, 5, 7, 0, tzinfo=timezone(timedelta(hours=7))),
        "a": date(2026, 1, 5),
        "d": b"\x00\xff",
        "c": UUID(int=1),
        "é": ["Ñ", None, 3],
    }
    assert canonical_bytes(content).decode() == (
        '{"a":"2026-01-05","b":"2026-01-05T00:00:00.000000+00:00","c":"00000000-0000-0000-0000-000000000001","d":"00ff","é":["Ñ",null,3]}'
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object()])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical_bytes({"x": value})


@given(st.dictionaries(st.text(), st.one_of(st.integers(), st.text(), st.none(), st.booleans())))
def test_order_of_writing_does_not_matter(content: dict[str, object]) -> None:
    assert canonical_bytes(content) == canonical_bytes(dict(reversed(content.items())))
