"""Roles and databases inside a running cluster. Every step may be repeated: a set-up cut short is taken up again."""

from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from okoce.server.settings_files import SUPERUSER

DATABASE = "okoce"
BASE = "okoce_base"  # what new databases are copied from, also by tests
SQL = Path(__file__).parent / "sql"


def connect(socket_dir: Path, database: str, role: str = SUPERUSER) -> psycopg.Connection[tuple[object, ...]]:
    """A connection over the socket, independent of PG* variables in the environment."""
    return psycopg.connect(
        host=str(socket_dir),
        port=5432,
        dbname=database,
        user=role,
        autocommit=True,
        connect_timeout=10,
        sslmode="disable",
    )


def set_up(socket_dir: Path) -> None:
    """Make the roles, the base database and the database of the programme where they are missing."""
    with connect(socket_dir, "postgres") as connection:
        rows = connection.execute("SELECT datname, datistemplate FROM pg_database").fetchall()
        names = {str(name): bool(template) for name, template in rows}
        if DATABASE in names and names.get(BASE):
            return
        connection.execute(_script("roles.sql"))
        if not names.get(BASE):
            # Not marked as a template means that its set-up was cut short.
            connection.execute(_statement("DROP DATABASE IF EXISTS {}", BASE))
            connection.execute(_statement("CREATE DATABASE {} TEMPLATE template0 OWNER okoce_owner", BASE))
            with connect(socket_dir, BASE) as inside:
                inside.execute(_script("database.sql"))
            # A template without connections: anybody with CREATEDB may copy it, nothing can hold it open.
            connection.execute(_statement("ALTER DATABASE {} ALLOW_CONNECTIONS false IS_TEMPLATE true", BASE))
        if DATABASE not in names:
            connection.execute(_statement("CREATE DATABASE {} TEMPLATE okoce_base OWNER okoce_owner", DATABASE))
        connection.execute(_statement("REVOKE ALL ON DATABASE {} FROM PUBLIC", DATABASE))
        connection.execute(_statement("GRANT CONNECT ON DATABASE {} TO okoce_app, okoce_reader", DATABASE))


def prepare_database(socket_dir: Path, name: str) -> None:
    """Extensions and rights for a database that was not copied from `okoce_base`."""
    with connect(socket_dir, name) as connection:
        connection.execute(_script("database.sql"))


def _script(name: str) -> bytes:
    return (SQL / name).read_bytes()


def _statement(template: LiteralString, name: str) -> sql.Composed:
    return sql.SQL(template).format(sql.Identifier(name))
