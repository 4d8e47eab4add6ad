"""Bring the warehouse up to the newest seal, and publish it."""

from okoce.evaluation.warehouse.services.keepers import KEEPERS, Keeper, Refreshed

__all__ = ["Keeper", "Refreshed", "WarehouseError", "keep_too", "refresh"]
PARQUET_EVERY = 3600.0
"""Seconds: the same tables for other programmes need not be as fresh as the pages."""


class WarehouseError(Exception):
    """The warehouse could not be brought up to date (disk, damaged file, database away); the former publication is whole."""


def keep_too(keeper: Keeper) -> None:
    """Have further tables kept with every refresh; called when an app is ready."""
    if keeper not in KEEPERS:
        KEEPERS.append(keeper)


def refresh(*, rebuild: bool = False, parquet_every: float = PARQUET_EVERY) -> Refreshed | None:
    """Bring this machine's warehouse to the newest seal and publish it; None before the first seal.

    Idle where nothing is new. What it cannot use (a restored backup, another form of the tables, a damaged file) it replaces.
    Raises WarehouseError.
    """
    import duckdb  # noqa: PLC0415 - slow import
    from adbc_driver_manager import Error  # noqa: PLC0415 - slow import

    from okoce.evaluation.warehouse.services.refreshing import bring_up  # noqa: PLC0415 - slow import

    try:
        return bring_up(rebuild=rebuild, parquet_every=parquet_every)
    except (duckdb.Error, Error, OSError) as error:
        raise WarehouseError(f"{type(error).__name__}: {error}") from error
