"""The log of erasures outside of the database: what a restored backup does not know is read here and done again.

One line each, ``instant TAB person id``: opaque ids, nothing personal. It lies in the folder of the installation and is to be
copied apart from the backups of the database (see operations).
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from okoce.core.ids import parse_id

NAME = "erasures.log"


def log_file() -> Path:
    return Path(settings.VAR_DIR) / NAME


def note_erasure(*, person_id: UUID, at: datetime) -> None:
    """Append a line and wait until it is on the disk: the order must not outlive its note. The same order twice does no harm."""
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"{at.isoformat()}\t{person_id}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def noted_erasures(path: Path | None = None) -> Iterator[tuple[datetime, UUID]]:
    """Every line of a log, each person once; a line that was cut short by a crash is left out."""
    path = path or log_file()
    seen: set[UUID] = set()
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        instant, _tab, person = line.partition("\t")
        person_id = parse_id(person)
        if person_id is not None and person_id not in seen:
            seen.add(person_id)
            yield datetime.fromisoformat(instant), person_id
