"""What changed in a product since this person read it, until one key says that it is read."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fmdesk.core.domain.product_change import News
from fmdesk.desktop.pages.catalogue.changes import new_words
from fmdesk.desktop.pages.catalogue.words import FIELDS
from fmdesk.i18n import _, day
from fmdesk.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

KEYS = "Alt+R"


class NewsBanner(QFrame):
    """The changed fields with what is new.

    Args:
        news: What is to be read.
    """

    def __init__(self, news: News) -> None:
        super().__init__()
        self.setObjectName("notice")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_XS)
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        words = _("Changed on {day}").format(day=day(news.valid_from))
        top.addWidget(label(words, "strong"), 1)
        self.read_button = button(
            text=_("I have read it"), name="read", keys=KEYS.replace("+", " ")
        )
        QShortcut(QKeySequence(KEYS), self, self.read_button.click)
        top.addWidget(self.read_button)
        column.addLayout(top)
        for one in news.changes:
            text = _("{field}: {text}").format(field=_(FIELDS[one.field]), text=new_words(one))
            column.addWidget(label(text, wraps=True))
