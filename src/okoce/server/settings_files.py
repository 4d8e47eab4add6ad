"""The three settings files of the private PostgreSQL."""

import os
from pathlib import Path

from okoce.server.layout import SYSTEM_USER, Layout

SUPERUSER = "postgres"
DATABASE_ROLES = (SUPERUSER, "okoce_owner", "okoce_app", "okoce_reader")

HBA = "# Only through the socket, and only the accounts listed in pg_ident.conf.\nlocal all all peer map=okoce\n"

TUNING = """\
listen_addresses = ''            # no TCP at all
unix_socket_permissions = 0700
max_connections = 120

# A registration that was acknowledged is on the disk.
fsync = on
synchronous_commit = on
full_page_writes = on

# Two cores and memory shared with others.
shared_buffers = 256MB
effective_cache_size = 2GB
work_mem = 16MB
maintenance_work_mem = 128MB
wal_buffers = 16MB
min_wal_size = 256MB
max_wal_size = 2GB
wal_compression = on
random_page_cost = 1.1
jit = off                        # compiling costs more than our short statements

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
default_text_search_config = 'pg_catalog.simple'

# Seven files, one per weekday. No statements and no row values: they would carry personal data.
logging_collector = on
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_line_prefix = '%m [%p] %q%u@%d '
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""


def write_settings(layout: Layout) -> None:
    """Write them anew: paths change when a project moves, and a new version of ours brings new values."""
    own = {
        "data_directory": layout.data,
        "hba_file": layout.etc / "pg_hba.conf",
        "ident_file": layout.etc / "pg_ident.conf",
        "unix_socket_directories": f'"{layout.socket_dir}"',
        "cluster_name": layout.name,
        "log_directory": layout.log,
    }
    lines = "".join(f"{name} = {_quoted(str(value))}\n" for name, value in own.items())
    replace_file(layout.etc / "postgresql.conf", TUNING + "\n" + lines)
    replace_file(layout.etc / "pg_hba.conf", HBA)
    replace_file(layout.etc / "pg_ident.conf", _ident(layout))


def _ident(layout: Layout) -> str:
    accounts = sorted({layout.operator, SYSTEM_USER}) if layout.as_root else [layout.operator]
    return "".join(f'okoce "{account}" {role}\n' for account in accounts for role in DATABASE_ROLES)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def replace_file(path: Path, text: str, mode: int = 0o644) -> None:
    """Write beside the file and rename: a reader sees the old or the new text, never half of it."""
    making = path.with_name(f".{path.name}.{os.getpid()}")
    making.write_text(text, encoding="utf-8")
    making.chmod(mode)
    making.replace(path)
