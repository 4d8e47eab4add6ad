"""Encrypted files, written and read as streams: nothing plain ever lies on the disk, and memory stays flat."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, TypeVar

import pyrage

from okoce.server.errors import ServerError

Result = TypeVar("Result")


class _Counted:
    """A file that is hashed while it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()


def encrypt(path: Path, recipient: pyrage.x25519.Recipient, produce: Callable[[BinaryIO], Result]) -> tuple[str, Result]:
    """Write what ``produce`` writes; the SHA-256 of the encrypted file and what ``produce`` returned."""
    reading, writing = os.pipe()
    # The pipe closes before the pool waits: whichever end fails, the other one ends too.
    with ThreadPoolExecutor(1) as pool, os.fdopen(reading, "rb") as source, path.open("xb") as target:
        os.fchmod(target.fileno(), 0o600)
        work = pool.submit(_into, writing, produce)
        counted = _Counted(target)
        pyrage.encrypt_io(source, counted, [recipient])
        result = work.result()
        target.flush()
        os.fsync(target.fileno())
    return counted.digest.hexdigest(), result


def decrypt(path: Path, identity: pyrage.x25519.Identity, consume: Callable[[BinaryIO], Result]) -> Result:
    """What ``consume`` makes of the decrypted stream; it must read to the end. ServerError where the key does not fit."""
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool, path.open("rb") as source:
        work = pool.submit(_from, reading, consume)
        try:
            with os.fdopen(writing, "wb") as target:
                pyrage.decrypt_io(source, target, [identity])
        except pyrage.DecryptError as error:
            raise ServerError(
                f"{path} does not open with this key: {error}. Use the key that belongs to this installation."
            ) from error
        except OSError:
            work.result()  # where the reader has failed, its own error says why
            raise
        return work.result()


def _into(writing: int, produce: Callable[[BinaryIO], Result]) -> Result:
    with os.fdopen(writing, "wb") as sink:
        return produce(sink)


def _from(reading: int, consume: Callable[[BinaryIO], Result]) -> Result:
    with os.fdopen(reading, "rb") as source:
        return consume(source)
