"""The classification of every column (``data/columns.toml``), and what follows from it."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from django.apps import apps
from django.db.models import Model

CLASSES: Final = ("personal", "derived", "about", "pseudonym", "retained", "technical", "others")
IN_COPY: Final = frozenset({"personal", "about"})
"""What stands in the copy of somebody's data."""
GONE: Final = frozenset({"personal", "derived"})
"""What an erasure empties or deletes."""


@cache
def classified() -> Mapping[str, str]:
    """Class by column, ``app.Model.field``; ``app.Model.*`` where a table of third parties is of one class."""
    stored = tomllib.loads(files("okoce.privacy").joinpath("data/columns.toml").read_text("utf-8"))
    found: dict[str, str] = {}
    for model, by_class in stored.items():
        for name, fields in by_class.items():
            if name == "all":
                found[f"{model}.*"] = fields
                continue
            for field in fields:
                if f"{model}.{field}" in found:
                    raise ValueError(f"{model}.{field} is classified twice")
                found[f"{model}.{field}"] = name
    return found


def models() -> Iterator[type[Model]]:
    """Every table that Django knows, its own and third parties' included."""
    return iter(apps.get_models(include_auto_created=True))


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a table as ``app.Model.field``."""
    return tuple(f"{model._meta.label}.{field.name}" for field in model._meta.concrete_fields)


def class_of(column: str) -> str:
    """The class of a column; the empty string where nobody has classified it."""
    return classified().get(column) or classified().get(f"{column.rpartition('.')[0]}.*", "")


def columns_in(classes: frozenset[str]) -> frozenset[str]:
    """Every column of some classes."""
    return frozenset(column for column, name in classified().items() if name in classes)
