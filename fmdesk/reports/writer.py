"""The port `ReportWriter`: chooses what makes a document by its kind and form."""

from collections.abc import Callable

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.document import Document, Letterhead
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.goal_views import GoalPaper
from fmdesk.core.domain.letter import Letter
from fmdesk.core.domain.unit_work import WorkOrders
from fmdesk.core.domain.views import MonthFigures
from fmdesk.core.domain.why_paper import WhyPaper
from fmdesk.reports import tables

KINDS = ("monthly", "sanctions")
FORMS = ("pdf", "csv", "xlsx")


class Writer:
    """Renders reports; the layout library is loaded when the first PDF is asked for."""

    def render(self, kind: str, language: str, form: str, figures: MonthFigures) -> bytes:
        """Return a report; see the port.

        Raises:
            InvalidInputError: `report.kind`, `report.language` or `report.form`.
        """
        for code, value, known in (
            ("report.kind", kind, KINDS),
            ("report.language", language, LANGUAGES),
            ("report.form", form, FORMS),
        ):
            if value not in known:
                raise InvalidInputError(code, value=value, known=", ".join(known))
        match form:
            case "csv":
                return tables.csv(figures, kind, language)
            case "xlsx":
                return tables.xlsx(figures, kind, language)
        return _pdf(kind)(figures, language)


def render_work_orders(orders: WorkOrders, language: str) -> bytes:
    """Return work orders as a PDF; equal orders give equal bytes.

    Args:
        orders: What stands on them, one sheet each.
        language: `nl` or `en`.
    """
    from fmdesk.reports.work_order import render  # noqa: PLC0415  # as below

    return render(orders, language)


def render_document(document: Document, head: Letterhead, language: str, form: str) -> bytes:
    """Return a paper that a plugin declared; equal papers give equal bytes.

    Args:
        document: What stands on it.
        head: What stands on every page.
        language: `nl` or `en`, in which it is worded.
        form: `pdf`, or `csv` for its table alone.
    """
    if form == "csv":
        return tables.document_csv(document, language)
    from fmdesk.reports.document import render  # noqa: PLC0415  # as below

    return render(document, head, language)


def render_why(paper: WhyPaper, language: str) -> bytes:
    """Return why a line is judged as it is, as a PDF; equal figures give equal bytes.

    Args:
        paper: What it says.
        language: `nl` or `en`, in which it was gathered.
    """
    from fmdesk.reports.why import render  # noqa: PLC0415  # as below

    return render(paper, language)


def render_goals(paper: GoalPaper) -> bytes:
    """Return the goals of a quarter as a PDF; equal figures give equal bytes."""
    from fmdesk.reports.goals_paper import render  # noqa: PLC0415  # as below

    return render(paper)


def render_letter(letter: Letter) -> bytes:
    """Return a letter as a PDF; equal letters give equal bytes."""
    from fmdesk.reports.letter import render  # noqa: PLC0415  # as below

    return render(letter)


def _pdf(kind: str) -> Callable[[MonthFigures, str], bytes]:
    from fmdesk.reports import monthly, sanctions  # noqa: PLC0415  # 250 ms that others do not need

    return {"monthly": monthly.render, "sanctions": sanctions.render}[kind]
