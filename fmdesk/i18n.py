"""Texts and figures in the user's language; no Qt, so the command line and reports use it too.

English sentences are the keys. `_` looks its text up when it is called, in the language of that
moment; `N_` marks a text that stands in a table and is looked up later. Each package has its own
catalogue, so a plugin brings its own: `_ = Domain.of_package(__name__).gettext`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from struct import Struct, unpack_from
from typing import TYPE_CHECKING

from fmdesk.config import LANGUAGES, resources_path

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SOURCE_LANGUAGE = "en"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SEPARATORS = {"nl": (".", ","), "en": (",", ".")}
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_MINUTE, _HOUR = 60, 3600


class Language:
    """The language of this process, with an override for one block of work.

    Reports are written in both languages whatever the screen shows, hence the override.
    """

    def __init__(self, chosen: str) -> None:
        self._chosen = chosen
        self._override: ContextVar[str | None] = ContextVar("fmdesk_language", default=None)

    @property
    def current(self) -> str:
        """The language that texts are looked up in now."""
        return self._override.get() or self._chosen

    def choose(self, language: str) -> None:
        """Set the language of the whole process."""
        self._chosen = _known(language)

    @contextmanager
    def using(self, language: str) -> Iterator[None]:
        """Use another language inside this block, on this thread only."""
        token = self._override.set(_known(language))
        try:
            yield
        finally:
            self._override.reset(token)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        message = f"unknown language {language!r}"
        raise ValueError(message)
    return language


_language = Language("nl")
set_language = _language.choose
using_language = _language.using


def current_language() -> str:
    """Return `nl` or `en`."""
    return _language.current


class Compiled(NullTranslations):
    """A compiled catalogue that is searched where it stands.

    `GNUTranslations` decodes every text when it is opened, and the first frame waits for it longer
    with each page that is added; that frame shows some twenty. The format keeps the keys in order.

    Args:
        content: What stands in the `.mo` file, in UTF-8; Dutch and English have one form for one
            thing and another for any other number.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content
        order = "<" if content.startswith(_LITTLE_ENDIAN) else ">"
        self._place = Struct(f"{order}2I")
        self._count, self._keys, self._texts = unpack_from(f"{order}3I", content, 8)
        self._found: dict[str, bytes | None] = {}

    def gettext(self, message: str) -> str:
        """Return the text of a message, the message itself where it has none."""
        return self.ngettext(message, message, 1)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the text for so many things."""
        if msgid1 not in self._found:
            self._found[msgid1] = self._find(msgid1.encode())
        text = self._found[msgid1]
        if text is None:
            return super().ngettext(msgid1, msgid2, n)
        return text.split(_FORMS)[0 if n == 1 else -1].decode()

    def _find(self, key: bytes) -> bytes | None:
        at = bisect_left(range(self._count), key, key=partial(self._piece, self._keys))
        is_found = at < self._count and self._piece(self._keys, at).partition(_FORMS)[0] == key
        return self._piece(self._texts, at) if is_found else None

    def _piece(self, table: int, number: int) -> bytes:
        """Return one key or text; each table gives length and place of all of them."""
        length, begin = self._place.unpack_from(self._content, table + number * self._place.size)
        return self._content[begin : begin + length]


_LITTLE_ENDIAN = b"\xde\x12\x04\x95"
"""How a `.mo` file begins that was written on such a machine."""
_FORMS = b"\0"
"""Stands between the forms of one text."""


class Domain:
    """The texts of one package.

    Args:
        name: Name of the catalogue file, without its ending.
        folder: Gives the folder that holds `<language>/LC_MESSAGES/<name>.mo`; asked when the
            first text is looked up.
    """

    def __init__(self, name: str, folder: Callable[[], Path]) -> None:
        self._name = name
        self._folder = folder
        self._catalogues: dict[str, NullTranslations] = {SOURCE_LANGUAGE: NullTranslations()}

    @classmethod
    def of_package(cls, package: str) -> "Domain":
        """Return the domain of a package that carries its own `locale` folder."""

        def folder() -> Path:
            from importlib.resources import as_file, files  # noqa: PLC0415  # for plugins alone

            with as_file(files(package) / "locale") as path:
                return path

        return cls(package.rpartition(".")[2], folder)

    def gettext(self, message: str) -> str:
        """Return the text in the current language; the English one where it has none."""
        return self._catalogue().gettext(message) if message else ""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the text for `n` things (`{n}` is left for the caller to fill in)."""
        return self._catalogue().ngettext(one, many, n)

    def _catalogue(self) -> NullTranslations:
        language = _language.current
        if language not in self._catalogues:
            path = self._folder() / language / "LC_MESSAGES" / f"{self._name}.mo"
            try:
                self._catalogues[language] = Compiled(path.read_bytes())
            except FileNotFoundError:  # a plugin without this language shows its English texts
                self._catalogues[language] = NullTranslations()
        return self._catalogues[language]


