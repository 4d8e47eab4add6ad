"""Ways out of the house: one small interface, a console and a file behind it. A gateway for SMS or WhatsApp is one more class."""

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
            file.write(f"{to}\t{text}\n")


def channel() -> Channel:
    """The channel that this installation is set to."""
    if settings.OKOCE_MESSAGE_CHANNEL == "file":
        return FileChannel(Path(settings.OKOCE_MESSAGE_FILE))
    return ConsoleChannel()
