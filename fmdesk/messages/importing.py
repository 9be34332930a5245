"""What an import tells: what can be wrong with a file, a mapping or one row, and how it ended."""

from collections.abc import Mapping

from fmdesk.core.domain.import_views import ImportResult
from fmdesk.i18n import N_, _, ngettext, number

_FILE: Mapping[str, str] = {
    "import.unreadable": N_(
        "The file {path} cannot be read: {reason}. Check that it is there and that you may read it."
    ),
    "import.empty": N_(
        "The file {file} has no row with names of columns. Check the row of the header in the"
        " mapping, and that this is the right file."
    ),
    "import.damaged": N_("The file {file} is damaged: {reason}. Get it again from its source."),
    "import.old_excel": N_(
        "The file {file} is a workbook of the old kind (.xls). Save it as .xlsx or as CSV."
    ),
    "import.not_xlsx": N_(
        "The file {file} is not an XLSX workbook. Save it as .xlsx or as CSV (UTF-8)."
    ),
    "import.not_text": N_(
        "The file {file} is not a text file. Save it as CSV (UTF-8) or as an XLSX workbook."
    ),
    "import.utf16": N_(
        "The file {file} is written in UTF-16, the mapping says {encoding}. Save it as CSV (UTF-8)."
    ),
    "import.encoding": N_(
        "Line {line} cannot be read as {encoding}: byte {byte} of that line is {value}. Save the"
        " file as CSV (UTF-8), or write another encoding in the mapping (cp1252 for files of older"
        " Windows programs)."
    ),
    "import.unknown_encoding": N_(
        "The encoding {encoding} of the mapping is not possible. Use one of these: {known}."
    ),
    "import.not_csv": N_(
        "From line {line} on the file is not proper CSV: {reason}. Often a quotation mark is left"
        " out or stands inside a cell; double it there."
    ),
    "import.line_too_long": N_(
        "The row on line {line} is longer than {most} characters. Check that the file has line"
        " ends, and that every quotation mark is closed."
    ),
    "import.too_large": N_("The unpacked file is larger than {most} MB. Split it."),
    "import.too_many_rows": N_("The file has more than {most} rows. Split it."),
    "import.too_many_columns": N_("Line {line} has more than {most} cells. Check the delimiter."),
    "import.workbook_too_large": N_(
        "The workbook {file} has more than {most} cells, or is too large unpacked. Save the sheet"
        " as CSV (UTF-8), for which there is room."
    ),
    "import.no_sheet": N_(
        "The workbook has no sheet {sheet}. Write one of these in the mapping: {known}."
    ),
    "import.column_missing": N_(
        "The file has no column {column}. It has these: {found}. Correct the mapping, or check the"
        " delimiter and the row of the header."
    ),
    "import.column_twice": N_(
        "The file has the column {column} more than once. Give one of them another name."
    ),
    "import.too_slow": N_(
        "The import took longer than {minutes} minutes and was stopped; nothing was changed. Split"
        " the file."
    ),
}

_RUN: Mapping[str, str] = {
    "import.file_changed": N_(
        "The file {file} changed while it was being read. Nothing was imported. Wait until it is"
        " complete, and import it again."
    ),
    "import.moved": N_(
        "Others kept changing what this file refers to while it was being read. Nothing was"
        " imported. Import it again at a quieter moment."
    ),
    "import.no_room": N_(
        "The folder {folder} has no room for the rows of this file: {reason}. Nothing was imported."
        " Make room there, or let TMPDIR name another folder."
    ),
}

_MAPPING: Mapping[str, str] = {
    "mapping.unknown": N_(
        "There is no mapping {mapping}. Use one of these, or the path of a TOML file: {known}."
    ),
    "mapping.not_toml": N_("The mapping {path} is not valid TOML: {reason}. Correct that line."),
    "mapping.invalid": N_(
        "The mapping {path} is not right at {place}: {reason}. Compare it with a shipped mapping."
    ),
    "mapping.target": N_("A mapping cannot have the target {target}. Use one of these: {known}."),
    "mapping.field": N_("The field {field} does not exist for {target}. These do: {known}."),
    "mapping.field_missing": N_("The mapping must say where {field} of {target} comes from."),
    "mapping.no_source": N_(
        "The mapping gives the field {field} neither a column nor a constant. Give it one."
    ),
    "mapping.format": N_(
        "The form of dates {form} is not possible ({part}). Use %Y, %y, %m, %b, %d, %H, %M and %S."
    ),
    "mapping.delimiter": N_(
        "The mapping gives a delimiter or a quotation mark that is not possible: {reason}. Each is"
        " one character."
    ),
    "mapping.time": N_("The time {value} in the mapping is not a time. Write it as HH:MM."),
}

