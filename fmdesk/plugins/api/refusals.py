"""What a plugin refuses, each with the sentence that says what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fmdesk.core.domain.errors import PluginError


@dataclass(frozen=True, slots=True)
class Refusals:
    """The sentences of a plugin by their code.

    Attributes:
        gettext: Looks up the plugin's own texts.
        texts: English sentences by code, marked with `N_`; what stands in braces is filled in.
    """

    gettext: Callable[[str], str]
    texts: Mapping[str, str]

    def sentence(self, code: str, /, **params: object) -> str:
        """Return one of the sentences in the language of now."""
        return self.gettext(self.texts[code]).format(**params)

    def refusal(self, code: str, /, *more: str, **params: object) -> PluginError:
        """Return the error of a refusal with its sentence in the language of now.

        Args:
            code: Which one.
            more: Sentences that follow.
            params: What stands in the sentence.
        """
        reason = " ".join((self.sentence(code, **params), *more))
        return PluginError(code, reason=reason, **params)
