"""Whether bytes are a whole PNG or JPEG and nothing else, and how large what they show is.

Source of the layouts: the PNG specification, 5 (chunks), and ITU-T T.81, annex B (markers).
"""

from struct import error, unpack_from
from zlib import crc32

PNG, JPEG, JPEG_END = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd9"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that tell its size."""
SCAN = 0xDA
HEAD, TAIL = b"IHDR", b"IEND"
PNG_HEAD = 13


def size_of(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels, None for what is no whole picture.

    Args:
        content: A file; of a PNG each check sum is counted again, and nothing may follow the end.
    """
    try:
        if content.startswith(PNG):
            return _png(content)
        if content.startswith(JPEG) and content.endswith(JPEG_END):
            return _jpeg(content)
    except (error, IndexError):  # it ends in the middle
        return None
    return None


def _png(content: bytes) -> tuple[int, int] | None:
    at, size = len(PNG), None
    while True:
        length, kind = unpack_from(">I4s", content, at)
        end = at + 8 + length
        (check,) = unpack_from(">I", content, end)
        is_first = at == len(PNG)
        if check != crc32(content[at + 4 : end]) or is_first is not (kind == HEAD):
            return None
        if is_first:
            size = unpack_from(">II", content, at + 8)
            if length != PNG_HEAD:
                return None
        at = end + 4
        if kind == TAIL:
            return size if at == len(content) else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = len(JPEG)
    while True:
        start, marker, length = unpack_from(">BBH", content, at)
        if start != JPEG[0] or marker == SCAN:
            return None
        if marker in FRAMES:
            height, width = unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
