"""What the command log is narrowed by: period, person, kind of command, and words or a number."""

from collections.abc import Sequence

from fmdesk.core.services.command_words import CommandWords
from fmdesk.desktop.pages.audit.model import PERIODS, Narrowed
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.filterrow import ChipSpec, FilterRow

CHIPS = (
    ChipSpec("period", N_("Period"), "Alt+P"),
    ChipSpec("person", N_("Who"), "Alt+W"),
    ChipSpec("kind", N_("Kind of command"), "Alt+C"),
)


class AuditFilters(FilterRow):
    """The row above the list.

    Args:
        kit: Theme.
        texts: Words of the page.
    """

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__(kit.theme, texts, CHIPS)
        self._words = CommandWords()
        self.search.setMinimumWidth(240)
        texts.say(self.search.setPlaceholderText, N_("Words, or the number of a ticket or line"))
        texts.say(self.search.setAccessibleName, N_("Search the command log"))
        texts.compute(self._offer_words)

    def _offer_words(self) -> None:
        self.chips["period"].set_choices([(code, _(name)) for code, (name, _d) in PERIODS.items()])
        self.chips["kind"].set_choices(self._words.kinds(current_language()))

    def offer(self, people: Sequence[tuple[str, str]], words: CommandWords) -> None:
        """Offer who may have acted, login and name, and the kinds of commands there are now."""
        self.chips["person"].set_choices(people)
        self._words = words
        self._offer_words()

    def show_chosen(self, chosen: Narrowed) -> None:
        """Show what the list is narrowed by."""
        self.show_narrowed(
            lambda name: str(getattr(chosen, name)),
            chosen.words,
            is_narrowed=chosen != Narrowed(),
        )
