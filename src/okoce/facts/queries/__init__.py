"""Reads of the log: live facts, timelines, positions and heads."""

from okoce.facts.queries.export import export_lines
from okoce.facts.queries.heads import DayHead, day_heads, parse_heads
from okoce.facts.queries.live import CountedFact, LiveFact, Original, counted_facts, live_facts, live_facts_of, live_rows, originals
from okoce.facts.queries.personal import OpenedDetails, opened_details, personal_data
from okoce.facts.queries.sealed import Arrival, Head, arrivals, head, head_at, head_of, late_count, unsealed_count
from okoce.facts.queries.soundness import table_faults
from okoce.facts.queries.timeline import Entry, entries, entry, timeline
from okoce.facts.rules.sameness import person_map

__all__ = [
    "Arrival",
    "CountedFact",
    "DayHead",
    "Entry",
    "Head",
    "LiveFact",
    "OpenedDetails",
    "Original",
    "arrivals",
    "counted_facts",
    "day_heads",
    "entries",
    "entry",
    "export_lines",
    "head",
    "head_at",
    "head_of",
    "late_count",
    "live_facts",
    "live_facts_of",
    "live_rows",
    "opened_details",
    "originals",
    "parse_heads",
    "person_map",
    "personal_data",
    "table_faults",
    "timeline",
    "unsealed_count",
]
