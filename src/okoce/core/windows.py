"""Counting in the memory of one process: the cheapest brake on a flood, where a count shared by all costs too much."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_KEYS = 100_000


@dataclass
class FixedWindow:
    """At most ``times`` per key and window of ``seconds``; all counts are forgotten when a window ends."""

    times: int
    seconds: int
    clock: Callable[[], float] = time.monotonic
    _window: int = -1
    _counts: dict[str, int] = field(default_factory=dict)

    def seconds_to_wait(self, key: str) -> int:
        """Count one try: 0 where it may go on, else the seconds until the next window, at least 1.

        Beyond ``MOST_KEYS`` keys in a window nothing more is counted: memory stays bounded and strangers are not refused.
        """
        now = self.clock()
        window = int(now // self.seconds)
        if window != self._window:
            self._window = window
            self._counts = {}
        count = self._counts.get(key, 0)
        if count >= self.times:
            return max(1, int((window + 1) * self.seconds - now))
        if count or len(self._counts) < MOST_KEYS:
            self._counts[key] = count + 1
        return 0
