"""The tables of the warehouse: name, columns and DuckDB types. Pseudonymous: ids only, never a name, number or address.

Source: facts-and-readings, "Warehouse".
"""

from typing import Final

FACT: Final = {
    "original_id": "UUID",  # the original fact; corrections point at it
    "version_id": "UUID",  # the fact whose content holds: the original, or the amendment that won
    "kind": "VARCHAR",
    "person_id": "UUID",  # as recorded; resolve through person_map
    "enrolment_id": "UUID",
    "business_id": "UUID",
    "occurred_on": "DATE",
    "captured_at": "TIMESTAMPTZ",
    "channel": "VARCHAR",
    "place_id": "VARCHAR",
    "org_id": "UUID",
    "grade": "UTINYINT",  # ordinal of progression.rules.GRADES
    "measures": "JSON",
    "first_position": "BIGINT",  # position of the original fact, whatever was corrected later
    "from_position": "BIGINT",  # this content is live from here (inclusive) …
    "to_position": "BIGINT",  # … to here (exclusive); NULL: still
}
"""One row per live content of an original fact over an interval of positions; what was voided has no row from there on.

Live at position p: ``from_position <= p AND (to_position IS NULL OR p < to_position)``.
"""

PERSON_MAP: Final = {
    "person_id": "UUID",
    "survivor_id": "UUID",  # the person whose identity stands for this one after merges
    "from_position": "BIGINT",
    "to_position": "BIGINT",
}
"""Only of persons that some merge names; whoever has no row at a position stands for herself."""

ENROLMENT: Final = {
    "enrolment_id": "UUID",
    "person_id": "UUID",
}

PLACE: Final = {
    "place_id": "VARCHAR",
    "name": "VARCHAR",
    "level": "VARCHAR",
    "kecamatan_id": "VARCHAR",
    "city_id": "VARCHAR",
    "province_id": "VARCHAR",
}

ORGANISATION: Final = {
    "org_id": "UUID",
    "kind": "VARCHAR",
}

READING: Final = {
    "edition": "VARCHAR",
    "edition_version": "VARCHAR",
    "enrolment_id": "UUID",
    "person_id": "UUID",  # who stands for her at the position, as person_map says
    "stage": "UTINYINT",  # 1 to 7; 0: counts as entrepreneur
    "completed_on": "DATE",
    "passed_on": "DATE",  # NULL: completed, but before its turn
    "from_position": "BIGINT",
    "to_position": "BIGINT",
}
"""Kept by ``evaluation.readings``: one row per stage that was ever completed, of enrolments that have registered.

A fact after day d never changes day d, so ``as_of`` is a filter of the dates.
"""

HOLDING: Final = {
    "edition": "VARCHAR",
    "edition_version": "VARCHAR",
    "enrolment_id": "UUID",
    "stage": "UTINYINT",
    "from_on": "DATE",
    "until_on": "DATE",  # exclusive; NULL: without end
    "from_position": "BIGINT",
    "to_position": "BIGINT",
}
"""Days on which a stage's condition holds, whether the stage is passed or not. Kept by ``evaluation.readings``."""

READING_STATE: Final = {
    "edition": "VARCHAR",
    "edition_version": "VARCHAR",
    "position": "BIGINT",
}
"""The positions at which ``reading`` and ``holding`` were brought up to date: between two of them they know no history."""

STATE: Final = {
    "position": "BIGINT",  # everything up to here is in
    "head": "BLOB",  # the sealed head at that position
    "extracted_at": "TIMESTAMPTZ",
}
"""One row: how far this file has come."""

TABLES: Final = {
    "fact": FACT,
    "person_map": PERSON_MAP,
    "enrolment": ENROLMENT,
    "place": PLACE,
    "organisation": ORGANISATION,
    "state": STATE,
}
"""What extraction fills."""

READ_TABLES: Final = {"reading": READING, "holding": HOLDING, "reading_state": READING_STATE}
"""What ``evaluation.readings`` keeps in the same file."""
