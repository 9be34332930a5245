"""Take the pictures of the documentation: every page, on the starter office.

Both languages, light and dark, at 100 and 200 %. The office is built in a temporary folder; nothing
of the user's own is read. A picture is called `page-language.png`; one in another theme than light
or at another scale than 100 % says so: `page-language-dark-200.png`.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

from PIL import Image
from PySide6.QtCore import QDeadlineTimer, QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton

from fmdesk.bootstrap import Silent, make_office, open_office
from fmdesk.config import LANGUAGES, THEMES, Settings
from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.budget_views import BudgetDraft
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.core.domain.talk import ActionDraft, PlanDraft, TalkDraft
from fmdesk.core.domain.talk_views import AccountAsked
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Choice, TicketFilter
from fmdesk.core.services.office import Services
from fmdesk.core.services.why_papers import paper_of
from fmdesk.desktop.app import Faults, make_application, make_window
from fmdesk.desktop.shell import MainWindow
from fmdesk.reports.period import render
from fmdesk.reports.writer import render_why
from fmdesk.ui.page import Page
from fmdesk.ui.pdfpages import PdfPages

DEPARTMENT, PAYS = "financien", "publiek"
UNIT, PAYER = "Magazijn en inkoop", "Financiën"
"""The department whose agreement and account are shown."""
FRIDAY = 5
ROOT = Path(__file__).resolve().parents[1]
USER = "n.jansen"
SHORTER = 16
"""Hours, instead of the 24 that are promised."""
STOCK_CHARTER = "charter:supplies.stock_24h"
"""Who works at the example desk."""
WAIT_MS = 20_000
QUIET = 40
"""Rounds of 10 ms in which nothing is under way."""
PAPER_WIDTH = 620
FULL = 100
"""The scale in percent at which a picture's name says nothing."""
COLOURS = 256
"""Enough for a window; a picture then takes a third of the room."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the window, or of the dialog that stands over it at last.

    Attributes:
        name: How its file is called.
        page: The page that is opened.
        what: Asked of the services: what the page shall show.
        steps: Done on the page one after the other, each when the one before has settled.
        action: Opens a dialog.
    """

    name: str
    page: str = "tickets"
    what: Callable[[Services], object] = lambda _services: None
    steps: tuple[Callable[[Page], object], ...] = ()
    action: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One page of a PDF, on white whatever the theme.

    Attributes:
        name: How its file is called.
        make: Makes the PDF in a language.
        number: Which page, from 1.
    """

    name: str
    make: Callable[[Services, str], bytes]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Round:
    """What one process takes: all pictures at one scale.

    Attributes:
        office: Data folder with the office, this round's own.
        folder: Where the pictures go.
        scale: In percent.
        size: Width and height of the window, before scaling.
    """

    office: Path
    folder: Path
    scale: int
    size: tuple[int, int]
    languages: Sequence[str]
    themes: Sequence[str]
    only: Sequence[str]

    def path(self, name: str, language: str, theme: str) -> Path:
        """Return the file of a picture."""
        parts = [name, language]
        parts += [theme] if theme != "light" else []
        parts += [str(self.scale)] if self.scale != FULL else []
        return self.folder / f"{'-'.join(parts)}.png"

    def wants(self, name: str) -> bool:
        """Tell whether this picture is taken."""
        return not self.only or name in self.only


def mark_some(page: Page) -> None:
    """Select five rows of the list."""
    for _row in range(5):
        page.table.mark()


def all_tickets(_services: Services) -> TicketFilter:
    return TicketFilter()


def broken_lines(services: Services) -> TicketFilter:
    return TicketFilter(month=last_month(services), outcome=Outcome.BROKEN)


def overdue(_services: Services) -> Counted:
    return Counted(Figure.OVERDUE)


def last_month(services: Services) -> str:
    return services.month.states()[1].month


def show_decided_goal(page: Page) -> None:
    """Show the month before the last one, about which something was decided."""
    page.result_table.go_to(2)


def closed_month(services: Services) -> str:
    """Return the first month, closed by now."""
    first = services.month.states()[-1]
    if not first.is_closed:
        services.month.close(uuid4(), first.month, Silent())
    return first.month


def open_line(services: Services) -> int:
    """Return the newest line that is open."""
    wanted = TicketFilter(states=(LineState.NEW, LineState.RUNNING))
    return next(one for piece in services.queries.list_ids(wanted) for one in piece)


def some_objections(services: Services) -> str:
    """Let the unit of who is signed in object to some sanctions; show what waits."""
    said = (
        "De klant was niet op zijn plek; de bezorger heeft twee keer gebeld.",
        "De lift stond stil, zie de storing van die ochtend.",
        "Het adres op de bon klopte niet.",
    )
    sanctions = services.sanctions
    if not sanctions.open("nl"):
        rows = sanctions.owed(services.access.me().unit_id or 0, "nl")
        for row, words in zip((one for one in rows if one.may_object), said, strict=False):
            sanctions.object_to(SanctionDraft(uuid4(), row.id, "objection", words))
    return "open"


def a_talk(services: Services) -> str:
    """Log a talk with a department, with an action that is late by now, and prepare the next."""
    months, talks = (last_month(services),) * 2, services.talks
    today = services.time.wall().date()
    asked = AccountAsked(DEPARTMENT, *months)
    if not talks.account(asked, "nl").talks:
        units = {one.name: one.unit for one in talks.owners(DEPARTMENT) if one.unit}
        held, due = today - timedelta(days=40), today - timedelta(days=5)
        name, unit = next(iter(units.items()))
        what = (ActionDraft("Levertijd van bureaustoelen nakijken", "", unit, due),
                ActionDraft("Nieuwe medewerkers wijzen op de catalogus", "", unit,
                            today + timedelta(days=20)))  # fmt: skip
        said = "De stoelen kwamen te laat; over de post is men tevreden."
        agreed = f"{name} meldt voortaan vertraging voordat de dag om is."
        people = "Hoofd Financiën, accountmanager"
        talks.hold(TalkDraft(uuid4(), DEPARTMENT, held, *months, people, said, agreed, what))
        points = "Levertijd van stoelen\nBudget van dit jaar"
        day = today + timedelta(days=9)
        talks.prepare(PlanDraft(uuid4(), DEPARTMENT, day, *months, people, points))
    return DEPARTMENT


def a_unit_action(services: Services) -> int:
    """Log a talk in which the unit that is shown agrees to something; return the unit."""
    units = {one.name: one.unit for one in services.talks.owners(PAYS) if one.unit}
    (unit,) = (one for one in services.queries.choices("unit", "", "nl", 99) if one.text == UNIT)
    months, today = (last_month(services),) * 2, services.time.wall().date()
    asked = AccountAsked(PAYS, *months)
    if not services.talks.account(asked, "nl").talks:
        said = {"Voorraad van stoelen tellen": -1, "Vertraging melden voordat de dag om is": 9}
        what = tuple(
            ActionDraft(text, "", units[UNIT], today + timedelta(days=n))
            for text, n in said.items()
        )
        held = today - timedelta(days=14)
        services.talks.hold(TalkDraft(uuid4(), PAYS, held, *months, "Hoofd", "Te laat.", "", what))
    return int(unit.code)


def some_budgets(services: Services) -> None:
    """Give a cost centre another year, a quarter and a month that may cost nothing."""
    year = services.time.wall().year
    found = services.budgets.page(year, "nl").rows
    if not any(row.is_sum for row in found):
        first, month = found[-1], services.time.wall().month  # nobody of it calls in a picture
        code, quarter = first.cost_centre, (month - 1) // 3 * 3 + 1
        more = BudgetDraft(uuid4(), code, year, 12, 1, first.cents + 500_000, "Verhuizing",
                           first.versions[0].number)  # fmt: skip
        services.budgets.save(more)
        for months, begin, cents in ((3, quarter, 120_000), (1, month, 0)):
            services.budgets.save(BudgetDraft(uuid4(), code, year, months, begin, cents))


def open_first(page: Page) -> None:
    page.open_row(0)


def show_day(page: Page) -> None:
    """The first working day from today on."""
    page.show_tab("plan")
    page.plan.days.span.choose("day")
    day = page.kit.time.wall().date()
    while day.isoweekday() > FRIDAY:
        day += timedelta(days=1)
    page.plan.days.go_to(day)
    page.plan.load()


def show_week(page: Page) -> None:
    show_day(page)
    page.plan.days.span.choose("week")
    page.plan.load()


def choose_booking(page: Page) -> None:
    """The first booking of that day which can be changed."""
    found = page.plan.planner.scene.data.boxes
    page.plan.planner.choose(next(box.id for box in found if box.may_change))


def repeat_weekly(_page: Page) -> None:
    """Ask for the room of the dialog in front each week."""
    dialog = QApplication.activeModalWidget()
    dialog.person.pick(Choice("P1", "Jansen, A."))
    dialog.repeat.setCurrentIndex(dialog.repeat.findData("WEEKLY"))
    dialog.save()


def show_paper(page: Page) -> None:
    """Anneke calls for paper."""
    page.presenter.find_callers("Jansen", lambda found: page.caller.requester.pick(found[0]))
    page.presenter.find_products("papier", lambda found: page.line.finder.pick(found[0]))


def show_fault(page: Page) -> None:
    """Anneke calls about a coffee machine."""
    page.presenter.find_callers("Jansen", lambda found: page.caller.requester.pick(found[0]))
    page.presenter.find_products("automaat defect", lambda found: page.line.finder.pick(found[0]))


def find_machine(page: Page) -> None:
    """Look for the machine that is meant."""
    asset = page.line.form.field("asset")
    asset.setFocus()
    asset.field.setText("automaat")
    asset.field.search_now()


def show_last_quarter(page: Page) -> None:
    """The quarter of the last full month."""
    page.chooser.kind.findChild(QPushButton, "quarter").click()


def open_figure(page: Page) -> None:
    """The lines behind the first figure."""
    page.figures.tables[0].cell_opened.emit(0, "lines")


def try_charter(page: Page) -> None:
    """Show what a shorter limit would have done."""
    page.trial.limit.setValue(SHORTER)
    page.trial.run()


def month_report(kind: str, services: Services, language: str) -> bytes:
    """A report of the last full month."""
    return services.month.report(last_month(services), kind, language, "pdf")


def period_report(report: Scope, services: Services, language: str) -> bytes:
    """What a unit or a department reads about its last full month."""
    month = last_month(services)
    names = {Scope.UNIT: UNIT, Scope.DEPARTMENT: PAYER}
    choices = services.reports.choices(report, language)
    number = next(int(one.code) for one in choices if one.text == names[report])
    asked = ReportAsked(report.value, month, month, report.value, number)
    return render(services.reports.figures(asked, language), "pdf")


def why_paper(services: Services, language: str) -> bytes:
    """Why a line was broken that costs its unit something."""
    broken = services.month.figures(last_month(services)).broken
    line = next(one.line_id for one in broken if one.cents and one.state != "trial")
    return render_why(paper_of(services.whys, line, language), language)


def agreement_paper(services: Services, language: str) -> bytes:
    """What is agreed with a department, to be signed."""
    agreed = services.agreements.view(DEPARTMENT, language).agreement
    return services.agreements.paper(DEPARTMENT, agreed.number)


SHOTS = (
    Shot("tickets", what=all_tickets),
    Shot("list-many", what=all_tickets, steps=(mark_some,)),
    Shot("line", what=broken_lines, steps=(open_first, lambda p: p.line.tabs.setCurrentIndex(0))),
    Shot("why", what=broken_lines, steps=(open_first, lambda p: p.line.show_why())),
    Shot("my-unit", "my_unit", steps=(lambda p: p.show_tab("work"),)),
    Shot("my-unit-people", "my_unit", steps=(lambda p: p.show_tab("people"),)),
    Shot("my-unit-questions", "my_unit", steps=(lambda p: p.show_tab("questions"),)),
    Shot("my-unit-actions", "my_unit", a_unit_action, (lambda p: p.show_tab("todo"),)),
    Shot("board", "board", overdue),
    Shot("ticket", "ticket", open_line, (lambda p: p.line.show_timeline(),)),
    Shot("call-backs", "call_backs"),
    Shot("incoming", "incoming"),
    Shot("messages", "messages"),
    Shot("catalogue", "catalogue", steps=(lambda p: p.show_section("products"),)),
    Shot("catalogue-guides", "catalogue", steps=(lambda p: p.show_section("guides"),)),
    Shot("catalogue-processes", "catalogue", steps=(lambda p: p.show_section("processes"),)),
    Shot("catalogue-proposals", "catalogue", steps=(lambda p: p.show_section("proposals"),)),
    Shot("catalogue-clusters", "catalogue", action="clusters"),
    Shot("charters", "charters"),
    Shot("charter-editor", "charters", lambda _services: STOCK_CHARTER, (lambda p: p.edit(),)),
    Shot("agreements", "agreements", lambda _services: DEPARTMENT),
    Shot("budgets", "budgets", some_budgets),
    Shot("budget-lines", "budgets", some_budgets, (lambda p: p.table.opened.emit(0),)),
    Shot("account", "account", a_talk),
    Shot("account-agenda", "account", a_talk, (lambda p: p.print(),)),
    Shot("account-actions", "account", a_talk, (lambda p: p.show_actions(),)),
    Shot("account-log", "account", a_talk, (lambda p: p.log(),)),
    Shot(
        "charter-trial",
        "charters",
        lambda _services: STOCK_CHARTER,
        (lambda p: p.try_out(), try_charter),
    ),
    Shot("goals", "goals", steps=(show_decided_goal,)),
    Shot("reviews", "reviews"),
    Shot("month", "month", last_month),
    Shot("month-send", "month", closed_month, (lambda p: p.steps.send(),)),
    Shot("objections", "objections", some_objections),
    Shot("preview", "month", steps=(lambda p: p.preview(),)),
    Shot("reports", "reports", lambda _services: "demand", (show_last_quarter,)),
    Shot(
        "report-mail",
        "reports",
        lambda _services: "demand",
        (show_last_quarter, lambda p: p.mail()),
    ),
    Shot("report-unit", "reports", lambda _services: "unit", (show_last_quarter,)),
    Shot("report-behind", "reports", lambda _services: "demand", (open_figure,)),
    Shot("stock", "supplies.stock"),
    Shot("stock-movements", "supplies.stock", steps=(lambda p: p.show_section("movements"),)),
    Shot("stock-receipts", "supplies.stock", steps=(lambda p: p.show_section("receipts"),)),
    Shot("stock-reorder", "supplies.stock", steps=(lambda p: p.show_section("reorder"),)),
    Shot("stock-waiting", "supplies.stock", steps=(lambda p: p.show_section("waiting"),)),
    Shot("stock-counts", "supplies.stock", steps=(lambda p: p.show_section("counts"),)),
    Shot("stock-articles", "supplies.stock", steps=(lambda p: p.show_section("articles"),)),
    Shot("rooms", "rooms.page", steps=(show_day,)),
    Shot("rooms-week", "rooms.page", steps=(show_week,)),
    Shot("rooms-waiting", "rooms.page", steps=(lambda p: p.show_tab("waiting"),)),
    Shot("rooms-requests", "rooms.page", steps=(lambda p: p.show_tab("requests"),)),
    *(
        Shot(name, "rooms.page", steps=(show_day, choose_booking, *steps))
        for name, steps in (
            ("rooms-book", (lambda p: p.plan.book_here(),)),
            ("rooms-series", (lambda p: p.plan.book_here(), repeat_weekly)),
            ("rooms-change", (lambda p: p.plan.doing.change(),)),
            ("rooms-cancel", (lambda p: p.plan.doing.cancel(),)),
            ("rooms-export", (lambda p: p.plan.doing.export(),)),
        )
    ),
    Shot("faults", "faults.page", steps=(lambda p: p.show_tab("faults"),)),
    Shot("majors", "faults.page", steps=(lambda p: p.show_tab("majors"),)),
    Shot("assets", "faults.page", steps=(lambda p: p.show_tab("assets"),)),
    Shot("maintenance", "faults.page", steps=(lambda p: p.show_tab("plans"),)),
    Shot("matrix", "faults.page", steps=(lambda p: p.show_tab("matrix"),)),
    Shot("administration", "administration", steps=(lambda p: p.sections.setCurrentRow(0),)),
    Shot("plugins", "plugins"),
    Shot("audit", "audit"),
    Shot("calendars", "administration", steps=(lambda p: p.sections.setCurrentRow(6),)),
    Shot("templates", "administration", steps=(lambda p: p.sections.setCurrentRow(9),)),
    Shot(
        "mail-server",
        "administration",
        steps=(lambda p: p.sections.setCurrentRow(11), lambda p: p.table.go_to(2)),
    ),
    Shot("sign-in", action="switch_user"),
    Shot("intake", "intake", steps=(show_paper,)),
    Shot("intake-fault", "intake", steps=(show_fault, find_machine)),
    Shot("import", action="import"),
    Shot("keys", action="shortcuts"),
)
PAPERS = (
    Paper("report-monthly", partial(month_report, "monthly")),
    Paper("report-sanctions", partial(month_report, "sanctions"), 2),
    Paper("paper-why", why_paper),
    Paper("paper-unit", partial(period_report, Scope.UNIT)),
    Paper("paper-department", partial(period_report, Scope.DEPARTMENT)),
    Paper("paper-agreement", agreement_paper),
)


def main() -> None:
    """Build the office once, then take the pictures of each scale in a process of its own."""
    asked = arguments()
    os.environ["LOGNAME"] = USER
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        built = Path(place, "office")
        with open_office(Settings(data_dir=built), is_created=True) as office:
            office.build_demo("starter", Silent())
            for shot in SHOTS:  # what they bring about is there before the first picture of all
                shot.what(office.services)
        first = Round(
            built,
            asked.folder,
            FULL,
            tuple(map(int, asked.size.split("x"))),
            asked.language,
            asked.theme,
            asked.only,
        )
        rounds = [replace(first, scale=one, office=Path(place, str(one))) for one in asked.scale]
        for one in rounds:
            shutil.copytree(built, one.office)
        # Qt reads the scale once, when it starts.
        with ProcessPoolExecutor(mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
            for taken in pool.map(take, rounds):
                print(*taken, sep="\n")


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    names = [one.name for one in (*SHOTS, *PAPERS)]
    parser = argparse.ArgumentParser("scripts/screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--theme", nargs="+", choices=THEMES, default=["light", "dark"])
    parser.add_argument("--scale", nargs="+", type=int, default=[FULL, 2 * FULL], metavar="PERCENT")
    parser.add_argument("--language", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--size", default="1280x800", metavar="WIDTHxHEIGHT")
    parser.add_argument("--only", nargs="+", choices=names, default=(), metavar="PICTURE")
    return parser.parse_args()


def take(asked: Round) -> list[Path]:
    """Open the window on the office and take the pictures, in a process that is new."""
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale / FULL)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings = Settings(data_dir=asked.office)
    app, office, faults = make_application(), make_office(settings), Faults()
    window = make_window(app, settings, lambda: office.services, faults)
    window.resize(QSize(*asked.size))
    window.show()
    settle(window)
    taken = [*take_window(window, asked), *take_papers(office.services, asked)]
    window.close()
    office.close()
    return taken


def take_window(window: MainWindow, asked: Round) -> Iterator[Path]:
    """Take each shot in each theme and language."""
    for theme in asked.themes:
        window.theme.choose(theme)
        for language in asked.languages:
            window.speak(language)
            for shot in filter(lambda one: asked.wants(one.name), SHOTS):
                path = asked.path(shot.name, language, theme)
                take_shot(window, shot, path)
                yield path


def take_shot(window: MainWindow, shot: Shot, path: Path) -> None:
    """Lead the window to what is taken, and take it."""
    while window.page().go_back():
        settle(window)
    window.open_page(shot.page, shot.what(window.desk.services))
    settle(window)
    for step in shot.steps:
        step(window.page())
        settle(window)
    if shot.action:
        window.actions_[shot.action].trigger()
        settle(window)
    window.toast.hide()  # what was said in between
    save((QApplication.activeModalWidget() or window).grab(), path)
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()


def take_papers(services: Services, asked: Round) -> Iterator[Path]:
    """Take the pages of the papers."""
    for language in asked.languages:
        for paper in filter(lambda one: asked.wants(one.name), PAPERS):
            pages = PdfPages(paper.make(services, language))
            path = asked.path(paper.name, language, "light")
            save(pages.picture(paper.number - 1, PAPER_WIDTH * asked.scale // FULL), path)
            pages.close()
            yield path


def save(picture: QPixmap | QImage, path: Path) -> None:
    """Write a picture with few colours, as small as it gets."""
    picture.save(str(path))
    with Image.open(path) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def settle(window: MainWindow) -> None:
    """Wait until nothing is fetched or computed any more."""
    app = QApplication.instance()
    quiet, deadline = 0, QDeadlineTimer(WAIT_MS)
    while quiet < QUIET:
        if deadline.hasExpired():
            sys.exit(f"{window.page_name} does not settle within {WAIT_MS} ms.")
        app.processEvents()
        app.thread().msleep(10)
        is_busy = window.desk is None or window.kit.runner.is_busy
        quiet = 0 if is_busy else quiet + 1


if __name__ == "__main__":
    main()
