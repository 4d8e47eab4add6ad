"""What waits for the fortnight in which the programme learns it. A large programme waits on disk, so that memory stays flat."""

import pickle
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

IN_MEMORY = 60_000
AT_ONCE = 1000


class Diary:
    """Notes by fortnight and verb, given back in the order in which they came."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="okoce-demo-")
        self._notes: dict[tuple[int, str], list[Any]] = defaultdict(list)
        self._held = 0

    def __enter__(self) -> "Diary":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.cleanup()

    def note(self, fortnight: int, verb: str, what: Any) -> None:
        self._notes[fortnight, verb].append(what)
        self._held += 1
        if self._held > IN_MEMORY:
            for key, notes in self._notes.items():
                with self._file(*key).open("ab") as file:
                    pickle.dump(notes, file)
            self._notes.clear()
            self._held = 0

    def take(self, fortnight: int, verb: str) -> Iterator[list[Any]]:
        """Everything of a fortnight and verb, some at once; it is forgotten then."""
        file = self._file(fortnight, verb)
        if file.exists():
            with file.open("rb") as stored:
                while stored.peek(1):
                    yield from _some(pickle.load(stored))  # noqa: S301 - written by this process into a folder of its own
            file.unlink()
        notes = self._notes.pop((fortnight, verb), [])
        self._held -= len(notes)
        yield from _some(notes)

    def _file(self, fortnight: int, verb: str) -> Path:
        return Path(self._folder.name) / f"{fortnight}-{verb}"


def _some(notes: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(notes), AT_ONCE):
        yield notes[start : start + AT_ONCE]
