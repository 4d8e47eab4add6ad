"""The expressions as SQL text, kept beside the warehouse: importing Ibis costs a process a second and 200 MB, text nothing."""

import json
import os
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from okoce.evaluation.warehouse import files

SOURCES = ("indicators/*.py", "schema.py")


def digest() -> str:
    """Changes with every expression, table and version of Ibis."""
    found = sha256(version("ibis-framework").encode())
    here = Path(__file__).parents[1]
    for path in sorted(path for pattern in SOURCES for path in here.glob(pattern)):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


@cache
def kept_sql() -> dict[str, str]:
    """Name of an expression to its SQL. Compiled by the first process that asks after a change; the worker asks first."""
    kept = files.folder() / f"indicators-{digest()}.json"
    try:
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        compiled = _compile()
    files.folder().mkdir(parents=True, exist_ok=True)
    mine = kept.with_suffix(f".{os.getpid()}")
    mine.write_text(json.dumps(compiled, indent=1), encoding="utf-8")
    mine.rename(kept)
    for old in files.folder().glob("indicators-*.json"):
        if old != kept:
            old.unlink(missing_ok=True)
    return compiled


def _compile() -> dict[str, str]:
    import ibis  # noqa: PLC0415 - slow import

    from okoce.evaluation.warehouse.indicators.expressions import EXPRESSIONS  # noqa: PLC0415 - slow import

    return {name: str(ibis.to_sql(build(), dialect="duckdb")) for name, build in EXPRESSIONS.items()}
