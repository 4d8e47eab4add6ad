"""The copy of everything that is kept about one person: as a page, and as a file for machines."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from okoce.core.personal import Item

FORMAT = "okoce-own-data-1"


@dataclass(slots=True)
class Group:
    """Lines that belong together on the page; ``lines`` are (label, value)."""

    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)


def grouped(items: Iterable[Item]) -> tuple[Group, ...]:
    """Items in the order of their arrival, under their headings."""
    groups: dict[str, Group] = {}
    for item in items:
        title = str(item.group)
        groups.setdefault(title, Group(title)).lines.append((str(item.label), item.value))
    return tuple(groups.values())


def machine_file(person_id: UUID, items: Sequence[Item], made_at: datetime) -> bytes:
    """JSON (UTF-8): ``{"format", "person", "made_at", "items": [{"column", "group", "label", "value"}]}``."""
    content = {
        "format": FORMAT,
        "person": str(person_id),
        "made_at": made_at.isoformat(),
        "items": [
            {"column": item.column, "group": str(item.group), "label": str(item.label), "value": item.value} for item in items
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
