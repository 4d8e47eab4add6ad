"""The registry of fact kinds: each app declares the kinds that it owns in its ``kinds.py``; codes are permanent.

A kind's measures are a frozen dataclass with fields of type ``int``, ``str``, ``date`` or a ``TextChoices``, optional ones with a
default of None. The metadata of a field (made with :func:`measure`) gives its label and unit; the officer's form is built from it.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints
from uuid import UUID

from django.db.models import TextChoices
from django.utils.functional import Promise

from okoce.core.decisions import Decision, NotAllowed, Reason

type_of_label = str | Promise


@dataclass(frozen=True)
class NoMeasures:
    """For kinds that say all by having happened."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact.

    ``stage``: 1 to 7, or None for kinds of no stage. ``sentence``: what happened, in plain words, with ``%(measure)s`` places.
    ``details``: names of free or personal fields that are kept encrypted, with their labels. ``by_officer``: offered in the
    officer's form. ``needs_details``: those that must be filled (a permit's number, for instance).
    """

    code: str
    owner: str
    label: type_of_label
    sentence: type_of_label
    measures: type[Any] = NoMeasures
    stage: int | None = None
    details: Mapping[str, type_of_label] = field(default_factory=dict)
    needs_details: tuple[str, ...] = ()
    by_officer: bool = False


@dataclass(frozen=True, slots=True)
class MeasureField:
    """One measure as forms and checks see it: ``type`` is int, str, date, UUID or a TextChoices."""

    name: str
    type: type[Any]
    required: bool
    label: type_of_label
    unit: str
    minimum: int | None


_KINDS: dict[str, Kind] = {}


def measure(label: type_of_label, *, unit: str = "", minimum: int | None = None, optional: bool = False) -> Any:
    """A dataclass field with what the form shows; ``unit`` is ``rupiah``, ``minutes``, ``people``… or empty."""
    metadata = {"label": label, "unit": unit, "minimum": minimum}
    return field(default=None, metadata=metadata) if optional else field(metadata=metadata)


def register(*kinds: Kind) -> None:
    """Declare kinds; called from ``AppConfig.ready``. The same code from two owners is a programming error."""
    for kind in kinds:
        known = _KINDS.get(kind.code)
        if known is not None and known.owner != kind.owner:
            raise ValueError(f"fact kind {kind.code} is declared by {known.owner} and by {kind.owner}")
        _KINDS[kind.code] = kind


def kind_of(code: str) -> Kind:
    """The kind; NotAllowed with reason ``fact.unknown_kind`` for a code that nobody declared."""
    try:
        return _KINDS[code]
    except KeyError:
        raise NotAllowed(Decision.no("fact.unknown_kind", kind=code)) from None


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, ordered by stage and code."""
    return tuple(sorted(_KINDS.values(), key=lambda kind: (kind.stage or 0, kind.code)))


def measure_fields(kind: Kind) -> tuple[MeasureField, ...]:
    """The measures of a kind in the order of its dataclass."""
    return _fields_of(kind.measures)  # type: ignore[arg-type]  # classes are hashable


@cache
def _fields_of(measures: type[Any]) -> tuple[MeasureField, ...]:
    hints = get_type_hints(measures)
    return tuple(_measure_field(item, hints[item.name]) for item in fields(measures))


def _measure_field(item: "Field[Any]", hint: Any) -> MeasureField:
    inner: Any = next(arg for arg in get_args(hint) if arg is not NoneType) if isinstance(hint, UnionType) else hint
    metadata = item.metadata
    return MeasureField(
        name=item.name,
        type=inner,
        required=item.default is MISSING,
        label=metadata.get("label", item.name),
        unit=metadata.get("unit", ""),
        minimum=metadata.get("minimum"),
    )


def clean_measures(kind: Kind, given: Mapping[str, object]) -> dict[str, object]:
    """Measures as they are stored (JSON values), checked against the kind; NotAllowed with a reason per wrong field."""
    reasons = [Reason("fact.unknown_measure", {"measure": name}) for name in given.keys() - _names(kind.measures)]  # type: ignore[arg-type]  # classes are hashable
    stored: dict[str, object] = {}
    for item in measure_fields(kind):
        value = given.get(item.name)
        if value is None or value == "":
            if item.required:
                reasons.append(Reason("fact.missing_measure", {"measure": item.name}))
            continue
        try:
            stored[item.name] = _stored(item, value)
        except (TypeError, ValueError):
            reasons.append(Reason("fact.wrong_measure", {"measure": item.name}))
    if reasons:
        raise NotAllowed(Decision(False, tuple(reasons)))
    return stored


@cache
def _names(measures: type[Any]) -> frozenset[str]:
    return frozenset(item.name for item in fields(measures))


def _stored(item: MeasureField, value: object) -> object:
    if issubclass(item.type, TextChoices):
        return str(item.type(str(value)))
    if item.type is int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError
        if item.minimum is not None and value < item.minimum:
            raise ValueError
        return value
    if item.type is date:
        # A datetime is a date for Python, and fromisoformat reads some texts that only begin like a date.
        if isinstance(value, datetime) or not isinstance(value, date | str):
            raise TypeError
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
    if item.type is UUID:
        return str(UUID(str(value)))
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError
    return value
