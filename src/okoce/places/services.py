"""Loading places from files. Loading the same file again changes nothing."""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from okoce.core.decisions import Decision, NotAllowed, Reason
from okoce.places import queries, rules
from okoce.places.models import Place, PlaceAlias

DATA: Final = Path(__file__).parent / "data"
SHIPPED: Final = (DATA / "provinces.csv", DATA / "jakarta.csv")
_CONTENT: Final = ("level", "name", "key", "parent_id", "valid_from", "valid_to", "residents", "residents_on")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: places made, places whose row changed, other names added."""

    created: int
    changed: int
    aliases: int


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    place: Place
    aliases: tuple[str, ...]


def load_shipped_places() -> Loaded:
    """The places that the project ships: 38 provinces and Jakarta down to its 267 kelurahan."""
    return _load("shipped data", SHIPPED)


def load_places(*, by: str, path: Path) -> Loaded:
    """Load a file of the format in ``data/README.md``. `by` names the operator, for the log.

    Raises :class:`NotAllowed` with one reason per wrong line, and then has changed nothing.
    """
    return _load(by, (path,))


def _load(by: str, paths: Iterable[Path]) -> Loaded:
    rows: dict[str, _Row] = {}
    problems: list[Reason] = []
    for path in paths:
        for row in _read(path, problems):
            if row.place.code in rows:
                problems.append(Reason("place.code_twice", {"line": row.line, "code": row.place.code}))
            rows[row.place.code] = row
    with transaction.atomic():
        known = {place.code: place for place in Place.objects.select_for_update().order_by("code")}
        problems.extend(
            Reason("place.parent_unknown", {"line": row.line, "code": code})
            for code, row in rows.items()
            if row.place.parent_id is not None and row.place.parent_id not in rows.keys() | known.keys()
        )
        if problems:
            raise NotAllowed(Decision(False, tuple(problems)))
        loaded = _write(rows, known)
    # Twice: readers inside an open transaction see the load now, everybody else after its commit.
    queries.forget()
    transaction.on_commit(queries.forget)
    logger.info("places loaded by %s: %s", by, loaded)
    return loaded


def _write(rows: dict[str, _Row], known: dict[str, Place]) -> Loaded:
    new = [row.place for code, row in rows.items() if code not in known]
    changed = [row.place for code, row in rows.items() if code in known and _content(row.place) != _content(known[code])]
    Place.objects.bulk_create(
        [*new, *changed], update_conflicts=True, unique_fields=["code"], update_fields=list(_CONTENT), batch_size=5000
    )
    present = set(PlaceAlias.objects.filter(place_id__in=rows).values_list("place_id", "key"))
    wanted = {(code, rules.key_of(name, rules.level_of(code))): name for code, row in rows.items() for name in row.aliases}
    aliases = [PlaceAlias(place_id=code, key=key, name=name) for (code, key), name in wanted.items() if (code, key) not in present]
    PlaceAlias.objects.bulk_create(aliases, ignore_conflicts=True, batch_size=5000)
    return Loaded(created=len(new), changed=len(changed), aliases=len(aliases))


def _content(place: Place) -> tuple[object, ...]:
    return tuple(getattr(place, field) for field in _CONTENT)


def _read(path: Path, problems: list[Reason]) -> Iterator[_Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = ((number, text) for number, text in enumerate(file, start=1) if not text.startswith("#"))
        numbers: list[int] = []

        def texts() -> Iterator[str]:
            for number, text in lines:
                numbers.append(number)
                yield text

        reader = csv.DictReader(texts())
        if not {"code", "name"} <= set(reader.fieldnames or ()):
            problems.append(Reason("place.columns_missing", {"line": numbers[-1] if numbers else 1}))
            return
        for record in reader:
            row = _row(numbers[-1], {column: (value or "").strip() for column, value in record.items() if column})
            if isinstance(row, Reason):
                problems.append(row)
            else:
                yield row


def _row(line: int, record: dict[str, str]) -> _Row | Reason:
    code, name = record["code"], record["name"]
    at = {"line": line, "code": code}
    if not rules.is_code(code):
        return Reason("place.code_malformed", at)
    level = rules.level_of(code)
    if not rules.key_of(name, level):
        return Reason("place.name_missing", at)
    try:
        place = Place(
            code=code,
            name=name,
            key=rules.key_of(name, level),
            level=level.value,
            parent_id=rules.parent_code(code),
            valid_from=_date(record.get("valid_from")),
            valid_to=_date(record.get("valid_to")),
            residents=int(record["residents"]) if record.get("residents") else None,
            residents_on=_date(record.get("residents_on")),
        )
    except ValueError:
        return Reason("place.value_unreadable", at)
    if (place.residents is None) != (place.residents_on is None) or (place.residents or 0) < 0:
        return Reason("place.residents_undated", at)
    if place.valid_from and place.valid_to and place.valid_to < place.valid_from:
        return Reason("place.ends_before_it_begins", at)
    aliases = tuple(part.strip() for part in record.get("aliases", "").split("|"))
    return _Row(line, place, tuple(alias for alias in aliases if rules.normalise(alias)))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
