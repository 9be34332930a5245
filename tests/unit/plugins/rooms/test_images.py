"""What is taken for a picture, and what only looks like one."""

import pytest

from fmdesk.plugins.bundled.rooms.images import size_of
from tests.unit.plugins.rooms.made_pictures import MAGIC, chunk, jpeg, png

WHOLE = png(40, 30)
COMMENT = b"\xff\xfe\0\x07hello"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (WHOLE, (40, 30)),
        (png(60_000, 60_000), (60_000, 60_000)),
        (jpeg(640, 480), (640, 480)),
        (jpeg(8, 6, COMMENT), (8, 6)),
    ],
)
def test_a_whole_picture_tells_its_size(content: bytes, size: tuple[int, int]) -> None:
    assert size_of(content) == size


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        MAGIC,
        MAGIC + b"x" * 20,
        MAGIC + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
        MAGIC + chunk(b"IHDR", b"short") + chunk(b"IEND", b""),
        WHOLE[:-4],
        WHOLE + b"PK\3\4 an archive behind it",
        WHOLE.replace(b"IDAT", b"iDAT"),
        WHOLE[: len(MAGIC) + 25] + WHOLE[len(MAGIC) :],
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xda\0\2\0\xff\xd9",
        b"\xff\xd8<html>" + b"\xff\xd9",
        b"\xff\xd8\xff\xfe\xff\xff" + b"\xff\xd9",
        jpeg() + b"<script>",
    ],
)
def test_what_only_looks_like_one_is_none(content: bytes) -> None:
    assert size_of(content) is None


@pytest.mark.parametrize("content", [WHOLE, jpeg(8, 6, COMMENT)])
def test_one_that_is_cut_off_anywhere_is_none(content: bytes) -> None:
    assert [size_of(content[:end]) for end in range(len(content))] == [None] * len(content)
