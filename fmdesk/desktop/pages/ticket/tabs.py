"""The tabs of a ticket: the line, why, what happened, what is to be done, messages, files."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.line.overview import Overview
from fmdesk.desktop.pages.line.why import WhyPanel
from fmdesk.desktop.pages.ticket.attachments import AttachmentsPanel
from fmdesk.desktop.pages.ticket.correct import CorrectDialog
from fmdesk.desktop.pages.ticket.jobs import JobsView
from fmdesk.desktop.pages.ticket.letters import LettersView
from fmdesk.desktop.pages.ticket.presenter import Opened, TicketPresenter
from fmdesk.desktop.pages.ticket.timeline import TimelineView
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.tasks import Job
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M

TABS = (
    ("line", N_("Line")),
    ("why", N_("Why")),
    ("timeline", N_("Timeline")),
    ("jobs", N_("Tasks and links")),
    ("letters", N_("Messages")),
    ("files", N_("Files")),
)


class TicketTabs(QTabWidget):
    """Each tab is filled when it is opened."""

    def __init__(self, desk: Desk, texts: Texts, presenter: TicketPresenter) -> None:
        super().__init__()
        kit = desk.kit
        self._presenter = presenter
        self._ticket_id = 0
        self.overview = Overview(kit, texts)
        self._desk = desk
        self.why = WhyPanel(kit, texts, self.print_why)
        self.timeline = TimelineView(kit, texts)
        self.jobs = JobsView(kit, texts, presenter)
        self.letters = LettersView(kit, texts, presenter)
        self.files = AttachmentsPanel(desk)
        files = QWidget()
        files.setObjectName("scrolled")
        inside = QVBoxLayout(files)
        inside.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        inside.addWidget(self.files)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        contents = (self.overview, self.why, self.timeline, self.jobs, self.letters, files)
        for index, content in enumerate(contents):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(content)
            texts.say(area.setAccessibleName, TABS[index][1])
            self.addTab(area, "")
        texts.compute(self._name)
        self.currentChanged.connect(lambda _index: self._load())
        presenter.explained.connect(self.why.show_why)

    def _name(self) -> None:
        for index, (_code, text) in enumerate(TABS):
            self.setTabText(index, _(text))

    def open(self, code: str) -> None:
        """Open one of the tabs."""
        self.setCurrentIndex([one for one, _text in TABS].index(code))

    def print_why(self) -> None:
        """Put why the line is judged as it is on paper, and show that."""
        opened, act = self._presenter.shown, self.why.print
        if opened is None or not act.isEnabled():
            return
        act.setEnabled(False)
        name = f"{opened.line.number}.pdf"
        job: Job[bytes] = partial(self._desk.services.jobs.why, opened.line.id, current_language())  # type: ignore[assignment]  # any answer
        self._desk.start_job(
            self,
            _("The explanation is being put on paper."),
            job,
            lambda content: self._show_paper(content, name),
            ended=lambda: act.setEnabled(True),
        )

    def _show_paper(self, content: bytes, name: str) -> None:
        dialog = PdfDialog(self, self._desk.kit, content, name)
        dialog.file_chosen.connect(partial(self._desk.save_file, self))
        dialog.open()

    def correct(self) -> None:
        """Ask which time of the line is wrong, and what it was."""
        opened = self._presenter.shown
        if opened is not None and opened.rights.corrects and self.isVisible():
            CorrectDialog(self, opened.line, self._presenter, self._desk.kit).open()

    def show_ticket(self, opened: Opened) -> None:
        """Show a ticket in the tab that is open."""
        ticket_id = opened.dossier.ticket.id
        if ticket_id != self._ticket_id:
            self._ticket_id = ticket_id
            self.timeline.begin()
            self.files.show_owner(Owner(OwnerKind.TICKET, ticket_id))
        self._load()

    def _load(self) -> None:
        opened = self._presenter.shown
        if opened is None:
            return
        code, dossier = TABS[self.currentIndex()][0], opened.dossier
        if code == "why":
            self.why.show_loading()
            self._presenter.explain()
        elif code == "timeline":
            self.timeline.show_timeline(dossier.timeline, dossier.ticket.lines)
        elif code == "jobs":
            self.jobs.show_dossier(dossier)
        elif code == "letters":
            self.letters.show_dossier(dossier)
        elif code == "line":
            self.overview.show_line(opened.line)

    def retranslate(self) -> None:
        """Show what the texts do not reach in the language of now."""
        self.jobs.retranslate()
        self.files.retranslate()
