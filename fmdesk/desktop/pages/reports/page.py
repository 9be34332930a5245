"""The page of the reports: the list at the left, the chosen one beside it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.reporting import ReportFigures, ReportSpec, Scope
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.reports.chooser import Chooser
from fmdesk.desktop.pages.reports.figures import FiguresView
from fmdesk.desktop.pages.reports.presenter import Behind, ReportsPresenter
from fmdesk.desktop.pages.reports.records import RecordsView
from fmdesk.i18n import N_, _, current_language
from fmdesk.reports.period import FORMS, period_words, title_of
from fmdesk.ui.page import Page
from fmdesk.ui.pdfview import PdfView
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.states import State, StateStack

_LIST_WIDTH = 250
_FORM_WORDS = {"pdf": "PDF", "xlsx": "Excel", "csv": "CSV"}


class ReportsPage(Page):
    """One report at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = ReportsPresenter(desk, self)
        self._menu = QMenu(self)
        self._content = b""
        self.texts.say(self.header.title.setText, N_("Reports"))
        self._make_actions()
        self.stack, beside = QStackedWidget(), QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(self._make_list())
        self.stack.addWidget(self._make_report())
        self.records = RecordsView(self.kit, self.texts, self.presenter.rows)
        self.stack.addWidget(self.records)
        row.addWidget(self.stack, 1)
        self.whole = QStackedWidget()  # a paper needs the room of the list too
        self.whole.addWidget(beside)
        self.whole.addWidget(self._make_preview())
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self._connect()

    def _make_actions(self) -> None:
        icon = self.kit.theme.icon
        self.export_button = button(self.offer_exports, icon=icon("download"), name="export")
        self.preview_button = button(
            self.preview,
            kind="primary",
            icon=icon("file-text", "on_accent"),
            name="preview",
            keys="Ctrl P",
        )
        self.kept_button = button(self.show_kept, icon=icon("history"), name="kept", keys="Ctrl M")
        self.texts.say(self.kept_button.setText, N_("Every month…"))
        self.texts.say(self.preview_button.setText, N_("Preview"))
        self.mail_button = button(self.mail, icon=icon("upload"), name="mail")
        for made, text in ((self.mail_button, N_("Send…")), (self.export_button, N_("Export"))):
            self.texts.say(made.setToolTip, text)
            self.texts.say(made.setAccessibleName, text)
        actions = (self.kept_button, self.mail_button, self.export_button, self.preview_button)
        for made in actions:
            self.header.add_action(made)
        for made in (self.kept_button, self.mail_button):
            made.hide()  # until it is known what one may do

    def _make_list(self) -> QWidget:
        self.model: RowsModel[ReportSpec] = RowsModel(
            (
                Column(
                    "title",
                    N_("Report"),
                    lambda one: _(one.title),
                    _LIST_WIDTH,
                    is_stretched=True,
                    hint=lambda one: _(one.reader),
                ),
            ),
            self,
        )
        self.model.set_rows(self.presenter.reports)
        self.list = TableView(self.kit, self.model, "reports.list")
        self.texts.say(self.list.setAccessibleName, N_("Reports"))
        frame = TableFrame(self.list)
        frame.setFixedWidth(_LIST_WIDTH)
        return frame

    def _make_report(self) -> QWidget:
        report = QWidget()
        column = QVBoxLayout(report)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.chooser = Chooser(self.kit, self.texts, self.presenter.span)
        self.figures = FiguresView(self.kit)
        self.texts.say(self.figures.pick.setAccessibleName, N_("Table"))
        self.figures_state = StateStack(self.kit.theme, self.figures)
        column.addWidget(self.chooser)
        column.addWidget(self.figures_state, 1)
        return report

    def _make_preview(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.language = SegmentedControl([(code, code.upper()) for code in LANGUAGES])
        self.language.chosen.connect(self.presenter.preview)
        self.view = PdfView(self.kit, self.texts)
        column.addWidget(self.language)
        column.addWidget(self.view, 1)
        return made

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.choosable.connect(self._offer)
        presenter.wanting.connect(self._show_wanting)
        presenter.failed.connect(lambda problem: show_problem(self, problem, presenter.load))
        presenter.opened.connect(self._show_behind)
        presenter.made.connect(self._show_paper)
        presenter.busy.connect(self._show_busy)
        self.list.moved_to.connect(self._choose)
        self.chooser.spanned.connect(presenter.choose_span)
        self.chooser.scoped.connect(presenter.choose_scope)
        self.figures.opened.connect(presenter.open)
        self.records.closed.connect(self.go_back)
        self.records.line_asked.connect(partial(self._desk.page_asked.emit, "tickets"))
        self.view.close_asked.connect(self.go_back)
        self.view.save_asked.connect(lambda: self._save("pdf", self._content))
        self.view.print_asked.connect(self.print)

    # --- what it shows ---------------------------------------------------------------------------

    def arrive(self, what: object) -> None:
        """Query again; a text is the report to show, a number the unit to show that of."""
        if isinstance(what, int):
            self.presenter.scope = (Scope.UNIT, what)
            what = "unit"
        if self.presenter.figures is None:
            self.show_loading(_("Fetching the figures."))
        places = [one.id for one in self.presenter.reports]
        place = (
            places.index(what) if isinstance(what, str) else places.index(self.presenter.report.id)
        )
        if place != self.list.current_row():
            self.list.go_to(place)
        else:
            self.presenter.load()

    def _choose(self, place: int) -> None:
        report = self.model.row_at(place)
        if report is not None:
            self.stack.setCurrentIndex(0)
            self.whole.setCurrentIndex(0)
            self.presenter.choose(report.id)

    def _offer(self, choices: Sequence[tuple[Scope, Choice]]) -> None:
        presenter = self.presenter
        self.chooser.offer(choices, presenter.scope, needs=presenter.needs)
        self.mail_button.setVisible(presenter.may_send)
        self.kept_button.setVisible(not presenter.is_partial)

    def _show(self, figures: ReportFigures) -> None:
        is_first = self.states.currentWidget() is not self.content
        self.show_content()
        self.figures.show_figures(figures)
        self.figures_state.show_content()
        self.header.aside.setText(_(figures.spec.reader))
        if is_first:
            self.give_keys(self.list)

    def _show_wanting(self) -> None:
        self.show_content()
        title, words = (
            _("Nobody to report of"),
            _("Add units and departments under Administration first."),
        )
        if self.presenter.is_partial:
            title = _("Not for units")
            words = _("Choose a report that can be restricted to your own unit.")
        self.figures_state.show_state(State.EMPTY, title, words)

    def _show_busy(self, is_busy: bool) -> None:
        for made in (self.export_button, self.preview_button):
            made.setEnabled(not is_busy)

    def _show_behind(self, behind: Behind) -> None:
        self.stack.setCurrentWidget(self.records)
        self.records.show_behind(behind)

    def _show_paper(self, content: bytes) -> None:
        self._content = content
        self.view.show_pdf(content)
        self.whole.setCurrentIndex(1)
        self.view.list.setFocus()

    def go_back(self) -> bool:
        """Close the preview or the records; tell whether one was open."""
        if self.stack.currentIndex() == 0 and self.whole.currentIndex() == 0:
            return False
        self.stack.setCurrentIndex(0)
        self.whole.setCurrentIndex(0)
        self.end()
        self.give_keys(self.list)
        return True

    def end(self) -> None:
        """Give the document of the preview back."""
        self.view.clear()

    # --- what is done ----------------------------------------------------------------------------

    def preview(self) -> None:
        """Show the report as it is printed."""
        if self.preview_button.isEnabled() and self.presenter.figures is not None:
            self.language.choose(current_language())
            self.presenter.preview(current_language())

    def show_kept(self) -> None:
        """Show the reports that make themselves."""
        from fmdesk.desktop.pages.reports.kept import KeptDialog

        if self.kept_button.isVisible():
            KeptDialog(self, self._desk, self.presenter).open()

    def mail(self) -> None:
        """Ask who gets the report by e-mail."""
        from fmdesk.desktop.pages.reports.mailing import MailDialog

        figures = self.presenter.figures
        if (
            figures is not None and self.mail_button.isVisible()
        ):  # what is in view, though another choice is being fetched
            title = f"{title_of(figures)}, {period_words(figures.asked)}"
            MailDialog(self, self._desk, figures.asked, title).open()

    def offer_exports(self) -> None:
        """Offer the report in every form."""
        self._menu.clear()
        for form in FORMS:
            action = self._menu.addAction(_(_FORM_WORDS[form]))
            action.setObjectName(f"export_{form}")
            action.triggered.connect(partial(self._export, form))
        self._menu.popup(self.export_button.mapToGlobal(self.export_button.rect().bottomLeft()))

    def _export(self, form: str, _is_on: bool = False) -> None:
        target = self._target(form)
        if target is not None:
            self.presenter.export(form, target)

    def _save(self, form: str, content: bytes) -> None:
        target = self._target(form)
        if target is not None:
            self.presenter.save(content, target)

    def _target(self, form: str) -> Path | None:
        asked = self.presenter.asked
        name = f"{asked.report}-{asked.first}-{asked.last}-{current_language()}.{form}"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), name, f"*.{form}")
        return Path(chosen) if chosen else None

    def print(self) -> None:
        """Ask for printer and pages, and print."""
        from fmdesk.ui.pdfprint import print_pages

        if self.view.pages is not None:
            print_pages(self, self.view.pages, _(self.presenter.report.title))

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        if self.presenter.figures is not None:
            self.presenter.load()
