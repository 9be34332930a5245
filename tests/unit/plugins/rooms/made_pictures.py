"""Pictures of any size made by hand, whole and broken."""

from struct import pack
from zlib import compress, crc32

MAGIC = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))


def png(width: int = 4, height: int = 3, colour: bytes = b"\x20\x60\xa0") -> bytes:
    """Return a picture of one colour; its pixels are only there when it is small."""
    pixels = (b"\0" + colour * width) * height if width * height < 10**6 else b"\0"
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", compress(pixels)), chunk(b"IEND", b""))
    return MAGIC + b"".join(parts)


def jpeg(width: int = 4, height: int = 3, before: bytes = b"") -> bytes:
    """Return the frame of a JPEG that says its size; it holds no pixels."""
    frame = b"\xff\xc0" + pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + before + frame + b"\xff\xda\0\2\0\xff\xd9"
