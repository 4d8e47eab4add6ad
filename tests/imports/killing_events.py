"""Import a log in a process of its own, in the database that it is told, and die in the middle of the n-th batch."""

import os
import signal
import sys
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections


def main(database: str, batch: str, *arguments: str) -> None:
    django.setup()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = database
    from okoce.imports.services import events  # noqa: PLC0415 - app ready

    events.AT_ONCE = 7
    left = [int(batch)]

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        done = execute(sql, parameters, many, context)
        if sql.startswith("INSERT INTO facts_fact ("):
            left[0] -= 1
            if left[0] == 0:  # the facts are written, and not committed yet
                os.kill(os.getpid(), signal.SIGKILL)
        return done

    with connection.execute_wrapper(watch):
        call_command(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
