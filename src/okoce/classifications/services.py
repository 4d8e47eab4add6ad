"""Loading the classes that the project ships, and complete official lists. The same file twice changes nothing twice; what an
office has added is never removed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Model

from okoce.classifications.enums import ClassGroup, KbliVersion, Origin, Relation, TermKind
from okoce.classifications.models import Conversion, DataStamp, KbliClass, SearchTerm
from okoce.classifications.rules.rows import (
    CLASS_COLUMNS,
    CONVERSION_COLUMNS,
    TERM_COLUMNS,
    OfficialRow,
    is_true,
    official_rows,
    shipped_rows,
)
from okoce.core.decisions import Decision, NotAllowed, Reason
from okoce.core.ids import new_id

DATA: Final = Path(__file__).parent / "data"
_OURS: Final = ("plain", "plain_en", "description", "description_en", "group")
_OFFICIAL: Final = ("official_title", "source", "verified")

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Model)
Codes = Mapping[tuple[str, str], int]
"""The row of each class by version and code."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load or import did."""

    created: int
    changed: int
    same: int
    removed: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(
            self.created + other.created,
            self.changed + other.changed,
            self.same + other.same,
            self.removed + other.removed,
        )


def load_shipped_classifications() -> Loaded:
    """Classes, conversions and terms of the project's own files."""
    with transaction.atomic():
        done = _classes()
        codes = {(version, code): row for version, code, row in KbliClass.objects.values_list("version", "code", "id")}
        done = done + _conversions(codes) + _terms(codes)
        if done.created or done.changed or done.removed:
            _stamp()
    logger.info("shipped classifications: %s", done)
    return done


def import_classes(*, by: str, lines: Iterable[str], version: KbliVersion, source: str) -> Loaded:
    """Take the complete official list of a version. `by` names the operator, for the log.

    Codes, titles and official descriptions become those of the list; plain names and our descriptions stay. Raises
    :class:`NotAllowed` with a reason for each wrong line, and then has changed nothing.
    """
    problems: list[Reason] = []
    rows = official_rows(lines, problems)
    if not rows and not problems:
        problems.append(Reason("kbli.file_empty", {"line": 1}))
    if problems:
        raise NotAllowed(Decision(False, tuple(problems)))
    with transaction.atomic():
        known = {row.code: row for row in KbliClass.objects.select_for_update().filter(version=version)}
        wanted = [_imported(known.get(row.code), row, version, source) for row in rows]
        done = _write(KbliClass, wanted, len(rows), ("official_title", "official_description", "source", "verified", "origin"))
        if done.created or done.changed:
            _stamp()
    logger.info("KBLI %s imported by %s: %s", version, by, done)
    return done


def _imported(known: KbliClass | None, row: OfficialRow, version: KbliVersion, source: str) -> KbliClass | None:
    """The row as it is to be; None where it is so already."""
    description = row.description or (known.official_description if known else "")
    if known is not None and (known.official_title, known.official_description) == (row.title, description):
        return None
    found = known or KbliClass(version=version, code=row.code)
    found.official_title, found.official_description = row.title, description
    found.source, found.verified, found.origin = source, True, Origin.OFFICE
    return found


def _classes() -> Loaded:
    known = {(row.version, row.code): row for row in KbliClass.objects.select_for_update()}
    wanted, total = [], 0
    for version in KbliVersion:
        for cells in _shipped(f"kbli_{version}.csv", CLASS_COLUMNS):
            total += 1
            wanted.append(_shipped_class(known.get((version, cells["code"])), version, cells))
    return _write(KbliClass, wanted, total, (*_OURS, *_OFFICIAL))


def _shipped_class(known: KbliClass | None, version: KbliVersion, cells: Mapping[str, str]) -> KbliClass | None:
    values: dict[str, Any] = {name: cells[name] for name in (*_OURS, *_OFFICIAL)}
    values["verified"] = is_true(cells["verified"])
    values["group"] = ClassGroup(cells["group"])
    if known is None:
        return KbliClass(version=version, code=cells["code"], origin=Origin.SHIPPED, **values)
    if known.origin == Origin.OFFICE:  # an office has the official list: its titles stay
        values = {name: value for name, value in values.items() if name in _OURS}
    return _changed(known, values)


def _conversions(codes: Codes) -> Loaded:
    known = {(row.old_id, row.new_id): row for row in Conversion.objects.all()}
    wanted: list[Conversion | None] = []
    pairs = set()
    for cells in _shipped("conversion.csv", CONVERSION_COLUMNS):
        pair = codes[KbliVersion.V2020, cells["code_2020"]], codes[KbliVersion.V2025, cells["code_2025"]]
        pairs.add(pair)
        values = {
            "relation": Relation(cells["relation"]),
            "reviewed": is_true(cells["reviewed"]),
            "note": cells["note"],
            "source": cells["source"],
        }
        row = known.get(pair)
        if row is None:
            wanted.append(Conversion(old_id=pair[0], new_id=pair[1], origin=Origin.SHIPPED, **values))
        else:
            wanted.append(_changed(row, values) if row.origin == Origin.SHIPPED else None)
    gone = [row.id for pair, row in known.items() if pair not in pairs and row.origin == Origin.SHIPPED]
    Conversion.objects.filter(id__in=gone).delete()
    return _write(Conversion, wanted, len(pairs), ("relation", "reviewed", "note", "source")) + Loaded(0, 0, 0, len(gone))


def _terms(codes: Codes) -> Loaded:
    known = {(row.kbli_class_id, row.term): row for row in SearchTerm.objects.all()}
    wanted: list[SearchTerm | None] = []
    keys = set()
    for cells in _shipped("terms.csv", TERM_COLUMNS):
        for version, code in ((KbliVersion.V2025, cells["code_2025"]), (KbliVersion.V2020, cells["code_2020"])):
            if not code:
                continue
            key = codes[version, code], cells["term"]
            if key in keys:  # a class may have the word from several of the other version
                continue
            keys.add(key)
            kind, row = TermKind(cells["kind"]), known.get(key)
            if row is None:
                wanted.append(SearchTerm(kbli_class_id=key[0], term=key[1], kind=kind, origin=Origin.SHIPPED))
            else:
                wanted.append(_changed(row, {"kind": kind}) if row.origin == Origin.SHIPPED else None)
    gone = [row.id for key, row in known.items() if key not in keys and row.origin == Origin.SHIPPED]
    SearchTerm.objects.filter(id__in=gone).delete()
    return _write(SearchTerm, wanted, len(keys), ("kind",)) + Loaded(0, 0, 0, len(gone))


def _shipped(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return shipped_rows(file, columns)


def _changed(row: Row, values: Mapping[str, Any]) -> Row | None:
    """The row with these values; None where it has them."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return None
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _write(model: type[Row], rows: Sequence[Row | None], total: int, fields: Sequence[str]) -> Loaded:
    new = [row for row in rows if row is not None and row.pk is None]
    changed = [row for row in rows if row is not None and row.pk is not None]
    model._default_manager.bulk_create(new, batch_size=2000)
    model._default_manager.bulk_update(changed, fields, batch_size=500)
    return Loaded(len(new), len(changed), total - len(new) - len(changed))


def _stamp() -> None:
    DataStamp.objects.update_or_create(id=1, defaults={"value": new_id()})
