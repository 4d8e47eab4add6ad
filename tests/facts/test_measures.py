"""Measures of every kind: what fits is stored as JSON, what does not is told by name."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db.models import TextChoices

from okoce.core.decisions import NotAllowed
from okoce.facts.kinds import Kind, MeasureField, all_kinds, clean_measures, kind_of, measure_fields, register
from tests.world import plausible_measure


def _name(value: object) -> str:
    return value.code if isinstance(value, Kind) else getattr(value, "name", "")


FIELDS = [(kind, item) for kind in all_kinds() for item in measure_fields(kind)]
BY_FIELD = pytest.mark.parametrize(("kind", "item"), FIELDS, ids=_name)
REQUIRED = [(kind, item) for kind, item in FIELDS if item.required]


def fitting(kind: Kind) -> dict[str, object]:
    return {item.name: plausible_measure(item) for item in measure_fields(kind) if item.required}


def wrong_values(item: MeasureField) -> list[object]:
    if issubclass(item.type, TextChoices):
        return ["nobody_declared_this", 3]
    if item.type is int:
        return [True, "12", 1.5, *([] if item.minimum is None else [item.minimum - 1])]
    if item.type is date:
        return ["2026-02-30", "kemarin", 20260101.5, datetime(2026, 1, 1, tzinfo=UTC)]
    if item.type is UUID:
        return ["not-an-id"]
    return [7, "x" * 41]


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.code)
def test_fitting_measures_are_stored_as_json_values(kind: Kind) -> None:
    stored = clean_measures(kind, fitting(kind))
    assert stored.keys() == fitting(kind).keys()
    assert {type(value) for value in stored.values()} <= {int, str}
    assert clean_measures(kind, stored) == stored, "what was stored fits again"


@BY_FIELD
def test_wrong_measures_are_refused_by_name(kind: Kind, item: MeasureField) -> None:
    for value in wrong_values(item):
        with pytest.raises(NotAllowed) as refused:
            clean_measures(kind, {**fitting(kind), item.name: value})
        assert [(r.code, r.params["measure"]) for r in refused.value.decision.reasons] == [("fact.wrong_measure", item.name)], value


@pytest.mark.parametrize("empty", [None, ""])
@pytest.mark.parametrize(("kind", "item"), REQUIRED, ids=_name)
def test_missing_measures_are_refused_by_name(kind: Kind, item: MeasureField, empty: object) -> None:
    with pytest.raises(NotAllowed) as refused:
        clean_measures(kind, {**fitting(kind), item.name: empty})
    assert refused.value.decision.codes == ("fact.missing_measure",)


def test_optional_measures_may_be_missing() -> None:
    assert "valid_until" not in clean_measures(kind_of("licence.issued"), {"licence": "nib", "valid_until": None})


def test_unknown_measures_are_refused() -> None:
    with pytest.raises(NotAllowed) as refused:
        clean_measures(kind_of("licence.issued"), {"licence": "nib", "nik": "3174015708900001"})
    assert refused.value.decision.codes == ("fact.unknown_measure",)


def test_every_wrong_field_is_told_at_once() -> None:
    with pytest.raises(NotAllowed) as refused:
        clean_measures(kind_of("loan.disbursed"), {"product": "gold", "amount": 0, "colour": "red"})
    assert sorted(refused.value.decision.codes) == [
        "fact.missing_measure", "fact.unknown_measure", "fact.wrong_measure", "fact.wrong_measure",
    ]  # fmt: skip


def test_a_kind_nobody_declared() -> None:
    with pytest.raises(NotAllowed) as refused:
        kind_of("gold.found")
    assert refused.value.decision.codes == ("fact.unknown_kind",)


def test_one_code_has_one_owner() -> None:
    with pytest.raises(ValueError, match="declared by"):
        register(Kind("licence.issued", "somebody_else", "x", "x"))
