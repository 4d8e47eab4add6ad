"""The pure heart of progression: conditions, editions and readings.

No Django, no clock, no query: facts, parameters and the day are arguments.
"""

from okoce.progression.rules.condition_codec import decode_condition, encode_condition
from okoce.progression.rules.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Holds,
    MonthsInARow,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
)
from okoce.progression.rules.differences import Difference, explain_difference
from okoce.progression.rules.edition_codec import decode_edition, edition_from_json, encode_edition, kinds_of
from okoce.progression.rules.editions import (
    STAGES,
    Edition,
    Gate,
    MissingParameterError,
    UnusableParameterError,
    bind,
    parameters_of,
)
from okoce.progression.rules.facts_view import GRADES, FactView, Value
from okoce.progression.rules.missing import Missing, MissingCode
from okoce.progression.rules.reading import NextStep, OrderBreach, Reading, StageReading, read, read_many, read_side_by_side
from okoce.progression.rules.schema import MalformedRuleError, Problem

__all__ = [
    "GRADES",
    "STAGES",
    "AllOf",
    "AnyOf",
    "Condition",
    "Count",
    "Difference",
    "Distinct",
    "Edition",
    "FactView",
    "Gate",
    "Holds",
    "MalformedRuleError",
    "Missing",
    "MissingCode",
    "MissingParameterError",
    "MonthsInARow",
    "NextStep",
    "OrderBreach",
    "Parameter",
    "Problem",
    "Reading",
    "Selection",
    "StagePassed",
    "StageReading",
    "Sum",
    "Test",
    "UnusableParameterError",
    "Value",
    "bind",
    "decode_condition",
    "decode_edition",
    "edition_from_json",
    "encode_condition",
    "encode_edition",
    "explain_difference",
    "kinds_of",
    "parameters_of",
    "read",
    "read_many",
    "read_side_by_side",
]
