"""The keys of this installation: made once, never replaced, readable by their owner alone."""

import base64
import json
import os
import stat
from pathlib import Path

from okoce.server.errors import ServerError
from okoce.server.layout import layout_of

FILES = ("django.key", "encryption.json", "lookup.key")


def folder(project: Path) -> Path:
    """Where the keys lie; the settings read the same place."""
    return Path(os.environ.get("OKOCE_SECRETS_DIR") or layout_of(project).var / "secrets")


def ensure_secrets(project: Path) -> Path:
    """Make the keys that are missing. Refuses when data exists that only the missing keys could read."""
    place = folder(project)
    missing = [name for name in FILES if not (place / name).exists()]
    if not missing:
        return place
    if (layout_of(project).var / "prepared.json").exists():
        raise ServerError(
            f"Keys are missing in {place}: {', '.join(missing)}. The data was written with them, and new keys cannot "
            "read it.\nPut the files back from your backup, or start over without the data: make clean"
        )
    if not place.is_dir():
        place.mkdir(parents=True)
        place.chmod(0o700)
    for name in missing:
        _write_once(place / name, _new(name))
    return place


def exposed(project: Path) -> list[str]:
    """Keys that others on this machine could read or change, as sentences."""
    place = folder(project)
    found = []
    for path in (place, *(place / name for name in FILES)):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            found.append(f"{path} is open to other accounts; close it: chmod go-rwx '{path}'")
    return found


def _new(name: str) -> str:
    key = base64.b64encode(os.urandom(32)).decode("ascii")
    if name == "encryption.json":
        return json.dumps({"current": "k1", "keys": {"k1": key}}) + "\n"
    if name == "django.key":
        return base64.urlsafe_b64encode(os.urandom(48)).decode("ascii") + "\n"
    return key + "\n"


def _write_once(path: Path, text: str) -> None:
    """A link fails where the file exists: two first starts at once agree on one key."""
    making = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(making, path)
    except FileExistsError:
        return
    finally:
        making.unlink()
