"""The plugin's own texts, looked up in the language of now."""

from fmdesk.plugins.api import Domain, current_language

_DOMAIN = Domain.of_package(__name__.rpartition(".")[0])
_, ngettext = _DOMAIN.gettext, _DOMAIN.ngettext


def named(dutch: str, english: str) -> str:
    """Return the name in the language of now."""
    return dutch if current_language() == "nl" else english
