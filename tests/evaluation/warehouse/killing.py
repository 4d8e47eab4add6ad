"""Kill a refresh at each of its steps and look at what stays; run as a process of its own, in the database that it is told.

The steps are what Python tells its audit hooks about the warehouse's folder (open, mkdir, rename, symlink, remove…), and the inside
of DuckDB's transaction. Every refresh is a forked child, so that this process holds no file, no connection and no thread.
"""

import importlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections


def forked(work: Callable[[], object]) -> int:
    """Run in a child; its status: 0, or minus the signal that killed it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  a child must not go on as its parent
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(step: int, folder: str) -> None:
    left = [step]

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "import" and any(str(argument).startswith(folder) for argument in arguments[:2]):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)


def killed_refresh(step: int, folder: str) -> None:
    from okoce.evaluation.warehouse.services import keep_too, refresh  # noqa: PLC0415 - app ready

    def end(*_arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if step == 0:
        keep_too(end)
    else:
        kill_at(step, folder)
    refresh(parquet_every=0)


def repair() -> None:
    from okoce.evaluation.warehouse.services import refresh  # noqa: PLC0415 - app ready

    refresh(parquet_every=0)


def look(answer: Path) -> None:
    """What a reader finds: how far the publication says it has come, and what is in it."""
    from okoce.evaluation.warehouse import files  # noqa: PLC0415 - app ready
    from okoce.evaluation.warehouse.queries import PARQUET, opened  # noqa: PLC0415 - app ready

    found = opened()
    assert found is not None
    with found.session() as session:
        counts = [session.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("fact", "arrival")]
    parquet = PARQUET.path()
    assert parquet is not None
    rows = [(parquet / f"{table}.parquet").stat().st_size > 0 for table in ("fact", "arrival", "state")]
    unfinished = [path.name for path in files.folder().rglob(".building*")]
    answer.write_text(json.dumps([found.stamp.position, [count[0] for count in counts if count], all(rows), unfinished]))


def main(database: str, base: str, folder: str) -> None:
    django.setup()
    importlib.import_module("okoce.evaluation.warehouse.services.refreshing")  # once, before any child is forked
    for alias in connections:
        connections[alias].settings_dict["NAME"] = database
    settings.OKOCE_WAREHOUSE_DIR = Path(folder)
    answer = Path(f"{folder}.json")
    seen, step, status = [], 0, -signal.SIGKILL
    while status == -signal.SIGKILL:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder, symlinks=True)
        status = forked(lambda step=step: killed_refresh(step, folder))  # type: ignore[misc]
        after: list[Any] = []
        for act in (lambda: look(answer), repair, lambda: look(answer)):
            done = forked(act)
            if done != 0:
                raise SystemExit(f"step {step}: {done}")
            after.append(json.loads(answer.read_text()))
        seen.append([step, status, after[0], after[2]])
        step += 1
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
