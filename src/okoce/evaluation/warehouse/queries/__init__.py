"""The published warehouse."""

from okoce.evaluation.warehouse.files import Stamp
from okoce.evaluation.warehouse.queries.publications import DATABASE, PARQUET, Opened, opened
from okoce.facts.queries import head

__all__ = ["DATABASE", "PARQUET", "Opened", "Stamp", "is_behind", "opened", "published"]


def published() -> Stamp | None:
    """How far the newest publication has come; None where there is none."""
    return DATABASE.stamp()


def is_behind() -> bool:
    """Whether something is sealed that the newest publication does not hold."""
    sealed, stamp = head(), published()
    return sealed is not None and (stamp is None or stamp.head != sealed.head.hex())
