"""Plain text out of what strangers send: any charset, HTML with scripts, signs that hide others."""

import codecs
import html
import re

_CHARSETS = re.compile(
    r"(utf[-_]?(8|16|32)|ascii|us-ascii|iso[-_]?8859|latin|cp|windows|koi8|mac|gb|big5|shift|sjis"
    r"|euc|iso2022|iso-2022|ks_c|hz)",
    re.IGNORECASE,
)
"""Begins of charsets that are tried; Python's codecs have others that unpack or run for ever."""
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control signs, those that turn the writing direction around, halves of pairs."""
_SILENT = frozenset({"script", "style", "head", "title", "template", "object", "svg"})
"""What stands in these is no text."""
_BREAKS = frozenset(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "blockquote"}
)
_TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_LONGEST_TAG = 40


def decoded(content: bytes, charset: str) -> str:
    """Return bytes as text, whatever they are said to be written in.

    Args:
        content: The bytes.
        charset: What the sender says; where it is wrong, UTF-8 and then Latin-1 stand in.
    """
    names = [charset] if _CHARSETS.match(charset) else []
    for name in (*names, "utf-8"):
        try:
            return codecs.decode(content, name)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def plain_signs(text: str) -> str:
    """Return a text without signs that hide or move others, or that no database keeps."""
    return _UNFIT.sub("", text)


def plain(text: str) -> str:
    """Return a text without signs that hide or move others, its lines without air at their ends."""
    whole = plain_signs(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.rstrip() for line in whole.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(plain_signs(text.replace("\n", " ").replace("\r", " ")).split())


def plain_of_html(text: str) -> str:
    """Return what HTML says, in one pass; nothing of it is run, fetched or shown as markup."""
    said: list[str] = []
    lower = text.lower()
    place = 0
    while (start := text.find("<", place)) >= 0:
        said.append(text[place:start])
        if lower.startswith("<!--", start):
            end = text.find("-->", start + 4)
            place = end + 3
        else:
            tag = _TAG.match(text[start + 1 : start + 1 + _LONGEST_TAG])
            if tag is None and text[start + 1 : start + 2] not in {"!", "?"}:
                said.append("<")
                place = start + 1
                continue
            name = tag.group(1).lower() if tag else ""
            end = text.find(">", start)
            if end >= 0 and name in _SILENT and not text.startswith("</", start):
                end = lower.find(f"</{name}", end)
                end = text.find(">", end) if end >= 0 else -1
            place = end + 1
            if name in _BREAKS:
                said.append("\n")
        if end < 0:
            break
    else:
        said.append(text[place:])
    lines = (" ".join(line.split()) for line in html.unescape("".join(said)).split("\n"))
    return "\n".join(lines)
