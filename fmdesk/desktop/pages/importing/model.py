"""What an import says: its figures, and a table of the rows it refused."""

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.views import BadRow, ImportResult
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.messages import explain
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge


def bad_row_columns() -> tuple[Column[BadRow], ...]:
    """Return the columns of the refused rows and warnings."""
    return (
        Column("line", N_("Line"), lambda row: number(row.line), 76, is_number=True),
        Column("kind", N_("Kind"), lambda _row: "", 118, badge=_badge),
        Column("column", N_("Column"), lambda row: row.column, 140),
        Column("reason", N_("Reason"), _reason, 300, is_stretched=True, hint=_reason),
    )


def _badge(row: BadRow) -> Badge:
    if row.is_warning:
        return Badge("triangle-alert", _("Warning"), "risk")
    return Badge("circle-x", _("Refused"), "broken")


def _reason(row: BadRow) -> str:
    return explain(DomainError(row.code, **row.params))


def summary(result: ImportResult) -> tuple[str, str]:
    """Return what an import did, or would do, and its tone."""
    bad = ngettext("{n} row refused", "{n} rows refused", result.bad_count)
    parts = [
        ngettext("{n} row read", "{n} rows read", result.read).format(n=number(result.read)),
        _("{n} new").format(n=number(result.added)),
        _("{n} changed").format(n=number(result.changed)),
        _("{n} as they were").format(n=number(result.unchanged)),
        bad.format(n=number(result.bad_count)),
    ]
    figures = ", ".join(parts)
    if result.is_refused:
        return _("Nothing was written, since rows are wrong: {figures}.").format(figures=figures), (
            "broken"
        )
    if result.is_dry_run:
        return _("Only tried, nothing was written: {figures}.").format(figures=figures), (
            "risk" if result.bad_count else "kept"
        )
    return _("Imported: {figures}.").format(figures=figures), "risk" if result.bad_count else "kept"
