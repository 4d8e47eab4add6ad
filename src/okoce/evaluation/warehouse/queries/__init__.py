"""The published warehouse."""

from okoce.evaluation.warehouse.files import Stamp
from okoce.evaluation.warehouse.indicators.kept import kept_sql
from okoce.evaluation.warehouse.indicators.registry import INDICATORS
from okoce.evaluation.warehouse.queries.publications import DATABASE, PARQUET, Opened, opened
from okoce.facts.queries import head

__all__ = [
    "DATABASE",
    "INDICATORS",
    "PARQUET",
    "Opened",
    "Stamp",
    "is_behind",
    "kept_sql",
    "opened",
    "published",
    "session_tables",
]


def published() -> Stamp | None:
    """How far the newest publication has come; None where there is none."""
    return DATABASE.stamp()


def is_behind() -> bool:
    """Whether something is sealed that the newest publication does not hold."""
    sealed, stamp = head(), published()
    return sealed is not None and (stamp is None or stamp.head != sealed.head.hex())


def session_tables() -> tuple[str, ...]:
    """Names of the expressions that a session makes into tables before it asks for figures, in order."""
    return tuple(name for name in kept_sql() if name.startswith("asked_"))
