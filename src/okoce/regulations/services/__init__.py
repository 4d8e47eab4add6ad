"""Writes of rules: what the project ships, proposals and their previews, approval by a second person, and reviews."""

from okoce.regulations.services.drafting import (
    RowContent,
    adopt,
    discard,
    drop_ending,
    drop_row,
    put_ending,
    put_row,
    reword,
    start_change,
    submit,
    withdraw,
)
from okoce.regulations.services.judging import approve, send_back
from okoce.regulations.services.previews import ask_preview, make_due_rule_previews
from okoce.regulations.services.reviews import confirm_unchanged
from okoce.regulations.services.shipped import SHIPPED, LoadedRules, load_shipped_rules

__all__ = [
    "SHIPPED",
    "LoadedRules",
    "RowContent",
    "adopt",
    "approve",
    "ask_preview",
    "confirm_unchanged",
    "discard",
    "drop_ending",
    "drop_row",
    "load_shipped_rules",
    "make_due_rule_previews",
    "put_ending",
    "put_row",
    "reword",
    "send_back",
    "start_change",
    "submit",
    "withdraw",
]
