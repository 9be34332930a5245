"""What presenters of pages with dialogs share: persons to choose, commands and why not."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import current_language

CHOICES = 20


class Keeping(QObject):
    """Runs the commands of a page's dialogs.

    Args:
        desk: Services and signals of the window.
        parent: The page.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def load(self) -> None:
        """Fetch what the page shows."""
        raise NotImplementedError

    def find_person(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        """Look for persons; `show` gets `CHOICES` of them at most."""
        if not words:
            return
        queries, language = self._desk.services.queries, current_language()
        look = partial(queries.choices, "person", words, language, CHOICES)
        self._desk.query(self, look, show, key="person")

    def do(
        self,
        work: Callable[[], Changes],
        done: Callable[[], object],
        refused: Callable[[str], None],
    ) -> None:
        """Run a command; then fetch everything again.

        Args:
            work: The command.
            done: Called when it is done.
            refused: Takes the sentence that says why it was not.
        """

        def finished(changes: Changes) -> Changes:
            done()
            self.load()
            return changes

        self._desk.change(self, work, finished, lambda one: refused(sentence_of(one)))
