"""The key pair of backups: the public half lies with the installation, the secret half with whoever may restore."""

import os
from pathlib import Path

import pyrage

from okoce.server.environment import PROJECT
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of

RECIPIENT = "backup-recipient.txt"


def new_key(target: Path) -> pyrage.x25519.Recipient:
    """Write a new secret key to ``target`` and remember the public half. Refuses to overwrite either."""
    var = layout_of(PROJECT).var
    if target.resolve().is_relative_to(var):
        raise ServerError(f"{target} would lie with the data that it protects. Name a file on another medium.")
    public = var / RECIPIENT
    if public.exists():
        raise ServerError(
            f"{public} names a key already. To change keys, move that file away first; keep the old secret key as long as\n"
            "backups exist that were made with it."
        )
    identity = pyrage.x25519.Identity.generate()
    recipient = identity.to_public()
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError:
        raise ServerError(f"{target} exists already. Name a new file.") from None
    except OSError as error:
        raise ServerError(f"{target} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"# public key: {recipient}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    public.parent.mkdir(parents=True, exist_ok=True)
    public.write_text(f"{recipient}\n", encoding="ascii")
    return recipient


def recipient() -> pyrage.x25519.Recipient:
    """The public key that backups are encrypted to."""
    public = layout_of(PROJECT).var / RECIPIENT
    try:
        return pyrage.x25519.Recipient.from_str(public.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise ServerError("There is no key for backups yet. Make one, and keep it elsewhere: bin/okoce backup-key FILE") from None
    except (pyrage.RecipientError, ValueError) as error:
        raise ServerError(f"{public} holds no public key of age: {error}") from error


def identity(file: Path) -> pyrage.x25519.Identity:
    """The secret key of a file as ``new_key`` or ``age-keygen`` writes it."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
        return pyrage.x25519.Identity.from_str(next(line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-1")))
    except OSError as error:
        raise ServerError(f"{file} cannot be read: {error.strerror}.") from error
    except (StopIteration, ValueError, pyrage.IdentityError) as error:
        raise ServerError(f"{file} holds no secret key of age (a line that begins with AGE-SECRET-KEY-1).") from error
