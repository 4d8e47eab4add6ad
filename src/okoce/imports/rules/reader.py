"""Reads a file in a process of its own: ``python -m okoce.imports.rules.reader``.

A file comes from outside. What it does to the library that reads it (a crash, endless work, all memory) it does to this process,
which has limits and knows nothing of the programme; and the memory of a large sheet goes back with it.

The first line of stdin is the order as JSON, the rest is the file. Each line of stdout is a tag and JSON: ``shape``, ``sheet``
(a name), ``row`` (the row's number, a tab, its cells), ``refused`` (a code with its numbers), and at the end ``end``.
"""

import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from okoce.core.decisions import NotAllowed
from okoce.imports.rules.files import Shape, packed_cells, rows_of, shape_of, sheet_names
from okoce.imports.rules.headers import LOOK_AT

MOST_MEMORY = 2 * 1024**3
MOST_SECONDS = 120


def answers(order: dict[str, Any], content: bytes) -> Iterator[str]:
    """The lines for an order: ``{"do": "outline"}``, or ``{"do": "rows", "sheet": …, "shape": […], "clocks": …}``."""
    try:
        if order["do"] == "outline":
            found = shape_of(content)
            yield f"shape {json.dumps([found.format, found.encoding, found.delimiter])}"
            for name in sheet_names(content, found):
                yield f"sheet {json.dumps(name)}"
                yield from _rows(content, found, name, LOOK_AT)
        else:
            yield from _rows(content, Shape(*order["shape"]), order["sheet"], None, clocks=order["clocks"])
    except NotAllowed as refusal:
        reason = refusal.decision.reasons[0]
        yield f"refused {json.dumps({'code': reason.code, **reason.params})}"
    yield "end {}"


def _rows(content: bytes, shape: Shape, sheet: str, most: int | None, *, clocks: bool = False) -> Iterator[str]:
    for row in islice(rows_of(content, shape, sheet, clocks=clocks), most):
        yield f"row {row.number}\t{json.dumps(packed_cells(row.cells), ensure_ascii=False)}"


def main(source: BinaryIO, target: BinaryIO) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    order = json.loads(source.readline())
    for line in answers(order, source.read()):
        target.write(line.encode() + b"\n")
    target.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
