"""The plugin's own texts, for its pages."""

from fmdesk.plugins.api import Domain

_DOMAIN = Domain.of_package(__name__.rpartition(".qt.")[0])
_, ngettext = _DOMAIN.gettext, _DOMAIN.ngettext
