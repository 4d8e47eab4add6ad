"""Papers of tests: numbers of the right shape that nobody holds, pictures of a few bytes."""

import struct
import zlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from okoce.stages.p4_licensing.enums import FileFormat, Licence
from okoce.stages.p4_licensing.rules.files import Picture
from okoce.stages.p4_licensing.services import Report

NIB = "8120001234567"
PIRT = "P-IRT 2063171010001-27"


def a_report(person_id: UUID, **changes: Any) -> Report:
    """A NIB of a month ago; ``changes`` are fields of ``Report``."""
    fields: dict[str, Any] = {
        "person_id": person_id,
        "licence": Licence.NIB,
        "number": NIB,
        "issued_on": timezone.localdate() - timedelta(days=30),
    }
    return Report(**{**fields, **changes})


def jpeg(*segments: tuple[int, bytes], tail: bytes = b"") -> bytes:
    """A JPEG in form: the segments, a scan of a few bytes with a stuffed one and a restart, the end, and what lies behind it."""
    parts = [b"\xff\xd8", segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")]
    parts += [segment(marker, body) for marker, body in segments]
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"".join((*parts, segment(0xDB, bytes(65)), segment(0xC0, bytes(9)), segment(0xC4, bytes(17)), scan, b"\xff\xd9", tail))


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int, words: bytes = b"") -> bytes:
    """What a camera writes: its orientation, and words that would tell where it was."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + bytes(4) + words


def png(*more: tuple[bytes, bytes], tail: bytes = b"") -> bytes:
    """A PNG of one grey pixel, with further chunks after its header."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in chunks) + tail


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" + inside + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


JPEG = Picture(FileFormat.JPEG, jpeg())