DOMAIN = Domain("fmdesk", lambda: resources_path("locale"))
_ = DOMAIN.gettext
ngettext = DOMAIN.ngettext


def N_(message: str) -> str:  # noqa: N802  # the name that gettext tools look for
    """Mark a text for translation and return it as it is."""
    return message


def money(cents: int) -> str:
    """Return whole cents as euros: `€ 1.234,50` in Dutch, `€1,234.50` in English."""
    thousands, point = _SEPARATORS[_language.current]
    euros, rest = divmod(abs(cents), 100)
    figure = f"{f'{euros:,}'.replace(',', thousands)}{point}{rest:02}"
    sign = "-" if cents < 0 else ""
    return f"€{_NO_BREAK}{sign}{figure}" if _language.current == "nl" else f"{sign}€{figure}"


def number(value: int | Decimal, decimals: int = 0) -> str:
    """Return a figure with thousands separators, rounded half up to so many decimals."""
    thousands, point = _SEPARATORS[_language.current]
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    # The sum makes 0 of the -0 that rounding may leave.
    whole, _point, rest = f"{rounded + 0:,f}".partition(".")
    return whole.replace(",", thousands) + (point + rest if rest else "")


def percent(part: int, whole: int, decimals: int = 1) -> str:
    """Return `part` of `whole` as a percentage; a dash where `whole` is 0."""
    if not whole:
        return "–"
    space = _NO_BREAK if _language.current == "nl" else ""
    return f"{number(Decimal(part) * 100 / Decimal(whole), decimals)}{space}%"


def stamp(at: datetime, zone: str) -> str:
    """Return an instant as date and time in a zone: `22-11-2026 14:05`, `22 Nov 2026 14:05`."""
    local = at.astimezone(_zone(zone))
    return f"{day(local.date())} {local:%H:%M}"


def day(value: date) -> str:
    """Return a date: `22-11-2026` in Dutch, `22 Nov 2026` in English."""
    if _language.current == "nl":
        return f"{value.day:02}-{value.month:02}-{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04}"


def long_day(value: date) -> str:
    """Return a date in words: `zondag 22 november 2026`."""
    from babel.dates import format_date  # noqa: PLC0415  # 20 ms that a start does not need

    return format_date(value, "full", locale=_LOCALES[_language.current]).replace(",", "")


def brief_day(value: date) -> str:
    """Return a date in the fewest words: `zo 22 nov`."""
    from babel.dates import format_date  # noqa: PLC0415  # 20 ms that a start does not need

    return format_date(value, "EEE d MMM", locale=_LOCALES[_language.current])


def month_name(value: date) -> str:
    """Return the month of a date in words: `november 2026`."""
    from babel.dates import format_date  # noqa: PLC0415  # 20 ms that a start does not need

    return format_date(value, "LLLL y", locale=_LOCALES[_language.current])


def duration(seconds: int) -> str:
    """Return a time span as a person says it: `3 u 20 min`, `12 min`, `45 s`.

    Whole minutes, cut off; seconds only below one minute. `exact_duration` shows every second.
    """
    sign, span = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, minutes = span // _HOUR, span % _HOUR // _MINUTE
    if not hours and not minutes:
        return sign + _("{n} s").format(n=span)
    parts = ([_("{n} h").format(n=number(hours))] if hours else []) + (
        [_("{n} min").format(n=minutes)] if minutes else []
    )
    return sign + " ".join(parts)


def exact_duration(seconds: int) -> str:
    """Return a time span to the second, `27:04:09`, for figures that must add up."""
    sign, span = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{span // _HOUR}:{span % _HOUR // _MINUTE:02}:{span % _MINUTE:02}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


@cache
def _zone(name: str) -> "ZoneInfo":
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # 4 ms that the first frame does not need

    return ZoneInfo(name)
