"""Files from outside: what they are by their bytes, and a name that harms nobody."""

import re
import unicodedata
from codecs import getincrementaldecoder
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_NAME = 120
LONGEST_NAME_BYTES = 240
"""Of a name in UTF-8; a disk takes 255, and an ending may follow."""
_LONGEST_ENDING = 12
LOOKED_AT = 4096
"""Bytes by which the kind of a file is told; nothing is ever unpacked."""
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
PROGRAM = "application/x-executable"

_BEGINS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
)
"""What the first bytes say; the first that fits counts."""
_OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
"""What the first names inside a zip archive say."""
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/bmp": (".bmp",),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
    "video/mp4": (".mp4", ".m4v", ".mov"),
    "audio/mpeg": (".mp3",),
    "audio/ogg": (".ogg",),
    "audio/wav": (".wav",),
    "application/zip": (".zip",),
    "application/gzip": (".gz",),
    "application/x-7z-compressed": (".7z",),
    "application/vnd.rar": (".rar",),
    "application/x-ole-storage": (".doc", ".xls", ".ppt", ".msg"),
    "message/rfc822": (".eml",),
    TEXT: (".txt", ".csv", ".log", ".md", ".json", ".xml", ".ics"),
    **{
        kind: (ending,)
        for (_mark, kind), ending in zip(
            _OFFICE, (".docx", ".xlsx", ".pptx", ".odt", ".ods"), strict=True
        )
    },
}
"""Endings under which a kind may be opened; the first one stands in for any other."""
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp"})
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control characters, those that turn the writing direction around, halves of pairs."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is.

    Attributes:
        media_type: As its bytes show it.
        is_picture: It can be shown as a thumbnail.
        may_open: It may be handed to another program; a program itself is only saved.
    """

    media_type: str
    is_picture: bool
    may_open: bool


def kind_of(media_type: str) -> FileKind:
    """Return what may be done with a file of this type."""
    may_open = media_type in _ENDINGS
    return FileKind(media_type, media_type in _PICTURES, may_open)


def sniff(content: bytes) -> str:
    """Return the media type of a file by its first bytes; what its name says does not count."""
    head = content[:LOOKED_AT]
    for begin, kind in _BEGINS:
        if head.startswith(begin):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _OFFICE if mark in head), "application/zip")
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return "video/mp4"
    return TEXT if _is_text(head, is_whole=len(content) <= LOOKED_AT) else UNKNOWN


def _is_text(head: bytes, *, is_whole: bool) -> bool:
    try:
        text = getincrementaldecoder("utf-8")().decode(head, final=is_whole)
    except UnicodeDecodeError:
        return False
    return not any(sign < " " and sign not in "\t\n\r\f" for sign in text)


def clean_name(name: str) -> str:
    """Return the name of a file without folders, hidden signs and what a system keeps for itself.

    Args:
        name: As it was given, by whomever.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(
        " " if unicodedata.category(sign) in _UNFIT or sign in '<>:"|?*' else sign for sign in last
    )
    plain = unicodedata.normalize("NFC", " ".join(shown.split())).strip(". ")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > LONGEST_NAME or len(plain.encode()) > LONGEST_NAME_BYTES:
        keep = ending[:_LONGEST_ENDING] if dot else ""
        begin = (stem or plain)[: LONGEST_NAME - len(keep) - 1].encode()
        room = LONGEST_NAME_BYTES - len(keep.encode()) - 1
        plain = f"{begin[:room].decode(errors='ignore')}.{keep}".rstrip(".")
    return plain or "bestand"


def opened_name(name: str, media_type: str) -> str:
    """Return a name whose ending fits what the file is, so that it opens as that and nothing else.

    Args:
        name: Its cleaned name.
        media_type: What its bytes are.
    """
    endings = _ENDINGS.get(media_type, (".bin",))
    stem, dot, ending = name.rpartition(".")
    if dot and f".{ending.lower()}" in endings:
        return name
    return f"{stem if dot and stem else name}{endings[0]}"
