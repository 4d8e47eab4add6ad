"""The facts that editions look at, each measure read once, by the type that a condition asks it for.

A measure is stored as JSON. Like is compared with like, so one measure has a column per type that is asked of it, which is NULL in
every fact where it is absent or of another type. Source: `progression.rules.selection`, whose functions these columns mirror.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import ibis

from okoce.evaluation.readings.rules.plan import FACTS
from okoce.evaluation.readings.rules.spans import Table
from okoce.evaluation.warehouse.schema import FACT

OVER: Final = -10_000_000
"""An expiry that cannot be read: a day before every fact, so that nothing was ever valid."""
LAST: Final = (date.max - date(1970, 1, 1)).days
REGISTERED: Final = "registration.submitted"
_DATE: Final = r"^\d{4}-\d{2}-\d{2}$"
_YEAR_ONE: Final = "0001-01-01"
_OF_THE_FACT: Final = {"fact.grade": "grade", "fact.channel": "channel", "fact.occurred_on": "day"}


class As(StrEnum):
    """What a measure is read as."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    MONTH = "month"
    END = "end"  # the day after the last valid one; NULL: never, OVER: unreadable
    KEY = "key"  # to tell values apart by


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One field read as one type."""

    field: str
    as_: As

    @property
    def column(self) -> str:
        """Its column in the table of facts that are looked at."""
        return f"m_{self.field}_{self.as_}"

    @property
    def is_measure(self) -> bool:
        """Whether it is no field of the fact itself."""
        return not self.field.startswith("fact.")


def written_name(field: str) -> str:
    """The column of a measure as it was stored."""
    return f"json_{field}"


def facts_table() -> Table:
    """The warehouse's live facts at the position that is read."""
    types = {
        "UUID": "uuid",
        "DATE": "date",
        "TIMESTAMPTZ": "timestamp('UTC')",
        "UTINYINT": "uint8",
        "JSON": "json",
        "BIGINT": "int64",
    }
    return ibis.table({name: types.get(kind, "string") for name, kind in FACT.items()}, name=FACTS)


def field_as(facts: Table, use: Use) -> Table | None:
    """The column of a field of the facts that are looked at; None where the fact's own field is never of that type."""
    own = _OF_THE_FACT.get(use.field)
    if own is None:
        return facts[use.column]
    match own, use.as_:
        case _, As.KEY:
            return facts[own]
        case ("channel", As.TEXT) | ("grade", As.NUMBER) | ("day", As.DAY):
            return facts[own]
        case "day", As.MONTH:
            return facts.month
    return None


def measure_as(picked: Table, use: Use) -> Table:
    """A measure as it was stored, read as a type."""
    value = picked[written_name(use.field)]
    written = value.cast("string")
    match use.as_:
        case As.TEXT:
            return value.str
        case As.NUMBER:
            # Beyond 64 bits there is no number, and a fraction is none, however it is written.
            return written.re_search(r"^-?\d+$").ifelse(written.try_cast("int64"), ibis.null("int64"))
        case As.TRUTH:
            return ibis.cases((written == "true", True), (written == "false", False), else_=ibis.null("boolean"))
        case As.DAY:
            return _day(value.str)
        case As.MONTH:
            day = _date((value.str.length() == len("2018-01")).ifelse(value.str.concat("-01"), value.str))
            return month_of(day)
        case As.END:
            absent = written.isnull() | (written == "null")
            day = _day(value.str)
            ended = (day == LAST).ifelse(ibis.null("int32"), day + 1)
            return ibis.cases((absent, ibis.null("int32")), (day.isnull(), OVER), else_=ended).cast("int32")
        case As.KEY:
            text = ibis.literal('"').concat(value.str)
            return ibis.cases((value.str.notnull(), text), (written == "null", ibis.null("string")), else_=written)


def month_of(day: Table) -> Table:
    """The month of a date, counted from year 0."""
    return (day.year() * 12 + day.month() - 1).cast("int32")


def _day(text: Table) -> Table:
    return _date(text).epoch_days().cast("int32")


def _date(text: Table) -> Table:
    """The date that a text "YYYY-MM-DD" names, NULL for any other text; there is no year 0."""
    return (text.re_search(_DATE) & (text >= _YEAR_ONE)).ifelse(text.try_cast("date"), ibis.null("date"))
