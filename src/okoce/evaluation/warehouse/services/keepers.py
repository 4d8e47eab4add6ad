"""Who keeps further tables of the warehouse, and what a refresh tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Keeper = Callable[["DuckDBPyConnection", int], None]
"""Brings further tables of the working file up to a position, in transactions of its own: killed between the facts' and its own, it
is called again. Called with every refresh, also where nothing is new: an edition may have been approved since."""
KEEPERS: list[Keeper] = []


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: positions before and after, whether it began from nothing, seconds of each step."""

    before: int
    position: int
    rebuilt: bool
    published: bool
    seconds: dict[str, float]
