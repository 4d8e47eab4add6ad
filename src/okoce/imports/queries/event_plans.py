"""A map checked against the kinds of facts: what each activity becomes, so that rows need no further questions about the map."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from okoce.core.decisions import NotAllowed
from okoce.facts.enums import Channel, Grade
from okoce.facts.kinds import Kind, clean_measures, measure_fields
from okoce.imports.queries.entries import measure_rule
from okoce.imports.queries.fields import importable_kinds
from okoce.imports.rules.cells import Cell, refused
from okoce.imports.rules.event_map import OPAQUE, Activity, EventMap, FromColumn, Value, read_map
from okoce.places.queries import find, refs

CHANNELS = (Channel.IMPORT, Channel.REGISTER, Channel.LENDER, Channel.PARTNER)
GRADES = (Grade.SELF_REPORTED, Grade.CONFIRMED, Grade.REGISTER)
"""What a log of another system may claim: nobody of ours has checked it by sample."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How rows of one activity become facts: constants, and columns with the rule that reads them."""

    kind: Kind
    grade: Grade
    measures: Mapping[str, Value]
    details: Mapping[str, str]
    measure_columns: Mapping[str, tuple[str, Callable[[Cell], Any]]]
    detail_columns: Mapping[str, str]
    needed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A map that can be carried out. ``recipes``: None for an activity that is left out on purpose."""

    wanted: EventMap
    channel: Channel
    recipes: Mapping[str, Recipe | None] = field(default_factory=dict)


def map_of(path: Path) -> EventMap:
    """The map in a file. NotAllowed as ``rules.event_map.read_map``; OSError."""
    try:
        return read_map(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise refused("map.unreadable", why="UTF-8") from None


def plan_of(wanted: EventMap) -> Plan:
    """What a map asks for. NotAllowed: ``event.opaque``, ``map.nothing_mapped``, ``map.kind_unknown``, ``map.measures``,
    ``map.details``, ``map.wrong_choice``, ``map.wrong_value``."""
    if wanted.case_is == OPAQUE:
        raise refused("event.opaque")
    channel = next((item for item in CHANNELS if item.value == wanted.channel), None)
    if channel is None:
        raise refused("map.wrong_choice", key="facts.channel", choices=", ".join(CHANNELS))
    if wanted.place_code and wanted.place_code not in refs():
        raise refused("map.wrong_value", key="place.code", why=wanted.place_code)
    recipes = {name: _recipe(name, activity, wanted) if activity.kind else None for name, activity in wanted.activities.items()}
    if not any(recipes.values()):
        raise refused("map.nothing_mapped")
    return Plan(wanted, channel, recipes)


def _recipe(name: str, activity: Activity, wanted: EventMap) -> Recipe:
    kind = next((item for item in importable_kinds() if item.code == activity.kind), None)
    if kind is None:
        codes = ", ".join(item.code for item in importable_kinds())
        raise refused("map.kind_unknown", activity=name, kind=activity.kind, kinds=codes)
    grade = next((item for item in GRADES if item.name.lower() == (activity.grade or wanted.grade)), None)
    if grade is None:
        raise refused("map.wrong_choice", key="grade", choices=", ".join(item.name.lower() for item in GRADES))
    columns = {key: value.column for key, value in activity.measures.items() if isinstance(value, FromColumn)}
    constants = {key: value for key, value in activity.measures.items() if not isinstance(value, FromColumn)}
    _check_measures(name, kind, constants, columns)
    _check_details(name, kind, activity.details)
    rules = {item.name: measure_rule(item) for item in measure_fields(kind)}
    return Recipe(
        kind=kind,
        grade=grade,
        measures=constants,
        details={key: str(value) for key, value in activity.details.items() if not isinstance(value, FromColumn)},
        measure_columns={key: (column, rules[key]) for key, column in columns.items()},
        detail_columns={key: value.column for key, value in activity.details.items() if isinstance(value, FromColumn)},
        needed=frozenset(item.name for item in measure_fields(kind) if item.required),
    )


def _check_measures(name: str, kind: Kind, constants: Mapping[str, Value], columns: Mapping[str, str]) -> None:
    known = {item.name for item in measure_fields(kind)}
    wrong = columns.keys() - known
    try:
        clean_measures(kind, constants)
    except NotAllowed as refusal:
        wrong |= {
            str(reason.params["measure"])
            for reason in refusal.decision.reasons
            if reason.code != "fact.missing_measure" or reason.params["measure"] not in columns
        }
    if wrong:
        raise refused("map.measures", activity=name, names=", ".join(sorted(wrong)), known=", ".join(sorted(known)) or "–")


def _check_details(name: str, kind: Kind, details: Mapping[str, Value]) -> None:
    wrong = (details.keys() - kind.details.keys()) | (set(kind.needs_details) - details.keys())
    if wrong:
        raise refused("map.details", activity=name, names=", ".join(sorted(wrong)), known=", ".join(kind.details) or "–")


@cache
def place_named(text: str) -> str:
    """The code of a place by its code or name. NotAllowed ``place.unknown``, ``place.ambiguous``."""
    if text in refs():
        return text
    found = find(text)
    if len(found) != 1:
        raise refused("place.ambiguous" if found else "place.unknown")
    return found[0].code
