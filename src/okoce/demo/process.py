"""One process that writes chunks. Starts without Django's apps: they are made ready in :func:`begin`."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.db import connections

if TYPE_CHECKING:
    from okoce.demo.chunks import Chunk, Writer, Written

_writer: "Writer | None" = None


def begin(folder: Path, database: str) -> None:
    """Called once in each new process, with the database that the first process works in."""
    global _writer
    django.setup()
    from okoce.demo.begun import writer_of  # noqa: PLC0415 - app ready

    connections["default"].settings_dict["NAME"] = database
    _writer = writer_of(folder)
    # A chunk makes a hundred thousand objects that all live to its end. Looking through them again and again for cycles took a
    # third of the time; once after each chunk is enough.
    gc.freeze()
    gc.disable()


def write(chunk: "Chunk") -> "Written":
    assert _writer is not None, "begin was called when the process started"
    found = _writer.write(chunk)
    gc.collect()
    return found
