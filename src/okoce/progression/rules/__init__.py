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
from okoce.progression.rules.edition_codec import (
    ARTICLE_UNVERIFIED,
    decode_edition,
    digest_of,
    edition_from_json,
    encode_edition,
    is_address,
    is_code,
    kinds_of,
)
from okoce.progression.rules.editions import (
    STAGES,
    Edition,
    Gate,
    MissingParameterError,
    UnusableParameterError,
    bind,
    parameters_of,
)
from okoce.progression.rules.entries import Entry, TestEntry, Written, entry_of, read_entry, write_entry, written
from okoce.progression.rules.facts_view import GRADES, FactView, Value
from okoce.progression.rules.missing import Missing, MissingCode
from okoce.progression.rules.moves import MoveGroup, MoveReason, Moves, RowCount, decode_reason, encode_reason
from okoce.progression.rules.reading import NextStep, OrderBreach, Reading, StageReading, read, read_many, read_side_by_side
from okoce.progression.rules.reshaping import blank, reshape
from okoce.progression.rules.schema import MalformedRuleError, Problem
from okoce.progression.rules.vocabulary import OPERATORS_OF, Field, Vocabulary, condition_problems, vocabulary_problems

__all__ = [
    "ARTICLE_UNVERIFIED",
    "GRADES",
    "OPERATORS_OF",
    "STAGES",
    "AllOf",
    "AnyOf",
    "Condition",
    "Count",
    "Difference",
    "Distinct",
    "Edition",
    "Entry",
    "FactView",
    "Field",
    "Gate",
    "Holds",
    "MalformedRuleError",
    "Missing",
    "MissingCode",
    "MissingParameterError",
    "MonthsInARow",
    "MoveGroup",
    "MoveReason",
    "Moves",
    "NextStep",
    "OrderBreach",
    "Parameter",
    "Problem",
    "Reading",
    "RowCount",
    "Selection",
    "StagePassed",
    "StageReading",
    "Sum",
    "Test",
    "TestEntry",
    "UnusableParameterError",
    "Value",
    "Vocabulary",
    "Written",
    "bind",
    "blank",
    "condition_problems",
    "decode_condition",
    "decode_edition",
    "decode_reason",
    "digest_of",
    "edition_from_json",
    "encode_condition",
    "encode_edition",
    "encode_reason",
    "entry_of",
    "explain_difference",
    "is_address",
    "is_code",
    "kinds_of",
    "parameters_of",
    "read",
    "read_entry",
    "read_many",
    "read_side_by_side",
    "reshape",
    "vocabulary_problems",
    "write_entry",
    "written",
]
