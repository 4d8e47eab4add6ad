"""Leaf hashes of stored facts, made by the database: what leaves a batch is 32 bytes a fact instead of nineteen columns.

The text is that of :func:`okoce.core.canonical.canonical_bytes` over :data:`okoce.facts.queries.sealed.PROVEN`; a test holds the
two equal over random facts. Measures are numbers and short text, never nested, so that one level of sorting is enough.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

INSTANT = """'"' || to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00"'"""
WORD = "to_json({}::text)::text"
MAYBE = """coalesce('"' || {}::text || '"', 'null')"""
MEASURES = """
    coalesce((
        SELECT '{' || string_agg(to_json(m.key)::text || ':' || m.value::text, ',' ORDER BY m.key COLLATE "C") || '}'
        FROM jsonb_each(f.measures) AS m
    ), '{}')
"""
PARTS = {
    "business_id": MAYBE.format("f.business_id"),
    "captured_at": INSTANT.format("f.captured_at"),
    "channel": WORD.format("f.channel"),
    "correction": WORD.format("f.correction"),
    "corrects": MAYBE.format("f.corrects"),
    "details_digest": """'"' || encode(f.details_digest, 'hex') || '"'""",
    "enrolment_id": MAYBE.format("f.enrolment_id"),
    "grade": "f.grade::text",
    "id": MAYBE.format("f.id"),
    "kind": WORD.format("f.kind"),
    "measures": MEASURES,
    "occurred_on": """'"' || to_char(f.occurred_on, 'YYYY-MM-DD') || '"'""",
    "on_behalf_of": MAYBE.format("f.on_behalf_of"),
    "org_id": MAYBE.format("f.org_id"),
    "person_id": MAYBE.format("f.person_id"),
    "place_id": WORD.format("f.place_id"),
    "reason": WORD.format("f.reason"),
    "recorded_at": INSTANT.format("f.recorded_at"),
    "recorded_by": MAYBE.format("f.recorded_by"),
}
TEXT = " || ',' || ".join(f"""'"{name}":' || {part}""" for name, part in PARTS.items())
LEAF = f"sha256('\\x00'::bytea || convert_to('{{' || {TEXT} || '}}', 'UTF8'))"
"""The leaf hash of the row ``f`` of facts_fact."""
LEAVES = (
    f"SELECT {LEAF} "  # noqa: S608 - constants
    "FROM unnest(%s::uuid[]) WITH ORDINALITY AS wanted (id, place) JOIN facts_fact f USING (id) ORDER BY wanted.place"
)


def leaf_hashes(ids: Sequence[UUID]) -> list[bytes]:
    """The leaf hash (see :mod:`okoce.facts.rules.merkle`) of each stored fact, in the order of ``ids``."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, [list(ids)])
        return [bytes(row[0]) for row in cursor.fetchall()]
