"""Between an object and the flat fields of its form; and the object as labelled lines. What no field describes is kept as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from okoce.regulations.families.declared import Family, Field


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def to_form(fields: Iterable[Field], value: Mapping[str, Any]) -> dict[str, Any]:
    """What each field shows of an object: text, a number, or a list of chosen codes."""
    found = {field.name: _at(value, field.path) for field in fields}
    lists = {field.name for field in fields if field.kind == "lines"}
    return {
        name: "\n".join(map(str, item)) if name in lists and isinstance(item, list | tuple) else item
        for name, item in found.items()
        if item is not None
    }


def from_form(fields: Iterable[Field], said: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The object that the fields say, on top of the one before."""
    made: dict[str, Any] = deepcopy(dict(before or {}))
    for field in fields:
        inside = made
        for step in field.path[:-1]:
            inside = inside.setdefault(step, {})
        item = _plain(field, said.get(field.name))
        if field.omit and item in ("", [], None):
            inside.pop(field.path[-1], None)
        elif item is not None:
            inside[field.path[-1]] = item
    return made


def shown_parts(family: Family, value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and text of everything that an object says: by its fields, and by its keys where no field describes them."""
    parts = []
    for field in family.fields:
        item = _at(value, field.path)
        if item not in (None, "", []):
            label = f"{field.section}: {field.label}" if field.section else str(field.label)
            parts.append((label, _text(field, item)))
    described = {field.path for field in family.fields}
    parts += [(".".join(path), str(item)) for path, item in _leaves(value) if path not in described]
    return parts


def _plain(field: Field, item: Any) -> Any:
    if field.kind == "lines":
        return lines_of(str(item or ""))
    if field.kind == "choices":
        return list(item or ())
    if field.kind == "number":
        return item
    return str(item or "").strip()


def _text(field: Field, item: Any) -> str:
    names = {str(code): str(label) for code, label in field.options()}
    if isinstance(item, list | tuple):
        separator = ", " if field.kind == "choices" else "\n"
        return separator.join(names.get(str(each), str(each)) for each in item)
    return names.get(str(item), str(item))


def _at(value: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = value
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _leaves(value: Mapping[str, Any], path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, item in value.items():
        if isinstance(item, Mapping):
            found += _leaves(item, (*path, key))
        elif item not in ("", [], None):
            found.append(((*path, key), item))
    return found
