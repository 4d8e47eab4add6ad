"""Increment the working file from the newest seal, publish copies of it. Killed anywhere, the next run goes on from there."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone
from duckdb import DuckDBPyConnection

from okoce.evaluation.warehouse import files
from okoce.evaluation.warehouse.extraction.facts import take_facts
from okoce.evaluation.warehouse.extraction.people import join_people
from okoce.evaluation.warehouse.extraction.reference import take_reference
from okoce.evaluation.warehouse.extraction.snapshot import Snapshot, snapshot
from okoce.evaluation.warehouse.indicators.kept import kept_sql
from okoce.evaluation.warehouse.queries.publications import DATABASE, PARQUET
from okoce.evaluation.warehouse.schema import READ_TABLES, TABLES
from okoce.evaluation.warehouse.services.keepers import KEEPERS, Refreshed
from okoce.evaluation.warehouse.working import state, working

NOTHING = files.Stamp(0, "", datetime.min.replace(tzinfo=UTC))


def bring_up(*, rebuild: bool, parquet_every: float) -> Refreshed | None:
    """See ``services.refresh``."""
    with files.locked(), snapshot() as source:
        sealed = source.row("SELECT last, head FROM facts_batch ORDER BY number DESC LIMIT 1")
        if sealed is None:
            return None
        watch = _Watch()
        anew = rebuild or not _continues(source)
        with working(anew=anew) as store:
            before = state(store) or NOTHING
            upto = int(sealed[0])
            if before.position < upto:
                _increment(store, source, before.position, upto, bytes(sealed[1]), watch)
            _keep_others(store, upto, watch)
            now = state(store) or NOTHING
            store.execute("CHECKPOINT")
        published = _publish(now, watch, parquet_every)
        return Refreshed(before.position, now.position, before.position == 0, published, watch.seconds)


class _Watch:
    """Seconds of named steps."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.since = time.monotonic()

    def step(self, name: str) -> None:
        now = time.monotonic()
        self.seconds[name] = round(now - self.since, 3)
        self.since = now


def _continues(source: Snapshot) -> bool:
    """Whether the working file was filled from this very log: its head is the log's head at its position."""
    with working() as store:
        reached = state(store)
    if reached is None:
        return True
    head = source.row(f"SELECT head FROM facts_batch WHERE last = {reached.position:d}")  # noqa: S608  a number
    return head is not None and bytes(head[0]).hex() == reached.head


def _increment(store: DuckDBPyConnection, source: Snapshot, before: int, upto: int, head: bytes, watch: _Watch) -> None:
    """In one transaction: the file stands at one position or at the other."""
    extracted_at = timezone.now()
    store.execute("BEGIN")
    if take_facts(store, source, before, upto):
        join_people(store)
    take_reference(store, source)
    store.execute("DELETE FROM state")
    store.execute("INSERT INTO state VALUES (?, ?, ?)", [upto, head, extracted_at])
    store.execute("COMMIT")
    watch.step("facts")


def _keep_others(store: DuckDBPyConnection, upto: int, watch: _Watch) -> None:
    """Also where nothing is new: a run may have been killed here, or an edition have been approved."""
    before = state(store)
    for keeper in KEEPERS:
        keeper(store, upto)
    after = state(store)
    if before is not None and after is not None and before.versions != after.versions:
        store.execute("UPDATE state SET extracted_at = ?", [timezone.now()])
    watch.step("kept")


def _publish(now: files.Stamp, watch: _Watch, parquet_every: float) -> bool:
    """Publish what is not published yet; also what a run that was killed after its commit left behind."""
    published = False
    if DATABASE.stamp() != now:
        kept_sql()  # compiled here, so that no web process has to
        files.publish(DATABASE.name, _name(now), lambda building: _copy(building, now))
        published = True
        watch.step("publish")
    shown = PARQUET.stamp()
    if shown is None or (shown != now and (now.extracted_at - shown.extracted_at).total_seconds() >= parquet_every):
        files.publish(PARQUET.name, _name(now), lambda building: _parquet(building, now))
        watch.step("parquet")
    return published


def _name(now: files.Stamp) -> str:
    return f"{now.position}-{now.extracted_at:%Y%m%dT%H%M%S%f}"


def _copy(building: Path, now: files.Stamp) -> None:
    shutil.copyfile(files.working_file(), building / files.DATABASE)
    (building / files.STATE).write_text(now.text(), encoding="utf-8")


def _parquet(building: Path, now: files.Stamp) -> None:
    with working() as store:
        for table in (*TABLES, *READ_TABLES):
            target = str(building / f"{table}.parquet").replace("'", "''")
            store.execute(f"COPY {table} TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    (building / files.STATE).write_text(now.text(), encoding="utf-8")
