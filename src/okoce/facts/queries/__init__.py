"""Reads of the log: live facts, timelines, positions and heads."""

from okoce.facts.queries.live import CountedFact, LiveFact, counted_facts, live_facts, live_facts_of, live_rows
from okoce.facts.queries.personal import OpenedDetails, opened_details, personal_data
from okoce.facts.queries.sealed import Arrival, Head, arrivals, head, head_at, late_count, unsealed_count
from okoce.facts.queries.timeline import Entry, entries, entry, timeline
from okoce.facts.rules.sameness import person_map

__all__ = [
    "Arrival",
    "CountedFact",
    "Entry",
    "Head",
    "LiveFact",
    "OpenedDetails",
    "arrivals",
    "counted_facts",
    "entries",
    "entry",
    "head",
    "head_at",
    "late_count",
    "live_facts",
    "live_facts_of",
    "live_rows",
    "opened_details",
    "person_map",
    "personal_data",
    "timeline",
    "unsealed_count",
]
