"""Whether the tables of the log agree with one another: what no hash says, because nothing was sealed over it."""

from collections.abc import Iterator

from django.db import connection

from okoce.facts.rules.verify_facts import Fault

CHECKS = {
    "never sealed": (
        "SELECT fact.id, 0::bigint FROM facts_fact AS fact"
        " WHERE NOT EXISTS (SELECT FROM facts_position WHERE fact_id = fact.id)"
        " AND NOT EXISTS (SELECT FROM facts_unsealed WHERE fact_id = fact.id) ORDER BY fact.id",
        "Fact {id} has no position and waits for none: it was not sealed, and no sealer will.",
    ),
    "waits": (
        "SELECT fact.id, 0::bigint FROM facts_unsealed JOIN facts_fact AS fact ON fact.id = fact_id"
        " WHERE fact.recorded_at < now() - interval '1 hour' ORDER BY fact.id",
        "Fact {id} has waited for its position for more than an hour: does the worker run, is a transaction held open?",
    ),
    "queued twice": (
        "SELECT fact_id, position FROM facts_unsealed JOIN facts_position USING (fact_id) ORDER BY position",
        "Fact {id} has position {position} and waits for one again.",
    ),
    "beyond": (
        "SELECT fact_id, position FROM facts_position WHERE position > (SELECT coalesce(max(last), 0) FROM facts_batch)"
        " ORDER BY position",
        "Fact {id} has position {position}, which lies beyond the last batch.",
    ),
    "no fact": (
        "SELECT fact_id, position FROM facts_position AS sealed"
        " WHERE NOT EXISTS (SELECT FROM facts_fact WHERE id = sealed.fact_id) ORDER BY position",
        "Position {position} names fact {id}, which is not there.",
    ),
    "no hashes": (
        "SELECT NULL::uuid, number FROM facts_batch WHERE NOT EXISTS (SELECT FROM facts_batchleaves WHERE batch_id = number)"
        " ORDER BY number",
        "The hashes of batch {position} are gone: an altered fact of it is found, but cannot be told from its neighbours.",
    ),
}


def table_faults() -> Iterator[Fault]:
    """Faults between facts, queue, positions and batches; each names the fact or the position."""
    for kind, (query, words) in CHECKS.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            while rows := cursor.fetchmany(2000):
                for fact_id, position in rows:
                    yield 0, int(position), kind, words.format(id=fact_id, position=position)
