import json
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from okoce.accounts.queries import Actor, actor_of_name
from okoce.core.decisions import NotAllowed
from okoce.imports.queries.event_files import open_log
from okoce.imports.queries.event_plans import map_of, plan_of
from okoce.imports.rules.event_tally import EventTally
from okoce.imports.services import import_events
from okoce.imports.services.rejected_events import RejectedRows
from okoce.imports.web.printed import number, reasons_of, tally_document, tally_lines
from okoce.imports.web.texts import refusal, sentence

TELL_EVERY = 2.0


class Command(BaseCommand):
    help = "Take the events of another system's log into the record by a map. Without --apply it shows what would happen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX or ODS with columns for case, activity, time and resource")
        parser.add_argument("--map", type=Path, required=True, help="what the columns and activities mean, in TOML")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="the officer in whose name and scope it is recorded")
        parser.add_argument("--apply", action="store_true", help="store what is new; without it nothing is written")
        parser.add_argument("--rejected", type=Path, default=None, help="where rejected rows go (default: FILE-ditolak beside it)")
        parser.add_argument("--json", action="store_true", help="the counts for programmes")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        self.began = self.told = time.monotonic()
        with translation.override(options["language"]):
            try:
                self._import(options)
            except NotAllowed as refused:
                raise CommandError(refusal(refused.decision)) from refused
            except OSError as error:
                raise CommandError(str(error)) from error

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        wanted = map_of(options["map"])
        plan, log = plan_of(wanted), open_log(path, wanted)
        target = options["rejected"] or path.with_name(f"{path.stem}-ditolak{'.csv' if log.is_csv else '.xlsx'}")
        if target.exists() and target.samefile(path):
            raise CommandError(sentence("event.rejected_is_log", {}))
        rows = RejectedRows(log, target, reasons_of)
        by, apply = self._officer(options["by"]), options["apply"]
        try:
            tally = import_events(by=by, log=log, plan=plan, apply=apply, rejected=rows.add, tell=self._tell)
        finally:
            kept = rows.close()
        if not tally.is_whole:
            raise CommandError(f"rows {tally.rows}, ends {dict(tally.ends)}")
        if options["json"]:
            document = tally_document(tally, applied=apply) | {"rejected_file": str(kept) if kept else None}
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
            return
        for line in tally_lines(tally, plan, applied=apply):
            self.stdout.write(line)
        if kept is not None:
            self.stdout.write(f"\n{kept}")

    def _officer(self, username: str) -> Actor:
        actor = actor_of_name(username)
        if not actor.is_known:
            raise CommandError(sentence("event.who_unknown", {}))
        return actor

    def _tell(self, tally: EventTally) -> None:
        now = time.monotonic()
        if now - self.told >= TELL_EVERY:
            self.told = now
            ends = " ".join(f"{end} {number(count)}" for end, count in sorted(tally.ends.items()))
            self.stderr.write(f"[{now - self.began:6.1f} s] {number(tally.rows)}: {ends}")
