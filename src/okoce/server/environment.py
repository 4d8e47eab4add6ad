"""Which database server is used, and what the processes that we start find in their environment."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from okoce.server.errors import ServerError
from okoce.server.layout import layout_of
from okoce.server.postgres import Cluster

PROJECT = Path(__file__).resolve().parents[3]


def external() -> bool:
    """Whether the administrator brings a server of her own. Half a choice is refused: it would mix two databases."""
    named = [name for name in ("DATABASE_URL", "OWNER_DATABASE_URL") if os.environ.get(name)]
    if len(named) == 1:
        raise ServerError(
            f"Only {named[0]} is set. Set both DATABASE_URL (role okoce_app) and OWNER_DATABASE_URL\n"
            "(role okoce_owner), or neither to use the private PostgreSQL. See docs/operations.md."
        )
    return bool(named)


def database_url(role: str) -> str:
    """The address for the role `owner` or `app`."""
    if external():
        return os.environ["OWNER_DATABASE_URL" if role == "owner" else "DATABASE_URL"]
    layout = layout_of(PROJECT)
    return Cluster(layout.socket_dir, layout.data, layout.os_user, "").url("owner" if role == "owner" else "app")


def environment() -> dict[str, str]:
    """The caller's environment with the project's own code and settings."""
    paths = [str(PROJECT / "src"), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(path for path in paths if path)),
        "DJANGO_SETTINGS_MODULE": "okoce.config.settings",
        "PYTHONUNBUFFERED": "1",
    }


def management(arguments: Sequence[str]) -> list[str]:
    """The command line of a Django management command."""
    return [sys.executable, "-m", "django", *arguments]
