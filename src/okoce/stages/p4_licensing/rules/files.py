"""Photos and PDFs of permits: what they are by their content, without what a camera or a program wrote beside the picture.

Pictures are taken apart and put together again without re-encoding: of a JPEG the segments that draw it, of a PNG the chunks that
draw it; position, camera, time, comments and whatever stands behind the end of the picture are left out. The orientation of a photo
stays, so that it stands upright. A PDF is kept as it is, with what its program wrote into it; one that brings scripts or files is
refused.
"""

import re
import struct
import zlib
from dataclasses import dataclass

from okoce.core.decisions import Decision, NotAllowed
from okoce.stages.p4_licensing.enums import FileFormat

MOST_BYTES = 2 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
PNG_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB"})
ACTIVE_PDF = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b|/JS[\s(<]")
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
START_OF_SCAN, END, COMMENT, ADOBE, JFIF, EXIF = 0xDA, 0xD9, 0xFE, 0xEE, 0xE0, 0xE1
ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """A file as it is kept."""

    format: FileFormat
    content: bytes


def cleaned(content: bytes) -> Picture:
    """A file as it is kept. NotAllowed: ``file.empty``, ``file.too_large``, ``file.heic``, ``file.not_a_picture``,
    ``file.damaged``, ``file.active``."""
    if not content:
        raise _refused("file.empty")
    if len(content) > MOST_BYTES:
        raise NotAllowed(Decision.no("file.too_large", given=len(content), most=MOST_BYTES // 1024 // 1024))
    if content.startswith(b"\xff\xd8\xff"):
        return Picture(FileFormat.JPEG, _jpeg(content))
    if content.startswith(PNG):
        return Picture(FileFormat.PNG, _png(content))
    if content.startswith(b"%PDF-"):
        return Picture(FileFormat.PDF, _pdf(content))
    raise _refused("file.heic" if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS else "file.not_a_picture")


def _refused(code: str) -> NotAllowed:
    return NotAllowed(Decision.no(code))


def _pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise _refused("file.damaged")
    if ACTIVE_PDF.search(content):
        raise _refused("file.active")
    return content


def _png(content: bytes) -> bytes:
    kept, place, name = [PNG], len(PNG), b""
    while name != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8:
            raise _refused("file.damaged")
        length, name = struct.unpack(">I4s", head)
        end = place + 12 + length
        chunk = content[place:end]
        first_is_header = len(kept) > 1 or name == b"IHDR"
        if len(chunk) < 12 + length or not first_is_header or struct.unpack(">I", chunk[-4:])[0] != zlib.crc32(chunk[4:-4]):
            raise _refused("file.damaged")
        if name in PNG_CHUNKS:
            kept.append(chunk)
        place = end
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    """Segment by segment up to the end of the picture; between segments of a scan lies the picture itself."""
    kept, place, orientation, has_scan = [b"\xff\xd8"], 2, 1, False
    while True:
        marker, place = _marker(content, place)
        if marker == END:
            break
        length = int.from_bytes(content[place : place + 2], "big")
        segment = content[place : place + length]
        if length < 2 or len(segment) < length:
            raise _refused("file.damaged")
        place += length
        if marker == EXIF and orientation == 1:
            orientation = _orientation(segment[2:])
        if _draws(marker):
            kept.append(bytes((0xFF, marker)) + segment)
        if marker == START_OF_SCAN:
            end = _end_of_scan(content, place)
            kept.append(content[place:end])
            place, has_scan = end, True
    if not has_scan:
        raise _refused("file.damaged")
    if orientation != 1:
        kept.insert(1, _upright(orientation))
    return b"".join((*kept, b"\xff\xd9"))


def _marker(content: bytes, place: int) -> tuple[int, int]:
    """The next marker and the place behind it; several fill bytes may stand before it."""
    if place >= len(content) or content[place] != 0xFF:
        raise _refused("file.damaged")
    while place < len(content) and content[place] == 0xFF:
        place += 1
    if place >= len(content):
        raise _refused("file.damaged")
    return content[place], place + 1


def _draws(marker: int) -> bool:
    """Whether a segment is needed to draw the picture: not the comments and application segments, but JFIF's and Adobe's."""
    return marker != COMMENT and (marker in (JFIF, ADOBE) or not 0xE0 <= marker <= 0xEF)


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the picture data end: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise _refused("file.damaged")
        following = content[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2


def _orientation(exif: bytes) -> int:
    """The orientation that a camera noted, 1 where there is none that can be read."""
    if not exif.startswith(b"Exif\0\0"):
        return 1
    tiff = exif[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    try:
        start = struct.unpack(f"{order}I", tiff[4:8])[0] if order else 0
        count = struct.unpack(f"{order}H", tiff[start : start + 2])[0] if start else 0
        for number in range(min(count, 200)):
            tag, _kind, _count, value = struct.unpack(f"{order}HHIH", tiff[start + 2 + 12 * number : start + 12 + 12 * number])
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _upright(orientation: int) -> bytes:
    """An application segment that says nothing but how the photo is turned."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
