import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from okoce.core.decisions import NotAllowed
from okoce.core.fortnights import jakarta_date
from okoce.imports.queries.event_cases import ENDED, LogCases, Read, cases_of_facts
from okoce.imports.queries.event_files import open_log
from okoce.imports.queries.event_plans import map_of, place_named
from okoce.imports.rules.flows import Counting
from okoce.imports.web.printed import flow_document, flow_lines, number, read_lines
from okoce.imports.web.texts import refusal, sentence

TELL_EVERY = 2.0


class Command(BaseCommand):
    help = "Print what follows what, variants and durations: of an event log with its map, or of the facts of the record."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="a log; without it the live facts of the record")
        parser.add_argument("--map", type=Path, help="what the columns of the log mean, in TOML")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, default=None, help="last day that counts (log: its last; facts: today)"
        )
        parser.add_argument("--kecamatan", default="", help="of facts: only people who lived there last, by code or name")
        parser.add_argument("--top", type=int, default=10, help="how many steps, variants and durations are shown (default: 10)")
        parser.add_argument("--json", action="store_true", help="everything for programmes")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        self.began = self.told = time.monotonic()
        with translation.override(options["language"]):
            if (options["file"] is None) != (options["map"] is None):
                raise CommandError(sentence("event.map_needed", {}))
            if options["file"] is not None and options["kecamatan"]:
                raise CommandError(sentence("event.log_without_place", {}))
            try:
                counting, read, unit = self._of_log(options) if options["file"] else self._of_facts(options)
            except NotAllowed as refused:
                raise CommandError(refusal(refused.decision)) from refused
            except OSError as error:
                raise CommandError(str(error)) from error
            self._print(counting, read, unit, options)

    def _of_log(self, options: dict[str, Any]) -> tuple[Counting, Read, str]:
        wanted = map_of(options["map"])
        cases = LogCases(open_log(options["file"], wanted), options["as_of"], self._tell)
        counting = Counting(cases.read.until, wanted.ends)
        for case in cases:
            counting.add(case)
        return counting, cases.read, wanted.unit

    def _of_facts(self, options: dict[str, Any]) -> tuple[Counting, Read, str]:
        today, read = jakarta_date(timezone.now()), Read()
        as_of = min(options["as_of"] or today, today)  # nobody was watched on a day that has not come
        place = place_named(options["kecamatan"]) if options["kecamatan"] else ""
        counting = Counting(as_of.toordinal(), frozenset({ENDED}))
        for case in cases_of_facts(as_of, place, read):
            counting.add(case)
            self._tell(read.rows)
        return counting, read, "days"

    def _print(self, counting: Counting, read: Read, unit: str, options: dict[str, Any]) -> None:
        flows, top = counting.flows(), max(options["top"], 1)
        if options["json"]:
            self.stdout.write(json.dumps(flow_document(flows, read, unit, top), ensure_ascii=False, indent=1))
            return
        for line in (*read_lines(read), *flow_lines(flows, unit, top)):
            self.stdout.write(line)

    def _tell(self, rows: int) -> None:
        now = time.monotonic()
        if now - self.told >= TELL_EVERY:
            self.told = now
            self.stderr.write(f"[{now - self.began:6.1f} s] {number(rows)}")
