"""Long work that ends in a document or a copy, in a process of its own."""

from collections.abc import Sequence
from pathlib import Path

from fmdesk.bootstrap.opening import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.booklet import Published
from fmdesk.core.domain.report_plan import Made
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.sending import MailDraft, PagesSent
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Progress
from fmdesk.core.services.why_papers import paper_of
from fmdesk.reports.period import render
from fmdesk.reports.writer import render_letter, render_why, render_work_orders


def report_job(
    settings: Settings, month: str, kind: str, language: str, form: str, progress: Progress
) -> bytes:
    """Make a report in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        content = office.services.month.report(month, kind, language, form)
    progress.report(1, 1)
    return content


def period_report_job(
    settings: Settings,
    asked: ReportAsked,
    language: str,
    form: str,
    progress: Progress,
) -> bytes:
    """Make a report of a period in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        figures = office.services.reports.figures(asked, language)
    progress.report(1, 1)
    return render(figures, form)


def make_reports_job(settings: Settings, progress: Progress) -> Made:
    """Make the reports of the month that are due, in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        made = office.services.report_plans.run_due()
    progress.report(1, 1)
    return made


def send_pages_job(settings: Settings, month: str, progress: Progress) -> PagesSent:
    """Send the pages of a closed month, made in this process."""
    with open_office(settings) as office:
        return office.services.sending.send_pages(month, progress)


def send_report_job(settings: Settings, draft: MailDraft, progress: Progress) -> Changes:
    """Send a report to persons, made in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        changes = office.services.sending.send_report(draft)
    progress.report(1, 1)
    return changes


def work_orders_job(
    settings: Settings, line_ids: Sequence[int], unit_id: int, language: str, progress: Progress
) -> bytes:
    """Make the work orders of lines in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        orders = office.services.my_unit.work_orders(line_ids, unit_id, language)
    progress.report(1, 1)
    return render_work_orders(orders, language)


def letter_job(settings: Settings, message_id: int, progress: Progress) -> bytes:
    """Make the letter of a message in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        letter = office.services.messages.letter(message_id)
    progress.report(1, 1)
    return render_letter(letter)


def why_job(settings: Settings, line_id: int, language: str, progress: Progress) -> bytes:
    """Make the paper that explains a line in this process."""
    progress.report(0, 1)
    with open_office(settings) as office:
        paper = paper_of(office.services.whys, line_id, language)
    progress.report(1, 1)
    return render_why(paper, language)


def backup_job(settings: Settings, progress: Progress) -> str:
    """Copy the database in this process, and return where the copy stands."""
    progress.report(0, 1)
    with open_office(settings) as office:
        path = office.make_backup()
    progress.report(1, 1)
    return path


def publish_job(settings: Settings, folder: Path, progress: Progress) -> Published:
    """Write the booklet and the pages of the catalogue, in this process."""
    with open_office(settings) as office:
        return office.services.catalogue.publish(folder, progress)