_ROW: Mapping[str, str] = {
    "import.value_missing": N_("The cell is empty and must not be."),
    "import.unknown_value": N_(
        "The mapping does not know the value {value}. Add it to the values of this column."
    ),
    "import.nul": N_("The cell holds a NUL byte: the file is damaged here."),
    "import.cell_error": N_("The cell holds the error {value} of a formula."),
    "import.cell_count": N_(
        "The row has {found} cells, the header has {expected}. Often a delimiter stands in a cell"
        " without quotation marks."
    ),
    "import.too_long": N_("The text has {length} characters; {most} is the most."),
    "import.not_integer": N_("{value} is not a whole number."),
    "import.not_money": N_("{value} is not an amount with the decimal sign of the mapping."),
    "import.not_share": N_("{value} is not a percentage from 0 to 100."),
    "import.not_boolean": N_("{value} is neither yes nor no."),
    "import.not_word": N_("{value} is not possible here. Use one of these: {known}."),
    "import.not_date": N_("{value} is not a date in one of the forms of the mapping."),
    "import.date_range": N_("{value} lies outside the years {first} to {last}."),
    "import.local_gap": N_(
        "{value} does not exist in {zone}: the clock was set forward over it. Correct the time."
    ),
    "import.local_twice": N_(
        "{value} was there twice in {zone}, since the clock was set back; the first is taken."
    ),
    "import.twice": N_("{value} stands earlier in this file too."),
    "import.order_of_times": N_("{at} lies before what happened earlier."),
    "import.later": N_("{at} is still to come."),
    "import.quantity": N_("{quantity} pieces are not possible; 1 to {most} are."),
    "import.unknown_variant": N_("The product {product} has no variant {variant}."),
    "import.no_payer": N_("A price of {price} cents needs a cost centre, and cannot be negative."),
    "import.no_hours": N_("People are promised within hours: give the channel a calendar, too."),
    "import.out_of_bounds": N_("{value} is not possible here; {low} to {high} is."),
    "import.no_calendar": N_("A lead time needs a calendar on which it runs."),
    "import.pinned": N_(
        "{number} is stored with another product, variant or quantity, which a line keeps. Cancel"
        " it and import it under another number."
    ),
    "import.unknown_unit": N_("There is no unit {code}. Import the units first."),
    "import.unknown_department": N_("There is no department {code}. Import the departments first."),
    "import.unknown_cost_centre": N_(
        "There is no cost centre {code}. Import the cost centres first."
    ),
    "import.unknown_location": N_("There is no location {code}. Import the locations first."),
    "import.unknown_person": N_("There is no person {code}. Import the people first."),
    "import.unknown_product": N_(
        "There is no product {code} on that day. Import the products first."
    ),
    "import.unknown_cluster": N_("There is no cluster {code} in the catalogue."),
    "import.unknown_calendar": N_("There is no calendar {code}."),
    "import.unknown_process": N_("There is no process {code}."),
    "import.unknown_channel": N_("There is no channel {code}."),
}

TEXTS: Mapping[str, str] = {**_FILE, **_RUN, **_MAPPING, **_ROW}

_REAL: Mapping[str, str] = {
    "refused": N_("Nothing was imported, because rows are wrong."),
    "none": N_("Nothing was imported: the file has no good row. Correct the rows in it."),
    "partly": N_("The good rows were imported, the wrong ones were left out."),
    "whole": N_("All rows were imported."),
    "same": N_("Nothing had to be changed: all of it is there already."),
}
_TRIED: Mapping[str, str] = {
    "refused": N_("This was only a try. The import would be refused, because rows are wrong."),
    "none": N_("This was only a try. Nothing would be imported: the file has no good row."),
    "partly": N_(
        "This was only a try, nothing was written. The import would take the good rows and leave"
        " out the wrong ones."
    ),
    "whole": N_("This was only a try, nothing was written. The import would take all rows."),
    "same": N_("This was only a try. The import would change nothing: all of it is there already."),
}


def ending(result: ImportResult) -> str:
    """Return how an import ended, or would end: `refused`, `none`, `partly`, `whole` or `same`."""
    if result.is_refused:
        return "refused"
    if result.bad_count:
        return "partly" if result.bad_count < result.read else "none"
    return "whole" if result.added + result.changed else "same"


def verdict(result: ImportResult) -> str:
    """Return how an import ended, or would end, as a sentence."""
    return _((_TRIED if result.is_dry_run else _REAL)[ending(result)])


def figures(result: ImportResult) -> str:
    """Return the figures of an import as a sentence; of a refused one only what is wrong."""
    parts = [ngettext("{n} row read", "{n} rows read", result.read).format(n=number(result.read))]
    if not result.is_refused:
        parts += [
            _("{n} new").format(n=number(result.added)),
            _("{n} changed").format(n=number(result.changed)),
            _("{n} as they were").format(n=number(result.unchanged)),
        ]
    parts.append(_("{n} wrong").format(n=number(result.bad_count)))
    return ", ".join(parts) + "."
