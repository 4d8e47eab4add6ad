"""Chunks written by several processes at once while this one seals; by this one alone where they are few."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from django.db import connections

from okoce.demo import process
from okoce.demo.begun import writer_of
from okoce.demo.chunks import Chunk, Written
from okoce.facts.services import seal

PROCESSES = 2
LOOK_SECONDS = 0.1


class Pool:
    """Writes chunks, in no order. Each is one transaction, so that whatever ends a process leaves whole chunks."""

    def __init__(self, folder: Path, executor: ProcessPoolExecutor | None) -> None:
        self._folder, self._executor = folder, executor
        self._writer = None if executor else writer_of(folder)

    def written(self, chunks: Sequence[Chunk]) -> Iterator[Written]:
        """What each chunk brought, as they are done; what has been committed is sealed meanwhile."""
        if self._executor is None:
            assert self._writer is not None, "made where there is no other process"
            yield from map(self._writer.write, chunks)
            return
        waiting = {self._executor.submit(process.write, chunk) for chunk in chunks}
        try:
            while waiting:
                done, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
                yield from (one.result() for one in done)
                seal()  # one batch, so that what is done is always told
        finally:
            for one in waiting:
                one.cancel()


@contextmanager
def pool(folder: Path, processes: int) -> Iterator[Pool]:
    """Processes for the chunks of a load; none: this one does it."""
    if not processes:
        yield Pool(folder, None)
        return
    database = str(connections["default"].settings_dict["NAME"])
    with ProcessPoolExecutor(processes, get_context("spawn"), process.begin, (folder, database)) as executor:
        yield Pool(folder, executor)
