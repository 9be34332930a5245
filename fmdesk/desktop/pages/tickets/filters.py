"""The row above the list of tickets: what its chips offer, and how many lines there are."""

from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.pages.tickets.model import (
    choice_of,
    is_filtered,
    outcome_choices,
    state_choices,
)
from fmdesk.desktop.pages.tickets.presenter import Choices
from fmdesk.i18n import N_, _
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.filterrow import ChipSpec, FilterRow

CHIPS = (
    ChipSpec("state", N_("State"), "Alt+S"),
    ChipSpec("unit", N_("Unit"), "Alt+U"),
    ChipSpec("month", N_("Month"), "Alt+M"),
    ChipSpec("outcome", N_("Verdict"), "Alt+V"),
    ChipSpec("charter", N_("Charter"), "Alt+C"),
    ChipSpec("late", N_("Late"), "Alt+L", ("triangle-alert", "broken")),
)


class FilterBar(FilterRow):
    """What the list is narrowed by.

    Args:
        kit: Theme.
        texts: Words of the page.
    """

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__(kit.theme, texts, CHIPS)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(300)
        texts.say(self.search.setPlaceholderText, N_("Search"))
        texts.say(self.search.setAccessibleName, N_("Search the list"))
        texts.compute(self._offer_words)

    def show_filter(self, wanted: TicketFilter) -> None:
        """Show what the list is narrowed by."""
        self.show_narrowed(
            lambda name: choice_of(wanted, name), wanted.text, is_narrowed=is_filtered(wanted)
        )

    def offer(self, choices: Choices) -> None:
        """Offer what the office has to choose from."""
        self.chips["unit"].set_choices(choices.units)
        self.chips["month"].set_choices(choices.months)
        self.chips["charter"].set_choices(choices.charters)

    def _offer_words(self) -> None:
        self.chips["state"].set_choices(state_choices())
        self.chips["outcome"].set_choices(outcome_choices())

    def say_count(self, words: str) -> None:
        """Show how many lines there are."""
        super().say_count(words)
        self.count.setAccessibleName(words or _("Tickets"))
