"""The daily file of heads: appended, never rewritten, so that it can be copied elsewhere and later bears witness."""

import fcntl
import logging
import os
from pathlib import Path

from django.conf import settings

from okoce.facts.queries.heads import day_heads, parse_heads

logger = logging.getLogger(__name__)


def heads_file() -> Path:
    """Where the heads of days stand, one line a day."""
    return settings.VAR_DIR / "heads" / "daily.txt"


def write_day_heads() -> int:
    """Append the heads of days that have ended since the last line, and return how many.

    Where the file names another head than the database for the last day that it knows, the record was sealed again, or another
    database was put in its place. The file is left as it is, and the log says so.
    """
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # a second worker on this machine waits, and finds the lines written
        file.seek(0)
        known = list(parse_heads(file.read()))
        found = day_heads(first=known[-1].day if known else None)
        if known and found[:1] != (known[-1],):
            logger.error("the head of %s in %s is not that of the database: run okoce facts verify", known[-1].day, path)
            return 0
        new = found[1:] if known else found
        file.writelines(f"{item.line}\n" for item in new)
        file.flush()
        os.fsync(file.fileno())
    return len(new)
