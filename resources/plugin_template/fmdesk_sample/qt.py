"""The page: a field for a new note, and the notes, newest first."""

from PySide6.QtWidgets import QVBoxLayout

from fmdesk.plugins.api import stamp
from fmdesk.plugins.api.qt import Column, PluginPage, RowsModel, TableView, line_field, show_rows
from fmdesk_sample.plugin import ID, MOST_SIGNS, NAME, Note
from fmdesk_sample.words import _


class Notes(PluginPage):
    """Enter in the field keeps a note."""

    def __init__(self, kit, extensions):
        super().__init__(kit, extensions, ID, _)
        self.say(self.header.title.setText, NAME.en)
        self.field = line_field("note", MOST_SIGNS)
        self.say(self.field.setPlaceholderText, "New note")
        self.say(self.field.setAccessibleName, "New note")
        self.field.returnPressed.connect(self.keep)
        at = Column("at", "When", lambda note: stamp(note[1], kit.time.zone), 150)
        text = Column("text", "Notes", lambda note: note[2], is_stretched=True)
        self.rows = RowsModel((at, text), self, _)
        self.texts.compute(self.rows.retranslate)
        self.table = TableView(kit, self.rows, f"{ID}.notes")
        self.say(self.table.setAccessibleName, "Notes")
        column = QVBoxLayout(self.content)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)

    def arrive(self, what):
        self.ask("notes", None, self.show_notes, retry=lambda: self.arrive(what))

    def show_notes(self, notes):
        show_rows(self.table, self.rows, notes, lambda note: note[0])
        self.show_content()

    def keep(self):
        self.run("write", Note(self.field.text()), self.kept, self.said.emit)

    def kept(self, result):
        self.field.clear()
        self.arrive(None)
