"""The administration: lists at the left, their entries, and the form of the one that is chosen."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.administration import Entry
from fmdesk.core.domain.spec import FieldSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.administration.foot import EntryFoot
from fmdesk.desktop.pages.administration.model import SECTIONS, columns
from fmdesk.desktop.pages.administration.presenter import AdministrationPresenter, Listed
from fmdesk.i18n import N_, _
from fmdesk.ui.forms import FormView
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField
from fmdesk.ui.widgets.search import SearchField
from fmdesk.ui.widgets.states import State, StateStack

SECTIONS_WIDTH = 232


class AdministrationPage(Page):
    """Three columns; Enter goes one to the right, Esc back to the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = AdministrationPresenter(desk, self)
        self._listed: Listed | None = None
        self._entry: Entry | None = None
        self._wanted = ""
        self._is_dirty = self._is_new = False
        self._op_id = uuid4()
        self.texts.say(self.header.title.setText, N_("Administration"))
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(self._make_sections())
        row.addWidget(self._make_list(), 46)
        row.addWidget(self._make_form(), 54)
        self._make_actions()
        self.presenter.listed.connect(self._show)
        self.presenter.saved.connect(self._tell_saved)
        self.presenter.previewed.connect(self._show_preview)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    # --- what stands where ---------------------------------------------------------------------

    def _make_sections(self) -> QWidget:
        self.sections = QListWidget()
        self.sections.setObjectName("sections")
        self.sections.setFixedWidth(SECTIONS_WIDTH)
        self.texts.say(self.sections.setAccessibleName, N_("Lists"))
        for _section in SECTIONS:
            self.sections.addItem("")
        self.texts.compute(self._name_sections)
        self.sections.setCurrentRow(0)
        self.sections.currentRowChanged.connect(self._go_to_section)
        self.sections.itemActivated.connect(lambda _item: self.table.setFocus())
        return TableFrame(self.sections)

    def _name_sections(self) -> None:
        for place, section in enumerate(SECTIONS):
            item = self.sections.item(place)
            item.setText(_(section.title))
            item.setSizeHint(QSize(0, ROW_HEIGHT))

    def _make_list(self) -> QWidget:
        self.search = SearchField(self.kit.theme)
        self.texts.say(self.search.setPlaceholderText, N_("Search this list"))
        self.texts.say(self.search.setAccessibleName, N_("Search this list"))
        self.search.searched.connect(self.presenter.search)
        self.model: RowsModel[Entry] = RowsModel(columns(), self)
        self.table = TableView(self.kit, self.model, "administration")
        self.texts.say(self.table.setAccessibleName, N_("Entries"))
        self.table.moved_to.connect(self._choose)
        self.table.opened.connect(lambda _place: self.form.focus_first())
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        made = QWidget()
        made.setObjectName("content")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.search)
        column.addWidget(self.list_state, 1)
        return made

    def _make_form(self) -> QWidget:
        self.card = Card(spacing=SPACE_S)
        self.card.set_title(" ")
        self.form = FormView(self.kit.time, self._pick_field)
        self.form.changed.connect(self._note_change)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.form)
        self.reads = label("", "label")
        self.texts.say(self.reads.setText, N_("So it reads"))
        self.preview = label("", wraps=True)
        column.addWidget(self.reads)
        column.addWidget(self.preview)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.foot = EntryFoot(self._desk, self.presenter, self.texts, self.save, self.form.values)
        self.problem, self.save_button = self.foot.problem, self.foot.save_button
        self.card.body.addWidget(self.area, 1)
        self.card.body.addLayout(self.foot)
        return self.card

    def _make_actions(self) -> None:
        theme = self.kit.theme
        self.new_button = button(self.add, icon=theme.icon("plus"), name="new_entry")
        self.texts.say(self.new_button.setText, N_("New"))
        self.import_button = button(self.import_file, icon=theme.icon("upload"), name="import")
        self.texts.say(self.import_button.setText, N_("Import…"))
        self.backup_button = button(
            lambda: self._desk.action_asked.emit("backup"),
            icon=theme.icon("database"),
            name="backup",
        )
        self.texts.say(self.backup_button.setText, N_("Make a backup"))
        self.log_button = button(
            lambda: self._desk.page_asked.emit("audit", None),
            icon=theme.icon("shield-check"),
            name="command_log",
        )
        self.texts.say(self.log_button.setText, N_("Command log"))
        for made in (self.log_button, self.backup_button, self.import_button, self.new_button):
            self.header.add_action(made)

    def _pick_field(self, spec: FieldSpec) -> PickField:
        """Return a field that finds a person or a place."""
        return PickField(
            self.kit.theme,
            lambda words, found: self.presenter.find(spec.kind.value, words, found),
            spec.name,
        )

    # --- lists ---------------------------------------------------------------------------------

    def arrive(self, what: object) -> None:  # noqa: ARG002  # nothing is asked of this page
        """Query again."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the administration."))
        self.presenter.load()

    def _go_to_section(self, place: int) -> None:
        if self._is_dirty:
            self._ask_to_save()
            self.sections.blockSignals(True)
            self.sections.setCurrentRow(SECTIONS.index(self.presenter.section))
            self.sections.blockSignals(False)
            return
        self._wanted = ""
        self.search.set_text_quietly("")
        self.presenter.choose(SECTIONS[place])

    def _show(self, listed: Listed) -> None:
        self.show_content()
        self._listed = listed
        self.model.set_rows(listed.entries)
        self.new_button.setVisible(listed.form is not None)
        self.import_button.setVisible(bool(listed.section.mapping))
        if listed.entries:
            self.list_state.show_content()
        else:
            self._show_none()
        codes = [one.code for one in listed.entries]
        if self._is_dirty:  # what is being typed stays; Esc goes back to its entry as it is now
            if self._entry is not None and self._entry.code in codes:
                self.table.go_to(codes.index(self._entry.code))
            return
        if codes:
            self.table.go_to(codes.index(self._wanted) if self._wanted in codes else 0)
        else:
            self._choose(-1)
        keys = QApplication.focusWidget()
        if keys is None or not self.isAncestorOf(keys):
            self.give_keys(self.table if self._wanted else self.sections)

    def _show_none(self) -> None:
        title = _("Nothing here yet")
        sentence = _("Begin with “New”.")
        if self.presenter.words:
            title, sentence = _("Nothing found"), _("Try other words.")
        self.list_state.show_state(State.EMPTY, title, sentence)

    # --- the entry -----------------------------------------------------------------------------

    def _choose(self, place: int) -> None:
        """Show the entry of a row; what was typed but not saved holds one back."""
        rows: Sequence[Entry] = self._listed.entries if self._listed else ()
        entry = rows[place] if 0 <= place < len(rows) else None
        if self._is_dirty:
            if entry is None or self._entry is None or entry.code != self._entry.code:
                self._ask_to_save()
            return
        self._show_entry(entry)

    def _show_entry(self, entry: Entry | None) -> None:
        if self._listed is None:
            return
        section, spec = self._listed.section, self._listed.form
        self._entry = entry
        self._is_dirty = self._is_new = False
        self._op_id = uuid4()
        self.foot.show_entry(entry)
        form = (entry.form if entry else None) or spec
        values = entry.values if entry else None
        fixed = section.fixed if entry else ()
        self.form.show_form(form, values, entry.names if entry else None, fixed)
        self.card.set_title(entry.title if entry else _("New"))
        self.save_button.setEnabled(form is not None)
        self.preview.setVisible(section.has_preview)
        self.reads.setVisible(section.has_preview)
        self.area.verticalScrollBar().setValue(0)
        self._preview()

    def add(self) -> None:
        """Begin a new entry."""
        if self._listed is None or self._listed.form is None:
            return
        if self._is_dirty:
            self._ask_to_save()
            return
        self._show_entry(None)
        self._is_new = True
        self.form.focus_first()

    def _note_change(self) -> None:
        self._is_dirty = True
        self.problem.hide()
        self._preview()

    def _preview(self) -> None:
        if self._listed is not None and self._listed.section.has_preview:
            self.presenter.preview(self.form.values())

    def _show_preview(self, text: str, problem: str) -> None:
        self.preview.setText(text)
        self.foot.say_of_preview(problem)

    def _ask_to_save(self) -> None:
        self._refuse(_("Save what you changed first, or press Esc to take it back."))

    def save(self) -> None:
        """Store the entry; what was typed stays when it is refused."""
        if self._listed is None or not self.save_button.isEnabled():
            return
        missing = self.form.missing()
        if missing:
            self._refuse(_("Fill in: {fields}.").format(fields=", ".join(missing)))
            return
        self.save_button.setEnabled(False)
        kept: dict[str, Scalar] = {"code": self._entry.code} if self._entry else {}
        values = kept | self.form.values()
        seen = self._entry.values if self._entry else None
        self.presenter.save(self._op_id, values, seen=seen, refused=self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._op_id = uuid4()  # what is sent next is another command
        self.foot.say(sentence)
        self.save_button.setEnabled(True)

    def _tell_saved(self, code: str) -> None:
        self._is_dirty = False
        self._wanted = code or (self._entry.code if self._entry else "")
        self._desk.said.emit(_("Saved."))

    def go_back(self) -> bool:
        """Esc takes back what was typed, then goes back to the list."""
        keys = QApplication.focusWidget()
        if self._is_dirty or self._is_new:
            self._is_dirty = False
            self._choose(self.table.current_row())
        elif keys is None or not self.card.isAncestorOf(keys):
            return False
        self.table.setFocus()
        return True

    def import_file(self) -> None:
        """Open the import with the mapping of this list."""
        from fmdesk.desktop.pages.importing.page import ImportDialog

        ImportDialog(self, self._desk, self.presenter.section.mapping).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        if self._is_dirty:
            self.form.retranslate()
            self.card.set_title(self._entry.title if self._entry else _("New"))
            self.problem.hide()  # it speaks the other language
        self.presenter.load()
