"""Ask the process that reads files (``rules.reader``): its lines one after another, or why it refused."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from okoce.imports.rules.cells import refused
from okoce.imports.rules.files import Row, Shape, unpacked_cells

READER = [sys.executable, "-m", "okoce.imports.rules.reader"]


def outline(content: bytes) -> tuple[Shape, dict[str, list[tuple[int, list[object]]]]]:
    """What a file is, and the first rows of each of its sheets as they are kept. NotAllowed as ``rules.files`` says."""
    shape, sheets, name = Shape(""), {}, ""
    with _lines({"do": "outline"}, content) as lines:
        for tag, text in lines:
            if tag == "shape":
                shape = Shape(*json.loads(text))
            elif tag == "sheet":
                name = json.loads(text)
                sheets[name] = list[tuple[int, list[object]]]()
            else:
                number, _tab, cells = text.partition("\t")
                sheets[name].append((int(number), json.loads(cells)))
    return shape, sheets


def raw_rows(content: bytes, shape: Shape, sheet: str, *, clocks: bool = False) -> Iterator[tuple[int, str]]:
    """Number and cells, as they are kept in JSON, of each row that holds something; ``clocks``: date cells keep their hour."""
    order = {"do": "rows", "sheet": sheet, "shape": [shape.format, shape.encoding, shape.delimiter], "clocks": clocks}
    with _lines(order, content) as lines:
        del content  # the other process has it; rows may follow for a minute
        for _tag, text in lines:
            number, _tab, cells = text.partition("\t")
            yield int(number), cells


def rows(content: bytes, shape: Shape, sheet: str, *, clocks: bool = False) -> Iterator[Row]:
    """As :func:`raw_rows`, with the cells themselves."""
    return (Row(number, unpacked_cells(json.loads(cells))) for number, cells in raw_rows(content, shape, sheet, clocks=clocks))


@contextmanager
def _lines(order: Mapping[str, Any], content: bytes) -> Iterator[Iterator[tuple[str, str]]]:
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}  # and nothing else of the programme's
    with subprocess.Popen(READER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as reader:
        assert reader.stdin is not None, "asked for"
        assert reader.stdout is not None, "asked for"
        try:
            try:
                reader.stdin.write(json.dumps(order).encode() + b"\n")
                reader.stdin.write(content)
                reader.stdin.close()
                del content
            except BrokenPipeError:
                raise refused("file.damaged") from None
            yield _told(reader.stdout)
        finally:
            reader.kill()


def _told(lines: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    for line in lines:
        tag, _space, text = line.decode().rstrip("\n").partition(" ")
        if tag == "end":
            return
        if tag == "refused":
            reason = json.loads(text)
            raise refused(reason.pop("code"), **reason)
        yield tag, text
    # It ended without saying so: it crashed, or the file needed more than the limits allow.
    raise refused("file.damaged")
