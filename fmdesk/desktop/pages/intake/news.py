"""What changed in a product since this person read it, until one key says that it is read."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fmdesk.core.domain.product_change import News
from fmdesk.desktop.pages.catalogue.words import change_table, field_words
from fmdesk.i18n import _, day
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

KEYS = "Alt+R"


class NewsBanner(QFrame):
    """The changed fields with what they were.

    Args:
        news: What is to be read.
    """

    def __init__(self, news: News) -> None:
        super().__init__()
        self.setObjectName("notice")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_S)
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        words = _("Changed on {day}: {fields}").format(
            day=day(news.valid_from), fields=field_words(news.changes)
        )
        self.words = label(words, "strong", wraps=True)
        top.addWidget(self.words, 1)
        self.read_button = button(
            text=_("I have read it"), name="read", keys=KEYS.replace("+", " ")
        )
        QShortcut(QKeySequence(KEYS), self, self.read_button.click)
        top.addWidget(self.read_button)
        column.addLayout(top)
        column.addWidget(change_table(news.changes, _("Was"), _("Is")))
