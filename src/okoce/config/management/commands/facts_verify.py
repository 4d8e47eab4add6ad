from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from okoce.evaluation.rounds.queries import packs
from okoce.facts.queries import export_lines, parse_heads, table_faults
from okoce.facts.rules.verify_facts import verify
from okoce.facts.services import heads_file

Published = tuple[int, str, str]
SHOWN = 100


class Command(BaseCommand):
    help = "Verify the sealed facts straight from the database: hashes, positions, batches, heads, and that the tables agree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, action="append", default=[], help="a daily file of heads that was kept elsewhere")
        parser.add_argument("--head", action="append", default=[], help="BATCH:HEAD as a page or a pack published it")

    def handle(self, *args: Any, heads: list[Path], head: list[str], **options: Any) -> None:
        published = [*self._of_files(heads), *self._of_packs(), *self._of_arguments(head)]
        lines = self._counted(export_lines())
        count = 0
        for count, fault in enumerate(self._faults(lines, published), 1):
            if count <= SHOWN:
                self.stdout.write(fault)
        if count > SHOWN:
            self.stdout.write(f"… and {count - SHOWN} more.")
        if count:
            raise CommandError(f"The record is not whole: {count} faults.")
        self.stdout.write(f"The record is whole: {self.lines} lines read, {len(published)} published heads agree.")
        if not published:
            self.stdout.write("No published head was at hand: a record sealed again up to its end would not be noticed.")

    def _faults(self, lines: Iterator[bytes], published: list[Published]) -> Iterator[str]:
        first = next(lines, None)
        if first is not None:
            yield from (fault[3] for fault in verify(_again(first, lines), published))
        elif published:
            yield f"Nothing is sealed, but {len(published)} heads were published."
        yield from (fault[3] for fault in table_faults())

    def _counted(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        self.lines = 0
        for line in lines:
            self.lines += 1
            yield line

    def _of_files(self, given: list[Path]) -> Iterator[Published]:
        for path in [*given, *([heads_file()] if heads_file().exists() else [])]:
            try:
                yield from ((item.batch, item.head, f"on {item.day}") for item in parse_heads(path.read_text()))
            except (OSError, ValueError) as error:
                raise CommandError(f"{path} is no daily file of heads: {error}") from error

    def _of_packs(self) -> Iterator[Published]:
        yield from ((pack.batch, bytes(pack.head).hex(), f"in pack {pack.number}") for pack in packs())

    def _of_arguments(self, given: list[str]) -> Iterator[Published]:
        for item in given:
            batch, colon, head = item.partition(":")
            if not (batch.isdigit() and colon and head):
                raise CommandError(f"{item}: give a head as BATCH:HEAD, for example 17:3f0c…")
            yield int(batch), head.lower(), "as given"


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
