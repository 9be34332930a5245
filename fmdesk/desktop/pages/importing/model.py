"""What an import says: how it ended, and a table of the rows it refused."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.import_views import BadRow, ImportResult
from fmdesk.i18n import N_, _, current_language, number
from fmdesk.messages import explain
from fmdesk.messages.importing import ending, figures, verdict
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

_TONES: Mapping[str, str] = {
    "refused": "broken",
    "none": "broken",
    "partly": "risk",
    "whole": "kept",
    "same": "kept",
}


def bad_row_columns() -> tuple[Column[BadRow], ...]:
    """Return the columns of the refused rows and warnings."""
    return (
        Column("line", N_("Line"), lambda row: number(row.line), 76, is_number=True),
        Column("kind", N_("Kind"), lambda _row: "", 118, badge=_badge),
        Column("column", N_("Column"), lambda row: row.column, 110, hint=lambda row: row.column),
        Column("value", N_("In the file"), lambda row: row.value, 160, hint=lambda row: row.value),
        Column("reason", N_("Reason"), _reason, 300, is_stretched=True, hint=_reason),
    )


def _badge(row: BadRow) -> Badge:
    if row.is_warning:
        return Badge("triangle-alert", _("Warning"), "risk")
    return Badge("circle-x", _("Wrong"), "broken")


def _reason(row: BadRow) -> str:
    return explain(DomainError(row.code, **row.params))


def wrong_rows(rows: Sequence[BadRow]) -> bytes:
    """Return wrong rows and warnings as CSV for a spreadsheet, to mend the file by."""
    from fmdesk.reports.tables import harmless  # only to save, and it loads more

    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if current_language() == "nl" else ",")
    writer.writerow([_("Line"), _("Kind"), _("Column"), _("In the file"), _("Reason")])
    for row in rows:
        texts = (_badge(row).word, row.column, row.value, _reason(row))
        writer.writerow([row.line, *map(harmless, texts)])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def summary(result: ImportResult) -> tuple[str, str]:
    """Return what an import did, or would do, and its tone."""
    parts = [verdict(result)]
    if result.is_refused:
        parts.append(_("Correct them in the file, or choose to keep the good rows."))
    parts.append(figures(result))
    if result.bad_count > len(result.bad):
        parts.append(_("Only the first {n} are shown.").format(n=number(len(result.bad))))
    return " ".join(parts), _TONES[ending(result)]
