"""What both sorts of rows share when they are judged: the opened row, and the verdict with its reasons."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings

from okoce.core.canonical import canonical_bytes
from okoce.core.decisions import Reason
from okoce.core.encryption import keyring
from okoce.imports.enums import Choice, Verdict
from okoce.imports.models import SheetRow
from okoce.imports.queries.entries import Entry
from okoce.imports.rules.cells import Cell
from okoce.imports.rules.files import unpacked_cells

CELLS = "import-cells"
CONTENT = "import-content"


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row with its cells in plain; ``verdict`` and ``fact_id`` as checking found them."""

    id: UUID
    number: int
    cells: tuple[Cell, ...]
    choice: str = Choice.OPEN.value
    verdict: str = Verdict.UNREAD.value
    fact_id: UUID | None = None


@dataclass(slots=True)
class Judged:
    """What a row states and what is to be said about it. ``value`` is what storing takes: a FactInput or an Arrived."""

    row: OpenRow
    entry: Entry
    verdict: Verdict = Verdict.NEW
    reasons: list[Reason] = field(default_factory=list)
    person_id: UUID | None = None
    fact_id: UUID | None = None
    nik_hash: bytes | None = None
    content_hash: bytes | None = None
    subject_hash: bytes | None = None
    value: Any = None

    def reject(self, *reasons: Reason) -> None:
        self.verdict, self.reasons = Verdict.REJECTED, [*self.reasons, *reasons]

    @property
    def is_open(self) -> bool:
        """Whether it could be stored."""
        return self.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL)


def opened(row: SheetRow) -> OpenRow:
    """A row with its cells decrypted; an erased one is empty."""
    return OpenRow(row.id, row.number, cells_of(row), row.choice, row.verdict, row.fact_id)


def cells_of(row: SheetRow) -> tuple[Cell, ...]:
    if row.cells_sealed is None:
        return ()
    return unpacked_cells(json.loads(keyring(settings.SECRETS_DIR).open_bytes(row.cells_sealed, CELLS)))


def begun(row: OpenRow, entry: Entry) -> Judged:
    """A judgement as the cells alone give it: rejected where one of them cannot be read."""
    nik = entry.nik.number if entry.nik else ""
    judged = Judged(row, entry, nik_hash=keyring(settings.SECRETS_DIR).keyed_hash(nik, "nik") if nik else None)
    if entry.reasons:
        judged.reject(*entry.reasons)
    return judged


def finish(judged: Judged) -> None:
    """Doubts make a row that could be stored one to be looked at; to others they are told as well."""
    doubts = judged.entry.doubts
    if judged.is_open and doubts:
        judged.verdict = Verdict.DOUBTFUL
    judged.reasons += doubts


def hash_of(content: Mapping[str, object]) -> bytes:
    """Equal for equal content, useless without the key: contents of rows are few enough to be guessed."""
    return keyring(settings.SECRETS_DIR).keyed_hash(canonical_bytes(content).decode(), CONTENT)


def stored_reasons(reasons: list[Reason]) -> list[dict[str, object]]:
    """Reasons as a row keeps them: codes, numbers and names of fields, dates as text."""
    return [{"code": reason.code, **{name: _plain(value) for name, value in reason.params.items()}} for reason in reasons]


def _plain(value: object) -> object:
    return value if isinstance(value, str | int) else str(value)
