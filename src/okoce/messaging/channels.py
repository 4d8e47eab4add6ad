"""Ways out of the house: one small interface, a console and a file behind it. A gateway for SMS or WhatsApp is one more class."""

import fcntl
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings


class Channel(Protocol):
    """Delivers one text to one number (E.164); raises OSError where it cannot now, and is tried again."""

    def send(self, to: str, text: str) -> None: ...


class ConsoleChannel:
    """Prints messages; for a private machine."""

    def send(self, to: str, text: str) -> None:
        sys.stdout.write(f"[pesan] ke {to}: {text}\n")
        sys.stdout.flush()


@dataclass(frozen=True)
class FileChannel:
    """Appends messages to a private file, one line each."""

    path: Path

    def send(self, to: str, text: str) -> None:
        self.path.touch(mode=0o600)
        with self.path.open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(f"{to}\t{text}\n")

    def forget(self, to: str) -> int:
        """Overwrite the file in place without her lines, while no other process writes."""
        if not self.path.exists():
            return 0
        with self.path.open("r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            lines = file.readlines()
            kept = [line for line in lines if not line.startswith(f"{to}\t")]
            if len(kept) < len(lines):
                file.seek(0)
                file.writelines(kept)
                file.truncate()
        return len(lines) - len(kept)


def channel() -> Channel:
    """The channel that this installation is set to."""
    if settings.OKOCE_MESSAGE_CHANNEL == "file":
        return FileChannel(Path(settings.OKOCE_MESSAGE_FILE))
    return ConsoleChannel()


def forget_sent(to: str) -> int:
    """Forget what this machine keeps of messages to a number; how many lines went. Gateways keep their own record."""
    return FileChannel(Path(settings.OKOCE_MESSAGE_FILE)).forget(to)
