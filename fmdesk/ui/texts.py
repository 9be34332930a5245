"""Texts that follow the language while the window is open."""

from collections.abc import Callable

from fmdesk.i18n import _


class Texts:
    """Remembers which setter shows which text, so that a page can be shown in another language."""

    def __init__(self) -> None:
        self._shown: list[Callable[[], object]] = []

    def say(self, setter: Callable[[str], object], message: str) -> None:
        """Show a text now and again after each change of language.

        Args:
            setter: Takes the text, such as a label's `setText`.
            message: The English text, marked with `N_`.
        """
        self.compute(lambda: setter(_(message)))

    def compute(self, show: Callable[[], object]) -> None:
        """Call `show` now and again after each change of language."""
        self._shown.append(show)
        show()

    def refresh(self) -> None:
        """Show all texts again, in the language of now."""
        for show in self._shown:
            show()
