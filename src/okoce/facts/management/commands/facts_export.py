import gzip
import os
import time
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okoce.facts.queries import export_lines

TELL_EVERY = 100_000


class Command(BaseCommand):
    help = "Write the sealed facts to one file that verify_facts.py verifies without this system; persons are opaque ids."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a new file; compressed where its name ends in .gz")
        parser.add_argument("--upto", type=int, default=None, help="the state of an earlier seal: the last one up to this position")

    def handle(self, *args: Any, file: Path, upto: int | None, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already. An export is evidence: choose a new name.")
        part = file.with_name(f".{file.name}.part")
        try:
            # Only this account reads it: ids without names are still about people.
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
                if file.suffix == ".gz":
                    # No time and no name inside: the same state gives the same file.
                    with gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
                        lines = self._write(packed, upto)
                else:
                    lines = self._write(raw, upto)
            if not lines:
                raise CommandError("Nothing is sealed up to there: the worker seals facts every few seconds.")
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{file}: {lines} lines. Verify it anywhere: python3 verify_facts.py {file.name}")

    def _write(self, out: "IO[bytes] | gzip.GzipFile", upto: int | None) -> int:
        began, count = time.monotonic(), 0
        for count, line in enumerate(export_lines(upto), 1):
            out.write(line)
            if count % TELL_EVERY == 0:
                self.stdout.write(f"[{time.monotonic() - began:5.1f} s] {count} lines")
        return count
