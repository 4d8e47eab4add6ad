"""The tables of the warehouse as Ibis sees them, what a question sets, and what holds at a position."""

import ibis
import ibis.expr.datatypes as dt

from okoce.evaluation.warehouse.schema import ARRIVAL, FACT, HOLDING, PERSON_MAP, READING

TYPES = {
    "UUID": "uuid",
    "VARCHAR": "string",
    "DATE": "date",
    "TIMESTAMPTZ": "timestamp('UTC')",
    "UTINYINT": "uint8",
    "JSON": "json",
    "BIGINT": "int64",
}
ALL, OUTSIDE = "all", "outside"
CITY, KECAMATAN = 5, 8
ENTREPRENEUR = 0
"""Stage under which ``reading`` and ``holding`` keep who counts as an entrepreneur."""


def table(name: str, columns: dict[str, str]) -> ibis.Table:
    return ibis.table({column: TYPES[kind] for column, kind in columns.items()}, name=name)


fact = table("fact", FACT)
arrival = table("arrival", ARRIVAL)
person_map = table("person_map", PERSON_MAP)
reading = table("asked_reading", READING)
holding = table("asked_holding", HOLDING)
"""Views that whoever asks makes: over the kept tables, or over readings evaluated for a position that these do not know."""


@ibis.udf.scalar.builtin(name="getvariable")  # type: ignore[untyped-decorator]  # the package has no types
def asked_day(variable: str) -> dt.date:
    """A day that the question sets: ``as_of`` (the last day looked at), ``first_on`` (the first day of a flow)."""


@ibis.udf.scalar.builtin(name="getvariable")  # type: ignore[untyped-decorator]  # the package has no types
def asked_number(variable: str) -> dt.int64:
    """A number: ``position``, ``known_before`` (the position at a cut-off), ``within_days``, ``stage``."""


@ibis.udf.scalar.builtin(name="getvariable")  # type: ignore[untyped-decorator]  # the package has no types
def asked_text(variable: str) -> dt.string:
    """A text: ``home`` (the province's code), ``place``, ``edition``, ``against``."""


@ibis.udf.scalar.builtin(name="getvariable")  # type: ignore[untyped-decorator]  # the package has no types
def asked_texts(variable: str) -> dt.Array[dt.string]:
    """Texts: ``versions`` (of the editions asked for), ``kinds`` (of facts that those editions read)."""


as_of, first_on = asked_day("as_of"), asked_day("first_on")
position, known_before = asked_number("position"), asked_number("known_before")


def live(rows: ibis.Table) -> ibis.Table:
    """The rows that hold at the position that is asked for."""
    return rows.filter(rows.from_position <= position, rows.to_position.isnull() | (position < rows.to_position))


def of_editions(rows: ibis.Table) -> ibis.Table:
    """The rows of the editions that are asked for, as known at the position."""
    return live(rows.filter(asked_texts("versions").contains(rows.edition_version)))


def counted_at(place: ibis.expr.types.StringValue) -> ibis.expr.types.StringValue:
    """The kecamatan of a place; other provinces, and codes above a kecamatan, count apart."""
    inside = place.startswith(asked_text("home").concat(".")) & (place.length() >= KECAMATAN)
    return ibis.ifelse(inside, place.left(KECAMATAN), OUTSIDE)


def fortnight_of(day: ibis.expr.types.DateValue) -> ibis.expr.types.IntegerValue:
    """Number of the fortnight of a day (``core.fortnights``): 14 days, number 0 begins on 1 January 2018."""
    return (day.delta(ibis.date(2018, 1, 1), unit="day") / 14).floor().cast("int64")
