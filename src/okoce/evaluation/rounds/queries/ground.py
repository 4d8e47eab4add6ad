"""What figures stand on: the published warehouse, or the log itself where there is none that fits."""

from dataclasses import dataclass
from datetime import datetime

from okoce.evaluation.warehouse.queries import Opened, opened
from okoce.facts.queries import Head, head, head_of


@dataclass(frozen=True, slots=True)
class Ground:
    """``head``: the sealed state that is read, None before the first. ``found``: the warehouse that holds it; None: read the log.

    ``newest``: position of the newest seal; what lies between is sealed and not in the figures yet.
    """

    head: Head | None
    found: Opened | None
    newest: int

    @property
    def position(self) -> int:
        return self.head.position if self.head else 0

    @property
    def behind(self) -> int:
        """How many facts are sealed that these figures do not know."""
        return self.newest - self.position

    @property
    def extracted_at(self) -> datetime | None:
        """When the warehouse was filled; None where the log itself is read."""
        return self.found.stamp.extracted_at if self.found else None


def ground(at: Head | None = None) -> Ground:
    """For pages: the warehouse as far as it has come. For a given state: the warehouse if it has come that far."""
    newest = head()
    position = newest.position if newest else 0
    found = opened()
    held = head_of(found.stamp.position) if found else None
    # A warehouse of another log (a restored backup, another database) has another head.
    fits = found is not None and held is not None and held.head.hex() == found.stamp.head
    if not fits or held is None or (at is not None and held.position < at.position):
        return Ground(at or newest, None, position)
    return Ground(at or held, found, position)


def ground_at(position: int) -> Ground:
    """For a position that an address names; the log itself where the warehouse has not come that far."""
    now = ground()
    if now.found is None or position > now.position:
        return Ground(now.head, None, now.newest)
    return now
