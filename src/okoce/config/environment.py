"""What the environment may set, typed; every name is listed in docs/operations.md (tested)."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Environment:
    """Settings from outside. ``database`` and ``owner_database`` are PostgreSQL URLs; empty: the embedded server."""

    database: str
    owner_database: str
    reader_database: str
    secrets_dir: Path
    var_dir: Path
    hosts: tuple[str, ...]
    https: bool
    demo: bool
    message_channel: str
    proxies: int
    demo_without_factor: bool
    staff_idle_minutes: int
    staff_session_hours: int


def read_environment() -> Environment:
    """Read the process environment; defaults are those of a private machine behind 127.0.0.1."""
    var_dir = Path(os.environ.get("OKOCE_VAR_DIR", PROJECT / "var"))
    return Environment(
        database=os.environ.get("DATABASE_URL", ""),
        owner_database=os.environ.get("OWNER_DATABASE_URL", ""),
        reader_database=os.environ.get("READER_DATABASE_URL", ""),
        secrets_dir=Path(os.environ.get("OKOCE_SECRETS_DIR", var_dir / "secrets")),
        var_dir=var_dir,
        hosts=tuple(os.environ.get("OKOCE_HOSTS", "127.0.0.1,localhost").split(",")),
        https=os.environ.get("OKOCE_HTTPS", "") == "1",
        demo=os.environ.get("OKOCE_DEMO", "") == "1",
        message_channel=os.environ.get("OKOCE_MESSAGE_CHANNEL", "console"),
        proxies=int(os.environ.get("OKOCE_PROXIES", "0")),
        demo_without_factor=os.environ.get("OKOCE_DEMO_WITHOUT_FACTOR", os.environ.get("OKOCE_DEMO", "")) == "1",
        staff_idle_minutes=int(os.environ.get("OKOCE_STAFF_IDLE_MINUTES", "60")),
        staff_session_hours=int(os.environ.get("OKOCE_STAFF_SESSION_HOURS", "12")),
    )


def database_settings(url: str, pointer: Path, user: str) -> dict[str, object]:
    """Django's settings of one connection: from the URL, or the embedded server's socket named by the pointer file."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host = query.get("host", [parts.hostname or ""])[0]
    if not url and pointer.exists():
        host = json.loads(pointer.read_text())["socket_dir"]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "okoce",
        "USER": unquote(parts.username or "") or user,
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": f"okoce {user}"},
    }
