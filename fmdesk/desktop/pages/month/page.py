"""The month page: choose, run control, read, open, preview, close."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QStackedWidget, QVBoxLayout

from fmdesk.core.domain.views import MonthFigures, MonthState
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.month.dialogs import CloseDialog
from fmdesk.desktop.pages.month.figures import FiguresView
from fmdesk.desktop.pages.month.model import state_icon
from fmdesk.desktop.pages.month.presenter import Behind, MonthPresenter
from fmdesk.desktop.pages.month.preview import KINDS, Preview
from fmdesk.desktop.pages.month.step_acts import StepActs
from fmdesk.desktop.pages.month.verdicts import VerdictsView
from fmdesk.desktop.words import month_words
from fmdesk.i18n import N_, _, current_language, stamp
from fmdesk.ui.page import Page
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.states import State, StateStack

FORMS = (("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"))


class MonthPage(Page):
    """One month at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = MonthPresenter(desk, self)
        self._menu = QMenu(self)
        self.texts.say(self.header.title.setText, N_("Month"))
        self._make_chooser()
        self._make_actions()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        self.figures = FiguresView(self.kit, self.texts)
        self.figures_state = StateStack(self.kit.theme, self.figures)
        self.preview_view = Preview(self.kit, self.texts)
        self.steps = StepActs(self, desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.figures_state)
        self.stack.addWidget(self.preview_view)
        self.verdicts = VerdictsView(self.kit, self.texts, self.presenter.rows_behind)
        self.stack.addWidget(self.verdicts)
        column.addWidget(self.stack)
        self._connect()

    def _connect(self) -> None:
        presenter, desk = self.presenter, self._desk
        presenter.listed.connect(self._show_months)
        presenter.shown.connect(self._show_figures)
        presenter.progressed.connect(self.figures.show_progress)
        self.figures.step_asked.connect(lambda name: getattr(self.steps, name)())
        presenter.busy.connect(self._show_busy)
        presenter.reported.connect(self._show_report)
        presenter.failed.connect(lambda problem: show_problem(self, problem, presenter.load))
        self.figures.lines_asked.connect(partial(desk.page_asked.emit, "tickets"))
        self.figures.verdicts_asked.connect(presenter.open)
        presenter.opened.connect(self._show_behind)
        for view in (self.figures, self.verdicts):
            view.line_asked.connect(partial(desk.page_asked.emit, "tickets"))
        self.verdicts.closed.connect(self.go_back)
        self.verdicts.decide.clicked.connect(self.rule)
        self.preview_view.asked.connect(presenter.report)
        self.preview_view.save_asked.connect(presenter.save)
        self.preview_view.closed.connect(self.go_back)

    def _make_chooser(self) -> None:
        icon = self.kit.theme.icon
        self.earlier = button(
            lambda: self.presenter.step(-1), kind="quiet", icon=icon("chevron-left"), name="earlier"
        )
        self.later = button(
            lambda: self.presenter.step(1), kind="quiet", icon=icon("chevron-right"), name="later"
        )
        self.chooser = QComboBox()
        self.chooser.setObjectName("month")
        self.chooser.setMinimumWidth(176)
        self.texts.say(self.earlier.setAccessibleName, N_("Earlier month"))
        self.texts.say(self.later.setAccessibleName, N_("Later month"))
        self.texts.say(self.chooser.setAccessibleName, N_("Month"))
        self.chooser.activated.connect(
            lambda place: self.presenter.choose(self.chooser.itemData(place))
        )
        self.badge = StatusBadge(self.kit.theme, Badge("circle-dot", ""))
        row = self.header.layout()
        for place, made in enumerate((self.earlier, self.chooser, self.later, self.badge)):
            row.insertWidget(2 + place, made)  # type: ignore[union-attr]  # a header has one

    def _make_actions(self) -> None:
        icon = self.kit.theme.icon
        self.close_button = button(self.close_month, icon=icon("lock"), name="close_month")
        self.export_button = button(self.offer_exports, icon=icon("download"), name="export")
        self.preview_button = button(self.preview, icon=icon("file-text"), name="preview")
        self.control_button = button(
            self.run_control,
            kind="primary",
            icon=icon("scale", "on_accent"),
            name="control",
            keys="Ctrl ↵",
        )
        for made, text in (
            (self.close_button, N_("Close…")),
            (self.preview_button, N_("Preview")),
            (self.control_button, N_("Run control")),
        ):
            self.texts.say(made.setText, text)
        self.texts.say(self.export_button.setToolTip, N_("Export"))
        self.texts.say(self.export_button.setAccessibleName, N_("Export"))
        for made in (
            self.close_button,
            self.export_button,
            self.preview_button,
            self.control_button,
        ):
            self.header.add_action(made)

    def arrive(self, what: object) -> None:
        """Query again; a text is a month to show."""
        if isinstance(what, str):
            self.presenter.month = what
        if not self.presenter.states:
            self.show_loading(_("Fetching the months."))
        self.presenter.load()

    def _show_months(self, states: tuple[MonthState, ...]) -> None:
        if not states:
            self.show_empty(
                _("No months yet"),
                _("A month appears here with its first ticket. Take an order, or import a file."),
                (_("Import…"), lambda: self._desk.action_asked.emit("import")),
            )
            return
        self.show_content()
        self.chooser.clear()
        for state in states:
            icon = self.kit.theme.icon(state_icon(state), "muted")
            self.chooser.addItem(icon, month_words(state.month), state.month)

    def _show_figures(self, figures: MonthFigures | None) -> None:
        state = self.presenter.state
        self.chooser.setCurrentIndex(self.chooser.findData(self.presenter.month))
        is_closed = state is not None and state.is_closed
        names = [one.month for one in self.presenter.states]
        self.later.setEnabled(self.presenter.month != names[0])
        self.earlier.setEnabled(self.presenter.month != names[-1])
        self.close_button.setEnabled(figures is not None and not is_closed)
        self.control_button.setEnabled(not is_closed)
        for made in (self.preview_button, self.export_button):
            made.setEnabled(figures is not None)
        self._show_badge(figures)
        if figures is None:
            self.figures_state.show_state(
                State.EMPTY,
                _("Not judged yet"),
                _(
                    "Run control to judge {month}. It is a draft: run it as often as you like."
                ).format(month=month_words(self.presenter.month)),
                (_("Run control"), self.run_control),
            )
            return
        self.figures.show_figures(figures)
        self.figures_state.show_content()
        if self.focusWidget() in {None, self.earlier}:
            self.give_keys(self.figures.tabs.currentWidget())

    def _show_badge(self, figures: MonthFigures | None) -> None:
        if figures is None:
            self.badge.show_badge(Badge("circle-dot", _("Open"), "neutral"))
        elif figures.is_closed:
            self.badge.show_badge(Badge("lock", _("Closed"), "kept"))
            words = _("Closed, revision {n}").format(n=figures.revision)
            self.badge.setToolTip(words)
        else:
            self.badge.show_badge(Badge("pencil", _("Draft"), "risk"))
            words = _("Draft of {at}").format(at=stamp(figures.as_of, self.kit.zone))
            self.badge.setToolTip(words)

    def _show_busy(self, is_busy: bool) -> None:
        for made in (
            self.control_button,
            self.close_button,
            self.preview_button,
            self.export_button,
        ):
            made.setEnabled(not is_busy)
        if not is_busy and self.presenter.states:
            self._show_figures(self.presenter.figures)

    def run_control(self) -> None:
        """Judge the chosen month."""
        if self.control_button.isEnabled():
            self.presenter.control()

    def preview(self) -> None:
        """Show the report of the month in the window."""
        if self.preview_button.isEnabled():
            self.preview_view.language.choose(current_language())
            self.preview_view.ask()

    def _show_report(self, content: bytes, kind: str, language: str) -> None:
        name = f"{kind}-{self.presenter.month}-{language}.pdf"
        self.preview_view.show_report(content, name)
        self.stack.setCurrentWidget(self.preview_view)

    def _show_behind(self, behind: Behind) -> None:
        self.stack.setCurrentWidget(self.verdicts)
        self.verdicts.show_behind(behind)

    def go_back(self) -> bool:
        """Close the preview or the verdicts; tell whether one was open."""
        if self.stack.currentWidget() is self.figures_state:
            return False
        self.stack.setCurrentWidget(self.figures_state)
        self.end()
        return True

    def end(self) -> None:
        """Give the document of the preview back."""
        self.preview_view.view.clear()

    def offer_exports(self) -> None:
        """Offer both reports in every form."""
        menu = self._menu
        menu.clear()
        for kind, title in KINDS:
            for form, words in FORMS:
                action = menu.addAction(f"{_(title)} · {words}")
                action.setObjectName(f"export_{kind}_{form}")
                action.triggered.connect(partial(self._export, kind, form))
            menu.addSeparator()
        journal = menu.addAction(f"{_('Journal for finance')}… · CSV")
        journal.setObjectName("export_journal")
        journal.triggered.connect(self.steps.journal)
        found = self.presenter.progress
        journal.setEnabled(found is not None and bool(found.closed_revisions))
        menu.popup(self.export_button.mapToGlobal(self.export_button.rect().bottomLeft()))

    def _export(self, kind: str, form: str, _is_on: bool = False) -> None:
        language = current_language()
        name = f"{kind}-{self.presenter.month}-{language}.{form}"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), name, f"*.{form}")
        if chosen:
            self.presenter.export(kind, language, form, Path(chosen))

    def ask_force_majeure(self) -> None:
        """Ask for the time in which nobody could work, and for the lines that it touches."""
        from fmdesk.desktop.pages.month.force_majeure import ForceMajeureDialog

        ForceMajeureDialog(self, self._desk).open()

    def rule(self) -> None:
        """Ask what the chosen verdict in quarantine is."""
        row = self.verdicts.waiting()
        if row is not None:
            from fmdesk.desktop.pages.month.ruling import RulingDialog

            RulingDialog(self, self._desk, self.presenter.month, row).open()

    def close_month(self) -> None:
        """Ask once more, then close."""
        figures = self.presenter.figures
        if figures is not None and self.close_button.isEnabled():
            CloseDialog(self, figures, self.presenter.close).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.figures.retranslate()
        self.verdicts.retranslate()
        if self.presenter.states:
            self._show_months(self.presenter.states)
            self._show_figures(self.presenter.figures)
