"""Photos and PDFs: what they are by their content, and what of them is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.core.decisions import NotAllowed
from okoce.stages.p4_licensing.enums import FileFormat
from okoce.stages.p4_licensing.rules.files import MOST_BYTES, cleaned
from okoce.stages.p4_licensing.web.permits.texts import sentence
from tests.stages.p4_licensing.papers import exif, jpeg, pdf, png

SECRET = b"Rumah Bu Siti, -6.2345, 106.8456"


def refused(content: bytes) -> str:
    with pytest.raises(NotAllowed) as caught:
        cleaned(content)
    (reason,) = caught.value.decision.reasons
    assert sentence(reason)
    return reason.code


def test_a_photo_loses_where_it_was_taken_and_stays_upright() -> None:
    segments = ((0xE1, exif(6, SECRET)), (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET), (0xFE, SECRET), (0xED, SECRET))
    kept = cleaned(jpeg(*segments, tail=SECRET + b"\xff\xd9"))
    assert kept.format == FileFormat.JPEG
    assert SECRET not in kept.content
    assert kept.content == b"\xff\xd8" + upright(6) + jpeg()[2:]
    assert cleaned(kept.content) == kept, "again changes nothing"


def upright(orientation: int) -> bytes:
    return cleaned(jpeg((0xE1, exif(orientation)))).content[2 : -len(jpeg()) + 2]


def test_a_photo_without_anything_beside_it_stays_as_it_is() -> None:
    assert cleaned(jpeg()).content == jpeg()
    assert cleaned(jpeg((0xE1, exif(1)))).content == jpeg()
    assert cleaned(jpeg((0xEE, b"Adobe\0\1\2\3\4\5"))).content == jpeg((0xEE, b"Adobe\0\1\2\3\4\5")), "colours need it"


def test_a_picture_loses_words_and_what_stands_behind_it() -> None:
    kept = cleaned(png((b"tEXt", b"Comment\0" + SECRET), (b"eXIf", SECRET), (b"tIME", bytes(7)), tail=SECRET))
    assert (kept.format, kept.content) == (FileFormat.PNG, png())


def test_a_pdf_is_kept_as_it_is_and_refused_with_scripts() -> None:
    assert cleaned(pdf()).format == FileFormat.PDF
    assert cleaned(pdf()).content == pdf()
    for inside in (b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", b"/S/Launch", b"/EmbeddedFiles 3 0 R", b"/JS 4 0 R"):
        assert refused(pdf(inside)) == "file.active"
    assert refused(pdf()[:-7]) == "file.damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"GIF89a" + bytes(50), "file.not_a_picture"),
        (b"<html><script>", "file.not_a_picture"),
        (b"PK\3\4" + bytes(50), "file.not_a_picture"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "file.heic"),
        (jpeg()[:-2], "file.damaged"),
        (jpeg()[:40], "file.damaged"),
        (b"\xff\xd8\xff\xd9", "file.damaged"),
        (png()[:-6], "file.damaged"),
        (png().replace(b"IDAT", b"IDBT"), "file.damaged"),
        (bytes(MOST_BYTES + 1), "file.too_large"),
    ],
)
def test_what_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"]))
def test_no_bytes_make_it_fail(noise: bytes, begin: bytes) -> None:
    try:
        kept = cleaned(begin + noise)
    except NotAllowed:
        return
    assert cleaned(kept.content) == kept


@given(st.integers(0, len(jpeg((0xE1, exif(6, SECRET)))) - 1), st.integers(0, 255))
def test_one_wrong_byte_never_lets_the_place_through_unseen(place: int, value: int) -> None:
    """Whatever a byte says, either the photo is refused or it is taken apart to its end."""
    content = bytearray(jpeg((0xE1, exif(6, SECRET))))
    content[place] = value
    try:
        kept = cleaned(bytes(content))
    except NotAllowed:
        return
    assert kept.content.endswith(b"\xff\xd9") or kept.format != FileFormat.JPEG
