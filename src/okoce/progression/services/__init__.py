"""Writes of editions: what the project ships, the life of a version, and previews."""

from okoce.progression.services.life import approve, change_draft, discard, send_back, start_draft, submit, withdraw
from okoce.progression.services.movers import MoversPage, open_movers
from okoce.progression.services.previews import ask_preview, make_due_previews
from okoce.progression.services.shipped import load_shipped_editions

__all__ = [
    "MoversPage",
    "approve",
    "ask_preview",
    "change_draft",
    "discard",
    "load_shipped_editions",
    "make_due_previews",
    "open_movers",
    "send_back",
    "start_draft",
    "submit",
    "withdraw",
]
