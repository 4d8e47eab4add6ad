"""What a backup says of itself; no personal datum is in it, so it lies open beside the encrypted parts."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar

from okoce.server.errors import ServerError
from okoce.server.settings_files import replace_file

FORMAT = 1
NAME = "manifest.json"
NOTE = "last-backup.json"
DATA, KEYS = "okoce-data-", "okoce-keys-"
STAMP = "%Y%m%dT%H%M%SZ"
CHUNK = 1 << 20


@dataclass(frozen=True)
class DataManifest:
    """Of a data backup. ``parts``: SHA-256 of each encrypted file; ``counts``: rows per table, the persons' keys included."""

    made_at: str
    server: str
    counts: dict[str, int]
    files: dict[str, str]
    seal: dict[str, object] | None
    parts: dict[str, str]
    format: int = FORMAT
    holds: Literal["data"] = "data"


@dataclass(frozen=True)
class KeysManifest:
    """Of a key backup. ``persons``: how many persons' keys."""

    made_at: str
    persons: int
    parts: dict[str, str]
    format: int = FORMAT
    holds: Literal["keys"] = "keys"


Manifest = TypeVar("Manifest", DataManifest, KeysManifest)


def write(folder: Path, manifest: DataManifest | KeysManifest) -> None:
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read(folder: Path, kind: type[Manifest]) -> Manifest:
    """The manifest of a folder; ServerError where it is none, of another sort, or of a later format."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = kind(**found)
    except (OSError, ValueError, TypeError) as error:
        raise ServerError(
            f"{folder} holds no backup of this sort ({NAME} is missing or damaged). Choose another folder."
        ) from error
    if manifest.format != FORMAT or found["holds"] != kind.holds:
        raise ServerError(f"{folder} is not a backup of {kind.holds} that this version reads. Choose another folder.")
    return manifest


def verify_parts(folder: Path, manifest: DataManifest | KeysManifest) -> None:
    """ServerError where an encrypted file differs from what the manifest says: damaged on its way, or exchanged."""
    for name, digest in manifest.parts.items():
        if not (folder / name).is_file():
            raise ServerError(f"{folder / name} is missing. Copy the whole folder again.")
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise ServerError(f"{folder / name} is damaged: it is not the file that was written. Use another copy.")


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(STAMP)


def note(var: Path, made_at: datetime, data: Path, keys: Path) -> None:
    """Remember the newest backup for `okoce doctor`, wherever it was put."""
    text = json.dumps({"made_at": made_at.isoformat(), "data": str(data), "keys": str(keys)}, indent=1)
    replace_file(var / NOTE, text + "\n")


def last_made(var: Path) -> datetime | None:
    """When the newest backup was made; None where there is none."""
    try:
        return datetime.fromisoformat(json.loads((var / NOTE).read_text(encoding="utf-8"))["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def backups(folder: Path, prefix: str) -> list[tuple[datetime, Path]]:
    """Finished backups of a sort with their times, oldest first."""
    found = []
    for path in folder.glob(f"{prefix}*"):
        try:
            found.append((datetime.strptime(path.name.removeprefix(prefix), STAMP).replace(tzinfo=UTC), path))
        except ValueError:  # being made, or somebody else's
            continue
    return sorted(found)
