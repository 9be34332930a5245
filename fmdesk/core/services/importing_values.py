"""From a cell of a file to a value of a field; what is wrong with it is a known error."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.services.importing_dates import DateReader, Warn
from fmdesk.core.services.importing_fields import FieldRule, Kind
from fmdesk.core.services.importing_mapping import FieldMap, ImportMapping
from fmdesk.core.services.sheets import Cell

Value = str | int | bool | date | datetime | tuple[str, ...] | None
Parser = Callable[[Cell], Value]

CODE_MOST, TEXT_MOST, AMOUNT_MOST = 100, 4_000, 10**12
YES_NO: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("1", "ja", "j", "yes", "y", "true", "waar"), True)
    | dict.fromkeys(("0", "nee", "n", "no", "false", "onwaar"), False)
)
_CELL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#N/B", "#VERW!"}
)
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x01-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def make_parser(rule: FieldRule, field: FieldMap, mapping: ImportMapping, warn: Warn) -> Parser:
    """Return what turns a cell into a value of a field; an empty cell gives None.

    Args:
        rule: What the field must hold.
        field: Where its value comes from.
        mapping: Gives zone, forms of dates and decimal sign.
        warn: Is told code and parameters of a warning.

    Raises:
        InvalidInputError: By this function `mapping.invalid`; by what it returns `import.…`, with
            what is wrong with the cell.
    """
    parse = _typed(rule, field, mapping, warn)
    values, empty = dict(field.values), frozenset(field.empty)
    if not values and not empty:
        return lambda cell: None if cell == "" else parse(cell)
    is_open = field.others == "pass" or not values
    has_other = field.others not in {"pass", "refuse"}

    def look_up(cell: Cell) -> Value:
        text = text_of(cell)
        if text == "" or text in empty:
            return None
        if text in values:
            found = values[text]
            return found if isinstance(found, bool) else parse(found)
        if is_open:
            return parse(cell)
        if has_other:
            return parse(field.others)
        raise InvalidInputError("import.unknown_value", value=shown(text))

    return look_up


def text_of(cell: Cell) -> str:
    """Return a cell as clean text: composed letters, plain line breaks, no control characters.

    Raises:
        InvalidInputError: `import.nul` or `import.cell_error`.
    """
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def shown(text: str) -> str:
    """Return a text from a file short enough for a message."""
    return text if len(text) <= CODE_MOST else text[: CODE_MOST - 1] + "…"


def glimpse(cell: Cell) -> str:
    """Return what stands in a cell, short and harmless enough for a message."""
    return shown(_CONTROLS.sub(" ", _DIRECTIONS.sub("", str(cell).replace("\0", " "))).strip())


def slug_of(text: str) -> str:
    """Return a code made of a text: `Street Light Outages` gives `street-light-outages`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NO_SLUG.sub("-", plain).strip("-")


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        text = text.strip()
        if text.startswith("#") and text in _CELL_ERRORS:
            raise InvalidInputError("import.cell_error", value=text)
        return text
    if "\0" in text:
        raise InvalidInputError("import.nul")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return _CONTROLS.sub(" ", _DIRECTIONS.sub("", text)).strip()


def _typed(rule: FieldRule, field: FieldMap, mapping: ImportMapping, warn: Warn) -> Parser:
    """Return the parser of a kind for cells that are not empty."""
    decimal = mapping.decimal
    parsers: Mapping[Kind, Callable[[], Parser]] = {
        Kind.TEXT: lambda: _text,
        Kind.CODE: lambda: _slugs() if field.is_slug else _code,
        Kind.INSTANT: lambda: _dates(field, mapping, warn).instant,
        Kind.DAY: lambda: _dates(field, mapping, warn).day,
        Kind.INTEGER: lambda: _integer,
        Kind.MONEY: lambda: lambda cell: _hundredths(cell, decimal, "import.not_money"),
        Kind.SHARE: lambda: lambda cell: _share(cell, decimal),
        Kind.BOOLEAN: lambda: _boolean,
        Kind.LIST: lambda: lambda cell: _list(cell, field.separator),
        Kind.WORD: lambda: lambda cell: _word(cell, rule.words),
        Kind.SCALAR: lambda: _scalar,
    }
    return parsers[rule.kind]()


