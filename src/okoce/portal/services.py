"""Lists that leave as sheets: who took which, and where they lie while they are made."""

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change

SUBJECT = "list"
LEFT_OVER_SECONDS = 3600.0
"""No sheet is so long in the making: what is older was left by a process that was killed."""


def log_export(*, by: Actor, code: str, rows: int, filters: Mapping[str, str], scopes: Sequence[str]) -> None:
    """Somebody took a list out of the programme: which, how narrowed, in which roles, and how many rows."""
    after = {"rows": rows, "filters": dict(filters), "scopes": list(scopes)}
    log_change(by=by.user_id, verb="list.export", subject=SUBJECT, subject_id=code, after=after)


def forget_left_over() -> int:
    """Delete what killed processes left of sheets in the making; how many."""
    until = time.time() - LEFT_OVER_SECONDS
    old = [path for path in folder().glob("*") if path.stat().st_mtime < until]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def folder() -> Path:
    """Where sheets lie while they are made; it is in no backup."""
    return Path(settings.VAR_DIR) / "sheets"


@contextmanager
def making() -> Iterator[Path]:
    """A folder that is this process's alone, and gone afterwards with all that is in it."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder()) as made:
        yield Path(made)
