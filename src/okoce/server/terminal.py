"""Talking to the person at the terminal, who may close it at any moment."""

import os
import select
import sys
from contextlib import suppress


def say(text: str) -> None:
    """Print one line. Nobody listening any more must not keep us from stopping in order."""
    with suppress(OSError, ValueError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


class Terminal:
    """The terminal that we were started from, if any. When `make` leads the session, the hang-up signal ends with
    `make`, which waits for us; so we look ourselves."""

    def __init__(self) -> None:
        self._poll = select.poll()
        for descriptor in (0, 1, 2):
            with suppress(OSError):
                if os.isatty(descriptor):
                    self._poll.register(descriptor, 0)

    def is_gone(self) -> bool:
        """Whether it was closed since."""
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in self._poll.poll(0))