def _dates(field: FieldMap, mapping: ImportMapping, warn: Warn) -> DateReader:
    return DateReader(mapping.zone, field.formats or mapping.formats, field.time, warn)


def _text(cell: Cell) -> str | None:
    text = text_of(cell)
    if len(text) > TEXT_MOST:
        raise InvalidInputError("import.too_long", length=len(text), most=TEXT_MOST)
    return text or None


def _code(cell: Cell) -> str | None:
    text = text_of(cell)
    if len(text) > CODE_MOST:
        raise InvalidInputError("import.too_long", length=len(text), most=CODE_MOST)
    return text or None


def _slugs() -> Parser:
    """Return a parser that keeps the slugs it made: a file has the same names over and over."""
    known: dict[Cell, str | None] = {}

    def slug(cell: Cell) -> str | None:
        if cell not in known:
            if len(known) > TEXT_MOST:
                known.clear()
            text = _code(cell)
            known[cell] = text and (slug_of(text) or None)
        return known[cell]

    return slug


def _scalar(cell: Cell) -> str | int | None:
    if isinstance(cell, bool | int):
        return cell
    return _text(cell)


def _integer(cell: Cell) -> int | None:
    if isinstance(cell, int) and not isinstance(cell, bool):
        number: int | None = cell
    else:
        text = text_of(cell)
        number = int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else None
        if text == "":
            return None
    if number is None or abs(number) > AMOUNT_MOST:
        raise InvalidInputError("import.not_integer", value=shown(text_of(cell)))
    return number


def _hundredths(cell: Cell, decimal: str, code: str) -> int | None:
    """Return an amount in hundredths: cents of a euro, basis points of a per cent."""
    if isinstance(cell, bool):
        raise InvalidInputError(code, value=str(cell))
    if isinstance(cell, int | float):
        exact = Decimal(str(cell))
    else:
        text = re.sub(r"[\s€%\u00a0\u202f]", "", text_of(cell)).replace("EUR", "")
        if text == "":
            return None
        group = "." if decimal == "," else ","
        point = re.escape(decimal)
        form = rf"-?([0-9]+|[0-9]{{1,3}}(\{group}[0-9]{{3}})+)({point}[0-9]{{1,2}})?"
        if not re.fullmatch(form, text):
            raise InvalidInputError(code, value=shown(text_of(cell)))
        exact = Decimal(text.replace(group, "").replace(decimal, "."))
    if not exact.is_finite() or abs(exact) > AMOUNT_MOST:
        raise InvalidInputError(code, value=shown(text_of(cell)))
    return int((exact * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _share(cell: Cell, decimal: str) -> int | None:
    share = _hundredths(cell, decimal, "import.not_share")
    if share is not None and not 0 <= share <= 10_000:  # noqa: PLR2004  # 0 to 100 %
        raise InvalidInputError("import.not_share", value=shown(text_of(cell)))
    return share


def _boolean(cell: Cell) -> bool | None:
    if isinstance(cell, bool):
        return cell
    text = text_of(cell)
    if text == "":
        return None
    if text.lower() not in YES_NO:
        raise InvalidInputError("import.not_boolean", value=shown(text))
    return YES_NO[text.lower()]


def _list(cell: Cell, separator: str) -> tuple[str, ...] | None:
    text = _text(cell) or ""
    return tuple(entry for part in text.split(separator) if (entry := part.strip())) or None


def _word(cell: Cell, words: tuple[str, ...]) -> str | None:
    text = text_of(cell)
    if text and text not in words:
        raise InvalidInputError(
            "import.not_word", value=shown(text), known=", ".join(str(word) for word in words)
        )
    return text or None
