"""Several at once: the same moment, each with database connections of its own."""

import threading
from collections.abc import Callable

from django.db import connections


def at_once(times: int, work: Callable[[], object]) -> None:
    """Run ``work`` in so many threads that begin together; the first failure of any is raised here."""
    start = threading.Barrier(times)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            start.wait()
            work()
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread of the test
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
